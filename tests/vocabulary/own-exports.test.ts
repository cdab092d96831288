import { describe, expect, it } from 'vitest'

import {
  findOwnExport,
  ownExports,
  runtimeSpecifier,
  sanitizerName,
} from '../../src/vocabulary/own-exports.ts'
import manifest from '../../package.json' with { type: 'json' }

describe('own exports', () => {
  it('come from a specifier that the package exports', () => {
    const subpath = runtimeSpecifier.replace(manifest.name, '.')
    expect(Object.keys(manifest.exports)).toContain(subpath)
  })

  it('have a role each, and the fixes write a sanitizer', () => {
    expect(findOwnExport(runtimeSpecifier, sanitizerName)).toBe('sanitizer')
    expect(findOwnExport(runtimeSpecifier, 'createSanitizer')).toBe('sanitizer-factory')
    expect(findOwnExport(runtimeSpecifier, 'verifyWebhook')).toBe('verifier')
    for (const name of Object.keys(ownExports)) expect(findOwnExport(runtimeSpecifier, name)).not.toBeNull()
  })

  it('count only from the runtime, and only by their own names', () => {
    expect(findOwnExport(runtimeSpecifier, 'hashPii')).toBe('keyed-hash')
    expect(findOwnExport('./sanitizer', 'sanitizeAttributes')).toBeNull()
    expect(findOwnExport(runtimeSpecifier, 'toString')).toBeNull()
  })
})
