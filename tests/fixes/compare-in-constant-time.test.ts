// Does code work as before after the suggestion, but in constant time? It is rewritten, type-checked and run.
import { createHmac } from 'node:crypto'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import * as typescriptParser from '@typescript-eslint/parser'
import { Linter } from 'eslint'
import ts from 'typescript'
import { describe, expect, it } from 'vitest'

import { requireTimingSafeComparison as rule } from '../../src/rules/require-timing-safe-comparison.ts'

const linter = new Linter()

const config: Linter.Config = {
  files: ['**/*.{js,cjs,ts}'],
  languageOptions: { parser: typescriptParser },
  plugins: { own: { rules: { [rule.name]: rule as never } } },
  rules: { [`own/${rule.name}`]: 'error' },
}

function lint(code: string, filename: string): Linter.LintMessage[] {
  const isCommonJs = filename.endsWith('.cjs')
  const sourceType = isCommonJs ? 'commonjs' : 'module'
  return linter.verify(
    code,
    { ...config, languageOptions: { ...config.languageOptions, sourceType } },
    filename,
  )
}

/** Accepts the first suggestion of every report, one after the other, as in an editor. */
function repaired(code: string, filename: string): string {
  let text = code
  for (;;) {
    const [message] = lint(text, filename)
    if (!message) return text
    const fix = message.suggestions?.[0]?.fix
    if (!fix) throw new Error(`No suggestion for line ${message.line}: ${message.message}\n${text}`)
    text = text.slice(0, fix.range[0]) + fix.text + text.slice(fix.range[1])
  }
}

type Verify = (body: string, signature: unknown) => unknown

/** Runs a module of TypeScript or CommonJS and gives back its `verify`. */
function verifyOf(code: string): Verify {
  const { outputText } = ts.transpileModule(code, {
    compilerOptions: {
      module: ts.ModuleKind.CommonJS,
      target: ts.ScriptTarget.ES2022,
      esModuleInterop: true,
    },
  })
  const module = { exports: {} as { verify: Verify } }
  // The sample is this test's own text.
  // eslint-disable-next-line @typescript-eslint/no-implied-eval -- how else would a rewritten text be run
  const run = new Function('require', 'module', 'exports', outputText) as (...given: unknown[]) => void
  run(createRequire(import.meta.url), module, module.exports)
  return module.exports.verify
}

const secret = 'a made-up secret of this test'
const body = '{"event_id":"abc"}'
const hex = createHmac('sha256', secret).update(body).digest('hex')

/** Every sample exports `verify(body, signature)`, which is true (or resolves to it) for the genuine `hex`. */
const samples: Readonly<Record<string, string>> = {
  'strict equality': `
    import { createHmac } from 'node:crypto'
    export function verify(body: string, signature: string | undefined): boolean {
      const expected = createHmac('sha256', '${secret}').update(body).digest('hex')
      return signature === expected
    }`,
  'inequality that leaves early': `
    import crypto from 'crypto'
    export function verify(body: string, signature: string | string[] | undefined | null): boolean {
      const expected = crypto.createHmac('sha256', '${secret}').update(body).digest('hex')
      if (!signature || signature !== expected) return false
      return true
    }`,
  'a template and a prefix': `
    import * as crypto from 'node:crypto'
    export const verify = (body: string, signature: string | undefined) =>
      \`sha256=\${crypto.createHmac('sha256', '${secret}').update(body).digest('hex')}\` == 'sha256=' + String(signature)`,
  'lower case': `
    import { createHmac } from 'node:crypto'
    export const verify = (body: string, signature: string) =>
      createHmac('sha256', '${secret}').update(body).digest('hex').toLowerCase() === String(signature).toLowerCase()`,
  'bytes with equals': `
    import { createHmac } from 'node:crypto'
    export function verify(body: string, signature: string): boolean {
      const given = Buffer.from(String(signature), 'hex')
      return createHmac('sha256', '${secret}').update(body).digest().equals(given)
    }`,
  'Buffer.compare': `
    import { createHmac } from 'node:crypto'
    export function verify(body: string, signature: string): boolean {
      const expected = createHmac('sha256', '${secret}').update(body).digest()
      if (Buffer.compare(Buffer.from(String(signature), 'hex'), expected) !== 0) return false
      return true
    }`,
  'Buffer.compare, negated': `
    import { createHmac } from 'node:crypto'
    export const verify = (body: string, signature: string): boolean =>
      !Buffer.compare(createHmac('sha256', '${secret}').update(body).digest(), Buffer.from(String(signature), 'hex'))`,
  localeCompare: `
    import { createHmac } from 'node:crypto'
    export const verify = (body: string, signature: string): boolean =>
      createHmac('sha256', '${secret}').update(body).digest('hex').localeCompare(String(signature)) === 0`,
  'Object.is': `
    import { createHmac } from 'node:crypto'
    export const verify = (body: string, signature: string): boolean =>
      Object.is(signature, createHmac('sha256', '${secret}').update(body).digest('hex'))`,
  'isDeepStrictEqual of bytes': `
    import { createHmac } from 'node:crypto'
    import { isDeepStrictEqual } from 'node:util'
    export const verify = (body: string, signature: string): boolean =>
      isDeepStrictEqual(Buffer.from(String(signature), 'hex'), createHmac('sha256', '${secret}').update(body).digest())`,
  'several secrets and a list': `
    import { createHmac } from 'node:crypto'
    const secrets = ['another secret', '${secret}']
    export function verify(body: string, signature: string): boolean {
      const digests = secrets.map((secret) => createHmac('sha256', secret).update(body).digest('hex'))
      return digests.includes(signature)
    }`,
  'several secrets and a set': `
    import { createHmac } from 'node:crypto'
    const secrets = ['another secret', '${secret}']
    export function verify(body: string, signature: string): boolean {
      const digests = new Set(secrets.map((secret) => createHmac('sha256', secret).update(body).digest('hex')))
      return digests.has(signature)
    }`,
  'some of the parts': `
    import { createHmac } from 'node:crypto'
    export function verify(body: string, signature: unknown): boolean {
      const expected = createHmac('sha256', '${secret}').update(body).digest('hex')
      return \`v1,\${String(signature)} v1,other\`.split(' ').some((part) => part.slice(3) === expected)
    }`,
  'a helper of the file': `
    import { createHmac } from 'node:crypto'
    const same = (a: string, b: string) => a === b
    function sign(text: string) {
      return createHmac('sha256', '${secret}').update(text).digest('hex')
    }
    export const verify = (body: string, signature: string): boolean => same(signature, sign(body))`,
  'two comparisons in one function': `
    import { createHmac } from 'node:crypto'
    export function verify(body: string, signature: string): boolean {
      const current = createHmac('sha256', '${secret}').update(body).digest('hex')
      const previous = createHmac('sha256', 'the secret before').update(body).digest('hex')
      return signature === current || previous === signature
    }`,
  'Web Crypto': `
    import { webcrypto } from 'node:crypto'
    const hexOf = (mac: ArrayBuffer) => [...new Uint8Array(mac)].map((byte) => byte.toString(16).padStart(2, '0')).join('')
    export async function verify(body: string, signature: string): Promise<boolean> {
      const algorithm = { name: 'HMAC', hash: 'SHA-256' }
      const bytes = (text: string) => new TextEncoder().encode(text)
      const key = await webcrypto.subtle.importKey('raw', bytes('${secret}'), algorithm, false, ['sign'])
      const expected = hexOf(await webcrypto.subtle.sign('HMAC', key, bytes(body)))
      return expected === signature
    }`,
}

const commonJs: Readonly<Record<string, string>> = {
  'a destructured require': `
    const { createHmac } = require('crypto')
    exports.verify = function (body, signature) {
      return createHmac('sha256', '${secret}').update(body).digest('hex') === signature
    }`,
  'a whole module, required': `
    'use strict';
    var crypto = require('crypto');
    module.exports.verify = function verify(body, signature) {
      var hmac = crypto.createHmac('sha256', '${secret}');
      hmac.update(body);
      if (signature != hmac.digest('hex')) { return false; }
      return true;
    };`,
  'compiled from TypeScript': `
    "use strict";
    Object.defineProperty(exports, "__esModule", { value: true });
    exports.verify = verify;
    const crypto_1 = require("crypto");
    function verify(body, signature) {
      return (0, crypto_1.createHmac)("sha256", "${secret}").update(body).digest("hex") === signature;
    }`,
  'a module that is required inside the function': `
    exports.verify = function (body, signature) {
      const crypto = require('node:crypto')
      return crypto.createHmac('sha256', '${secret}').update(body).digest('hex') === signature
    }`,
}

const all = [
  ...Object.entries(samples).map(([name, code]) => ({ name, code, filename: 'sample.ts' })),
  ...Object.entries(commonJs).map(([name, code]) => ({ name, code, filename: 'sample.cjs' })),
]

describe.each(all)('$name', ({ code, filename }) => {
  const text = repaired(code, filename)
  const verify = verifyOf(text)

  it('says the same of genuine and forged signatures as before', async () => {
    const before = verifyOf(code)
    for (const signature of [
      hex,
      'f'.repeat(64),
      hex.replace(/^./, (digit) => (digit === '0' ? '1' : '0')),
    ]) {
      expect(await verify(body, signature)).toBe(await before(body, signature))
    }
    expect(await verify(body, hex)).toBe(true)
  })

  it.each([
    ['truncated', hex.slice(0, 63)],
    ['half', hex.slice(0, 32)],
    ['empty', ''],
    ['one character', hex.slice(0, 1)],
    ['too long', `${hex}00`],
    ['of the same length in characters, not in bytes', `${hex.slice(0, 63)}é`],
    ['missing', undefined],
    ['null', null],
    ['of another body', createHmac('sha256', secret).update(`${body} `).digest('hex')],
  ])('refuses a signature that is %s, without throwing', async (_situation, signature) => {
    expect(await verify(body, signature)).toBe(false)
  })

  it('compares with timingSafeEqual, and adds one function and one import', () => {
    expect(text.match(/timingSafeEqual\(/g)).toHaveLength(1)
    expect(text.match(/^(?:import|const) .*timingSafeEqual/gm)?.length ?? 0).toBeLessThanOrEqual(1)
  })
})

describe('rewritten TypeScript', () => {
  it('compiles under strict options', () => {
    const folder = join(import.meta.dirname, '../fixtures')
    const texts = new Map(
      Object.values(samples).map((code, index) => [
        join(folder, `sample-${index}.ts`),
        repaired(code, 'sample.ts'),
      ]),
    )
    const options: ts.CompilerOptions = {
      strict: true,
      noEmit: true,
      noUncheckedIndexedAccess: true,
      exactOptionalPropertyTypes: true,
      skipLibCheck: true,
      target: ts.ScriptTarget.ES2022,
      module: ts.ModuleKind.NodeNext,
      moduleResolution: ts.ModuleResolutionKind.NodeNext,
      moduleDetection: ts.ModuleDetectionKind.Force,
      esModuleInterop: true,
      types: ['node'],
    }
    const host = ts.createCompilerHost(options)
    const onDisk = { ...host }
    host.fileExists = (path) => texts.has(path) || onDisk.fileExists(path)
    host.readFile = (path) => texts.get(path) ?? onDisk.readFile(path)
    host.getSourceFile = (path, target, ...rest) => {
      const text = texts.get(path)
      return text === undefined
        ? onDisk.getSourceFile(path, target, ...rest)
        : ts.createSourceFile(path, text, target)
    }
    const program = ts.createProgram([...texts.keys()], options, host)
    const found = ts
      .getPreEmitDiagnostics(program)
      .map(
        ({ file, messageText }) =>
          `${file?.fileName ?? ''}: ${ts.flattenDiagnosticMessageText(messageText, '\n')}`,
      )
    expect(found).toEqual([])
  }, 60_000)
})
