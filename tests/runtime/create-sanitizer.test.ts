import { describe, expect, it } from 'vitest'
import {
  classifyAttribute,
  createSanitizer,
  definePolicy,
  hashPii,
  type SanitizerFinding,
} from '../../src/runtime/index.ts'
import { classifyAttribute as classifyForRules } from '../../src/vocabulary/sensitive-fields.ts'

const hashKey = 'a key for tests'

describe('a sanitizer of a project', () => {
  it('has the policy it was made with', () => {
    const sanitizeAttributes = createSanitizer({
      keep: ['phone'],
      neverSend: ['score'],
      hashKey,
      hashLength: 40,
    })
    expect(sanitizeAttributes({ phone: '1', score: 2, ip: '::1' })).toEqual({
      phone: '1',
      ip_hash: hashPii('::1', hashKey).slice(0, 40),
    })
  })

  it('is not changed by later changes of the policy', () => {
    const policy = { keep: ['phone'], detectValues: false }
    const sanitizeAttributes = createSanitizer(policy)
    policy.keep.pop()
    policy.detectValues = true
    expect(sanitizeAttributes({ phone: '078-05-1120' })).toEqual({ phone: '078-05-1120' })
    expect(sanitizeAttributes({ phone: '078-05-1120' }, { neverSend: ['x'] })).toEqual({
      phone: '078-05-1120',
    })
  })

  it('adds what a call asks for: lists are joined, single settings replaced', () => {
    const outer: SanitizerFinding[] = []
    const inner: SanitizerFinding[] = []
    const sanitizeAttributes = createSanitizer({
      keep: ['phone'],
      hash: ['a'],
      neverSend: ['x', 'otp'],
      hashKey,
      maxDepth: 1,
      onRemove: (finding) => outer.push(finding),
    })
    const extra = {
      keep: ['otp'],
      hash: ['b'],
      neverSend: ['y'],
      hashKey: 'another',
      maxDepth: 2,
      hashLength: 32,
      detectValues: false,
      onRemove: (finding: SanitizerFinding) => inner.push(finding),
    }
    const given = { phone: '1', otp: '2', a: '3', b: '4', x: 5, y: 6, deep: { er: {} }, note: '078-05-1120' }
    expect(sanitizeAttributes(given, extra)).toEqual({
      phone: '1',
      otp: '2',
      a_hash: hashPii('3', 'another').slice(0, 32),
      b_hash: hashPii('4', 'another').slice(0, 32),
      deep: { er: {} },
      note: '078-05-1120',
    })
    expect(outer).toEqual([])
    expect(inner.map(({ path }) => path)).toEqual(['a', 'b', 'x', 'y'])
    expect(sanitizeAttributes({ y: 1, x: 2 })).toEqual({ y: 1 })
    expect(() => sanitizeAttributes(given)).toThrow(expect.objectContaining({ code: 'too_deep' }))
  })

  it('is refused with a wrong policy', () => {
    expect(() => createSanitizer({ keep: 'phone' } as never)).toThrow(
      '`policy.keep` must be an array of non-empty strings, not "phone".',
    )
    expect(() => createSanitizer(undefined as never)).toThrow(TypeError)
    expect(() => createSanitizer({})({}, { hash: [1] } as never)).toThrow(TypeError)
  })
})

describe('a defined policy', () => {
  it('is a frozen copy for the sanitizer and the settings', () => {
    const policy = definePolicy({ keep: ['phone'], hashLength: 32 })
    expect(policy).toEqual({ keep: ['phone'], hashLength: 32 })
    expect(Object.isFrozen(policy)).toBe(true)
    expect(Object.isFrozen(policy.keep)).toBe(true)
    expect(createSanitizer(policy)({ phone: '1' })).toEqual({ phone: '1' })
  })

  it('is refused when it is wrong', () => {
    expect(() => definePolicy({ keep: [''] })).toThrow(TypeError)
  })
})

describe('classifyAttribute', () => {
  it('is the function that the rules ask', () => {
    expect(classifyAttribute).toBe(classifyForRules)
    expect(classifyAttribute('customerSSN')).toBe('government_id')
  })
})
