import { describe, expect, it } from 'vitest'
import { deleteCustomers, terminalProgress, type DeletionProgress } from '../../src/runtime/index.ts'

function terminal(isTTY: boolean | undefined, columns = 100) {
  const written: string[] = []
  return { written, isTTY, columns, write: (text: string) => written.push(text) }
}

const halfway: DeletionProgress = { deleted: 40, failed: 1, skipped: 9, total: 100, finished: false }

describe('terminalProgress', () => {
  it('draws a bar over itself, with what is left of the time', () => {
    const stream = terminal(true)
    let time = 1000
    const show = terminalProgress({ stream, now: () => time })
    show({ ...halfway, deleted: 0, failed: 0, skipped: 0 })
    time += 41_000
    show(halfway)
    show({ ...halfway, deleted: 90, finished: true })
    expect(stream.written).toEqual([
      `\r\u001b[2K${'░'.repeat(24)} 0 % of 100  0 deleted`,
      `\r\u001b[2K${'█'.repeat(12)}${'░'.repeat(12)} 50 % of 100  40 deleted, 1 failed, 9 skipped  50 s left`,
      `\r\u001b[2K${'█'.repeat(24)} 100 % of 100  90 deleted, 1 failed, 9 skipped  in 41 s\n`,
    ])
  })

  it('is silent in a pipe', async () => {
    for (const isTTY of [false, undefined]) {
      const stream = terminal(isTTY)
      const client = { suppress: () => Promise.resolve(), destroy: () => Promise.resolve() }
      await deleteCustomers(client, ['a'], { onProgress: terminalProgress({ stream }) })
      expect(stream.written).toEqual([])
    }
  })

  it('draws ten times a second at most, and always at the end', () => {
    const stream = terminal(true)
    let time = 0
    const show = terminalProgress({ stream, now: () => time })
    for (; time < 1000; time += 1) show(halfway)
    show({ ...halfway, finished: true })
    expect(stream.written).toHaveLength(11)
  })

  it('counts where the end is not known, and stays within the line', () => {
    const stream = terminal(true, 20)
    terminalProgress({ stream })({ ...halfway, total: null, deleted: 123_456 })
    expect(stream.written).toEqual(['\r\u001b[2K123456 deleted, 1 f'])
  })

  it('tells long times in hours and minutes, and an empty run as done', () => {
    const stream = terminal(true)
    let time = 0
    const show = terminalProgress({ stream, now: () => time })
    show({ deleted: 0, failed: 0, skipped: 0, total: 0, finished: false })
    time = 3_725_000
    show({ deleted: 1, failed: 0, skipped: 0, total: 3, finished: false })
    time = 3_785_000
    show({ deleted: 1, failed: 0, skipped: 0, total: 0, finished: true })
    expect(stream.written[0]).toContain('100 % of 0')
    expect(stream.written[1]).toContain('2 h 4 min left')
    expect(stream.written[2]).toContain('in 1 h 3 min')
  })
})
