import fc from 'fast-check'
import { describe, expect, it } from 'vitest'

import { rotationStatus } from '../../../src/runtime/index.ts'

const dayMs = 86_400_000
const made = Date.UTC(2026, 0, 1)
const after = (days: number) => () => made + days * dayMs

describe('rotationStatus', () => {
  it.each([
    [0, { ageDays: 0, dueInDays: 90, due: false }],
    [0.5, { ageDays: 0, dueInDays: 90, due: false }],
    [1, { ageDays: 1, dueInDays: 89, due: false }],
    [89.99, { ageDays: 89, dueInDays: 1, due: false }],
    [90, { ageDays: 90, dueInDays: 0, due: true }],
    [91.5, { ageDays: 91, dueInDays: -1, due: true }],
  ])('after %d days', (days, status) => {
    expect(rotationStatus({ createdAt: made, now: after(days) })).toEqual(status)
  })

  it.each([new Date(made), made, '2026-01-01', '2026-01-01T00:00:00Z', '2026-01-01T01:00:00+01:00'])(
    'takes %s',
    (createdAt) => {
      expect(rotationStatus({ createdAt, now: after(10) }).ageDays).toBe(10)
    },
  )

  it('takes another age, and 0 as "at once"', () => {
    expect(rotationStatus({ createdAt: made, maxAgeDays: 30, now: after(30) }).due).toBe(true)
    expect(rotationStatus({ createdAt: made, maxAgeDays: 0, now: after(0) })).toEqual({
      ageDays: 0,
      dueInDays: 0,
      due: true,
    })
  })

  it('forgives clocks that differ, not years that are mistyped', () => {
    expect(rotationStatus({ createdAt: made, now: after(-0.01) }).ageDays).toBe(0)
    expect(() => rotationStatus({ createdAt: '2062-01-01', now: after(0) })).toThrow(/future/)
  })

  it.each([
    '',
    'yesterday',
    '01.02.2026',
    '2026',
    '2026-13-01',
    NaN,
    Infinity,
    new Date('x'),
    null,
    undefined,
  ])('refuses %s', (createdAt) => {
    expect(() => rotationStatus({ createdAt: createdAt as string })).toThrow(TypeError)
  })

  it.each([-1, NaN, '90'])('refuses a maximal age of %s', (maxAgeDays) => {
    expect(() => rotationStatus({ createdAt: made, maxAgeDays: maxAgeDays as number })).toThrow(TypeError)
  })

  it('is due exactly when no days are left', () => {
    fc.assert(
      fc.property(fc.double({ min: 0, max: 400, noNaN: true }), fc.nat(365), (days, maxAgeDays) => {
        const { ageDays, dueInDays, due } = rotationStatus({ createdAt: made, maxAgeDays, now: after(days) })
        expect(due).toBe(dueInDays <= 0)
        expect(ageDays + dueInDays).toBe(maxAgeDays)
      }),
    )
  })
})
