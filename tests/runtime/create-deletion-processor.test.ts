import { describe, expect, it } from 'vitest'
import {
  createDeletionProcessor,
  DeletionError,
  type DeletionJob,
  type DeletionProcessorOptions,
  type ErasureRecord,
} from '../../src/runtime/index.ts'

function noted(failure?: Error) {
  const calls: string[] = []
  const step = (name: string) => (id: string | number) => {
    calls.push(`${name} ${id}`)
    return failure === undefined ? Promise.resolve({}) : Promise.reject(failure)
  }
  return { calls, client: { suppress: step('suppress'), destroy: step('destroy') } }
}

const limited = Object.assign(new Error('x'), {
  statusCode: 429,
  response: { headers: { 'retry-after': '7' } },
})

describe('createDeletionProcessor', () => {
  it('erases the person of the job and gives the receipt', async () => {
    const { calls, client } = noted()
    const receipt = await createDeletionProcessor({ client })({ data: { id: 'user-17' } })
    expect(calls).toEqual(['suppress user-17', 'destroy user-17'])
    expect(receipt).toMatchObject({ id: 'user-17', destroyed: true, audited: null })
  })

  it('writes who and why, of the job before the defaults', async () => {
    const entries: ErasureRecord[] = []
    const audit = { record: (entry: ErasureRecord) => entries.push(entry) }
    const process = createDeletionProcessor({ client: noted().client, audit, actor: 'queue', reason: 'GDPR' })
    await process({ data: { id: 1, actor: 'support-7' } })
    await process({ data: { id: 2, reason: 'request 12' } })
    expect(entries.map(({ subject, actor, reason }) => [subject, actor, reason])).toEqual([
      ['1', 'support-7', 'GDPR'],
      ['1', 'support-7', 'GDPR'],
      ['2', 'queue', 'request 12'],
      ['2', 'queue', 'request 12'],
    ])
  })

  it('throws, so that the queue repeats the job; it does not wait itself', async () => {
    const { calls, client } = noted(limited)
    const run = createDeletionProcessor({ client })({ data: { id: 'a' } })
    await expect(run).rejects.toMatchObject({
      name: 'DeletionError',
      code: 'suppress_failed',
      statusCode: 429,
      retryAfterSeconds: 7,
    })
    expect(calls).toHaveLength(1)
  })

  it('waits itself where it is told to', async () => {
    const waits: number[] = []
    const { calls, client } = noted(limited)
    const sleep = (milliseconds: number) => Promise.resolve(waits.push(milliseconds))
    const run = createDeletionProcessor({ client, maxRetries: 2, sleep })({ data: { id: 'a' } })
    await expect(run).rejects.toThrow(DeletionError)
    expect([calls.length, waits]).toEqual([3, [7000, 7000]])
  })

  it.each([undefined, null, {}, { data: null }, { data: {} }, { data: { id: '' } }, { data: { id: {} } }])(
    'refuses a job that names nobody, %j, and says so',
    async (job) => {
      const { calls, client } = noted()
      const run = createDeletionProcessor({ client })(job as unknown as DeletionJob)
      await expect(run).rejects.toMatchObject({ name: 'DeletionError', code: 'invalid_id' })
      expect(calls).toEqual([])
    },
  )

  it.each([{}, { client: {} }, { client: noted().client, timeoutMs: -1 }])(
    'refuses wrong options when it is made: %j',
    (options) => {
      expect(() => createDeletionProcessor(options as DeletionProcessorOptions)).toThrow(TypeError)
    },
  )
})
