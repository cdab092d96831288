import {
  appendFileSync,
  existsSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'

import {
  AccessDeniedError,
  rotateKey,
  RotationError,
  type RotateKeyOptions,
  type RotationEvent,
  type RotationStep,
} from '../../../src/runtime/index.ts'
import { everythingShown } from '../../support/everything-shown.ts'
import { madeUpAppKey } from '../../support/made-up-keys.ts'

let folder = ''
let journal = ''

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'rotation-'))
  journal = join(folder, 'rotation.jsonl')
})

afterEach(() => {
  rmSync(folder, { recursive: true })
})

const order: readonly RotationStep[] = ['create', 'store', 'roll', 'verify', 'revoke']
const yes = () => true

/** Steps that note that they were done; `create` gives nothing unless told. */
function steps(done: string[], overrides: NonNullable<RotateKeyOptions['steps']> = {}) {
  const noting = Object.fromEntries(order.map((step) => [step, () => void done.push(step)]))
  return { ...noting, ...overrides }
}

async function failureOf(options: RotateKeyOptions): Promise<RotationError> {
  const outcome: unknown = await rotateKey(options).catch((error: unknown) => error)
  if (!(outcome instanceof RotationError)) throw new Error('no RotationError', { cause: outcome })
  return outcome
}

describe('rotateKey', () => {
  it('takes the steps in the safe order and says what it did', async () => {
    const done: string[] = []
    const now = () => Date.UTC(2026, 3, 1)
    const time = '2026-04-01T00:00:00.000Z'
    expect(await rotateKey({ steps: steps(done), journal, now })).toEqual({
      completed: order,
      skipped: [],
      startedAt: time,
      completedAt: time,
    })
    expect(done).toEqual(order)
  })

  it('hands what `create` gave to the other steps, and writes it nowhere', async () => {
    const key = madeUpAppKey()
    const seen: unknown[] = []
    const see = ({ created }: { created: unknown }) => void seen.push(created)
    const events: RotationEvent[] = []
    const all = { create: () => key, store: see, roll: see, verify: see, revoke: see }
    const summary = await rotateKey({ steps: all, journal, onStep: (event) => events.push(event) })
    expect(seen).toEqual([key, key, key, key])
    expect(readFileSync(journal, 'utf8')).not.toContain(key)
    expect(statSync(journal).mode & 0o777).toBe(0o600)
    expect(everythingShown({ summary, events })).not.toContain(key)
  })

  it('does nothing a second time', async () => {
    const done: string[] = []
    await rotateKey({ steps: steps(done), journal })
    expect(await rotateKey({ steps: steps(done), journal })).toMatchObject({ completed: [], skipped: order })
    expect(done).toEqual(order)
  })

  it('says exactly what to do by hand, for each step and kind of key', async () => {
    for (const key of ['trackApiKey', 'appApiKey', undefined] as const) {
      const said: string[] = []
      const confirm = (instructions: string, step: RotationStep) => {
        said.push(`${step}: ${instructions}`)
        return true
      }
      await rotateKey({ journal: join(folder, String(key)), confirm, key })
      expect(said.map((text) => text.split(':')[0])).toEqual(order)
      expect(said.join('\n')).toMatch(
        /Do not regenerate the key in use[^]*`checkCredentials`[^]*Delete the OLD key/,
      )
      expect(said[0]?.includes('Create Track API Key')).toBe(key === 'trackApiKey')
      expect(said[0]?.includes('shown only once')).toBe(key === 'appApiKey')
    }
  })

  it('asks only for the steps that no function does', async () => {
    const asked: RotationStep[] = []
    const done: string[] = []
    const roll = () => done.push('roll')
    const verify = () => done.push('verify') > 0
    const confirm = async (_instructions: string, step: RotationStep) => Promise.resolve(asked.push(step) > 0)
    await rotateKey({ steps: { verify, roll }, journal, confirm })
    expect(asked).toEqual(['create', 'store', 'revoke'])
    expect(done).toEqual(['roll', 'verify'])
  })

  it.each([false, undefined, 'yes', 1])(
    'stops when %s is the answer, and asks again next time',
    async (answer) => {
      const confirm = (_instructions: string, step: RotationStep) =>
        step === 'roll' ? (answer as boolean) : true
      expect(await failureOf({ journal, confirm })).toMatchObject({ code: 'not_confirmed', step: 'roll' })
      expect((await rotateKey({ journal, confirm: yes })).completed).toEqual(['roll', 'verify', 'revoke'])
    },
  )

  it.each([false, { ok: false, track: null }])('does not revoke when verifying gives %j', async (answer) => {
    const done: string[] = []
    const error = await failureOf({ steps: steps(done, { verify: () => answer }), journal })
    expect(error).toMatchObject({ code: 'not_verified', step: 'verify' })
    expect(done).not.toContain('revoke')
    expect((await rotateKey({ steps: steps(done), journal })).completed).toEqual(['verify', 'revoke'])
  })

  it('stops at a step that fails, without its words', async () => {
    const key = madeUpAppKey()
    const events: RotationEvent[] = []
    const thrown = Object.assign(new Error(`could not store ${key}`), { statusCode: 503 })
    const failing = steps([], { store: () => Promise.reject(thrown) })
    const error = await failureOf({ steps: failing, journal, onStep: (event) => events.push(event) })
    expect(error).toMatchObject({ code: 'step_failed', step: 'store' })
    expect(error.message).toBe('The step `store` failed (HTTP 503). Its error went to `onStep`.')
    expect(everythingShown(error)).not.toContain(key)
    expect(events.map(({ step, state }) => `${step} ${state}`)).toEqual([
      'create started',
      'create finished',
      'store started',
      'store failed',
    ])
    expect(events.at(-1)?.error).toBe(thrown)
  })

  it('does not lose sight of a key that was created and never stored', async () => {
    const created: string[] = []
    const create = () => {
      created.push(madeUpAppKey())
      return created.at(-1)
    }
    const failing = { ...steps([]), create, store: () => Promise.reject(new Error('down')) }
    await failureOf({ steps: failing, journal })
    const stored: unknown[] = []
    const working = {
      ...steps([]),
      create,
      store: ({ created: key }: { created: unknown }) => void stored.push(key),
    }
    expect(await failureOf({ steps: working, journal })).toMatchObject({
      code: 'created_key_lost',
      step: 'create',
    })
    const said: string[] = []
    const confirm = (instructions: string) => said.push(instructions) > 0
    expect((await rotateKey({ steps: working, journal, confirm })).completed).toEqual(order)
    expect(said).toEqual([expect.stringContaining('delete the newest key if it is one that nobody uses')])
    expect(created).toHaveLength(2)
    expect(stored).toEqual([created[1]])
  })

  it('does each step once, in order, however often it fails on the way', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.constantFrom(...order), { maxLength: 12 }), async (failures) => {
        rmSync(journal, { force: true })
        const done: string[] = []
        const toFail = [...failures]
        const flaky = Object.fromEntries(
          order.map((step) => [
            step,
            () => {
              if (toFail[0] === step) throw new Error(String(toFail.shift()))
              done.push(step)
            },
          ]),
        )
        for (let run = 0; run <= failures.length; run += 1) {
          const summary = await rotateKey({ steps: flaky, journal, confirm: yes }).catch(() => null)
          if (summary !== null) break
        }
        expect(done).toEqual(order)
      }),
      { numRuns: 15 },
    )
  })

  it('goes on from wherever the journal was cut off, and never revokes before it verifies', async () => {
    await rotateKey({ steps: steps([]), journal })
    const whole = readFileSync(journal)
    for (let length = 0; length <= whole.length; length += 23) {
      writeFileSync(journal, whole.subarray(0, length))
      const done: string[] = []
      const { skipped } = await rotateKey({ steps: steps(done), journal, confirm: yes })
      expect([...skipped, ...done]).toEqual(order)
      if (done.includes('revoke')) expect([...skipped, ...done].indexOf('verify')).toBe(3)
    }
  })
})

describe('the journal of a rotation', () => {
  it('is used by one run at a time', async () => {
    const inner: unknown[] = []
    const roll = async () => {
      inner.push((await failureOf({ steps: steps([]), journal })).code)
    }
    await rotateKey({ steps: steps([], { roll }), journal })
    expect(inner).toEqual(['journal_locked'])
    expect(existsSync(`${journal}.lock`)).toBe(false)
  })

  it('is of one key', async () => {
    await rotateKey({ steps: steps([]), journal, key: 'trackApiKey' })
    const error = await failureOf({ steps: steps([]), journal, key: 'appApiKey' })
    expect(error.code).toBe('journal_mismatch')
    expect(error.message).toContain('`trackApiKey`')
  })

  it.each(['something else\n', '{"rotation":"key"}\n', '{"step":"verify","state":"finished"}\n', 'null\n'])(
    'is not taken from %j',
    async (text) => {
      writeFileSync(journal, text)
      expect((await failureOf({ steps: steps([]), journal })).code).toBe('journal_mismatch')
    },
  )

  it('is not taken when a line was changed by hand', async () => {
    await failureOf({ steps: steps([], { verify: () => false }), journal })
    appendFileSync(journal, '{"step":"verify","state":"ok"}\n')
    expect((await failureOf({ steps: steps([]), journal })).code).toBe('journal_mismatch')
  })

  it('says when it cannot be written, before anything is done', async () => {
    const done: string[] = []
    const error = await failureOf({ steps: steps(done), journal: join(folder, 'no', 'such', 'folder') })
    expect(error.code).toBe('journal_unavailable')
    expect(done).toEqual([])
  })
})

describe('the audit trail of a rotation', () => {
  it('gets who, what and why', async () => {
    const entries: unknown[] = []
    const audit = { record: (entry: unknown) => entries.push(entry) }
    const options = { journal, key: 'appApiKey', audit, reason: '90 days', actor: 'ann' } as const
    await failureOf({ ...options, steps: steps([], { verify: () => false }) })
    await rotateKey({ ...options, steps: steps([]) })
    const known = { actor: 'ann', resource: 'appApiKey', reason: '90 days' }
    expect(entries).toEqual([
      { action: 'rotation_started', ...known },
      { action: 'rotation_failed', ...known, details: { step: 'verify', code: 'not_verified' } },
      { action: 'rotation_started', ...known },
      { action: 'rotation_completed', ...known },
    ])
  })

  it('is needed where it is given: nothing is done when it cannot be written', async () => {
    const done: string[] = []
    const audit = { record: () => Promise.reject(new Error('disk full')) }
    expect((await failureOf({ steps: steps(done), journal, audit })).code).toBe('audit_unavailable')
    expect(done).toEqual([])
  })

  it('gets refusals of members who may not manage keys', async () => {
    const done: string[] = []
    const entries: unknown[] = []
    const audit = { record: (entry: unknown) => entries.push(entry) }
    const member = { id: 'ed', role: 'editor' }
    await expect(rotateKey({ steps: steps(done), journal, audit, member })).rejects.toBeInstanceOf(
      AccessDeniedError,
    )
    expect(done).toEqual([])
    expect(existsSync(journal)).toBe(false)
    expect(entries).toMatchObject([{ action: 'access_denied', actor: 'ed', resource: 'manage_api_keys' }])
    await rotateKey({ steps: steps(done), journal, audit, member: { id: 'ann', role: 'admin' } })
    expect(entries.at(-1)).toMatchObject({ action: 'rotation_completed', actor: 'ann' })
  })
})

describe('misuse', () => {
  it.each<[string, unknown, RegExp]>([
    ['no journal', { steps: steps([]) }, /`journal`/],
    ['a step by hand and nobody to ask', { steps: { verify: yes }, journal: 'a' }, /`confirm` is needed/],
    ['a step that does not exist', { steps: { delete: yes }, journal: 'a' }, /`steps`/],
    ['a step that is no function', { steps: { verify: true }, journal: 'a', confirm: yes }, /`steps`/],
    ['a key that cannot be had twice', { key: 'webhookSecret', journal: 'a', confirm: yes }, /`key`/],
    ['an audit trail without `record`', { audit: {}, journal: 'a', confirm: yes }, /`audit`/],
  ])('%s is a TypeError', async (_situation, options, message) => {
    const outcome: unknown = await rotateKey(options as RotateKeyOptions).catch((error: unknown) => error)
    expect(outcome).toBeInstanceOf(TypeError)
    expect((outcome as TypeError).message).toMatch(message)
  })
})
