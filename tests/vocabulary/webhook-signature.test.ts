import { describe, expect, it } from 'vitest'
import { isSignature, isTimestamp, signedPrefix } from '../../src/vocabulary/webhook-signature.ts'

describe('the form of a signature', () => {
  it('is 64 lower-case hexadecimal digits', () => {
    expect(isSignature('0123456789abcdef'.repeat(4))).toBe(true)
    const wrong = [
      '',
      'a'.repeat(63),
      'a'.repeat(65),
      'A'.repeat(64),
      'g'.repeat(64),
      `${'a'.repeat(64)}\n`,
      `${'a'.repeat(63)}é`,
    ]
    expect(wrong.filter(isSignature)).toEqual([])
  })
})

describe('the form of a timestamp', () => {
  it('is 1 to 12 ASCII digits', () => {
    expect(['0', '1614265384', '999999999999'].every(isTimestamp)).toBe(true)
    const wrong = ['', ' 1', '1 ', '1\n', '-1', '+1', '1.5', '1e3', '0x1', '١٢', '1234567890123']
    expect(wrong.filter(isTimestamp)).toEqual([])
  })
})

describe('the signed text', () => {
  it('begins with version and timestamp', () => expect(signedPrefix('1614265384')).toBe('v0:1614265384:'))
})
