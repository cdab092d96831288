import { existsSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import * as browser from '../../src/runtime/browser.ts'
import * as node from '../../src/runtime/index.ts'

const runtime = fileURLToPath(new URL('../../src/runtime/', import.meta.url))

/** Every specifier that a file, or a file it imports, imports as a value. */
function importsReachedFrom(file: string, seen = new Map<string, string[]>()): Map<string, string[]> {
  if (seen.has(file)) return seen
  const code = readFileSync(file, 'utf8')
  const statements = code.matchAll(
    /^(?:import|export)\s(?!type\b)[^'"]*?from\s*'([^']+)'|^import\s*'([^']+)'|\bimport\(\s*'([^']+)'/gm,
  )
  const specifiers = [...statements].map((match) => match[1] ?? match[2] ?? match[3] ?? '')
  seen.set(file, specifiers)
  for (const specifier of specifiers) {
    if (specifier.startsWith('.')) importsReachedFrom(join(dirname(file), specifier), seen)
  }
  return seen
}

describe('the runtime for browsers', () => {
  it('reaches nothing but files of its own', () => {
    const reached = importsReachedFrom(join(runtime, 'browser.ts'))
    expect([...reached.keys()].every((file) => existsSync(file))).toBe(true)
    expect(reached.size).toBeGreaterThan(8)
    expect([...reached.values()].flat().filter((specifier) => !specifier.startsWith('.'))).toEqual([])
  })

  it('is told apart from that for Node by this very check', () => {
    const reached = importsReachedFrom(join(runtime, 'index.ts'))
    expect([...reached.values()].flat()).toContain('node:crypto')
  })

  it('uses no global of Node', () => {
    for (const file of importsReachedFrom(join(runtime, 'browser.ts')).keys()) {
      expect(readFileSync(file, 'utf8').replace(/\/\*[^]*?\*\/|\/\/.*/g, ''), file).not.toMatch(
        /\b(?:process|Buffer|require|globalThis\.process)\b[.(]/,
      )
    }
  })

  it('has no syntax that engines of phones lack', () => {
    for (const file of importsReachedFrom(join(runtime, 'browser.ts')).keys()) {
      expect(readFileSync(file, 'utf8').replace(/\/\*[^]*?\*\/|\/\/ .*/g, ''), file).not.toMatch(
        /\\p\{|\(\?<[!=]/,
      )
    }
  })

  it('exports a part of what that for Node does, under the same names', () => {
    const names = Object.keys(browser)
    expect(names.sort()).toEqual([
      'SanitizeError',
      'anonymizeForAnalytics',
      'classifyAttribute',
      'createSanitizer',
      'definePolicy',
      'sanitizeAttributes',
    ])
    expect(names.filter((name) => !(name in node))).toEqual([])
  })

  it('removes what would be hashed, for a key in a bundle is public', () => {
    const given = { plan: 'pro', phone: '1', ssn: '2', note: '078-05-1120' }
    const expected = { plan: 'pro', note: '[redacted:ssn]' }
    expect(browser.sanitizeAttributes(given, { hashKey: 'public' })).toEqual(expected)
    expect(browser.createSanitizer({ hashKey: 'public' })(given)).toEqual(expected)
    const keepsPhone = browser.createSanitizer({ keep: ['phone'] })
    expect(keepsPhone(given)).toEqual({ ...expected, phone: '1' })
  })
})
