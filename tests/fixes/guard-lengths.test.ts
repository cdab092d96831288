// Does code refuse signatures of any length once the suggestion is accepted, and stay silent for the rule?
import { createHmac } from 'node:crypto'
import { createRequire } from 'node:module'
import * as typescriptParser from '@typescript-eslint/parser'
import { Linter } from 'eslint'
import ts from 'typescript'
import { describe, expect, it } from 'vitest'

import { requireSignatureLengthGuard as rule } from '../../src/rules/require-signature-length-guard.ts'

const linter = new Linter()

const config: Linter.Config = {
  files: ['**/*.ts'],
  languageOptions: { parser: typescriptParser },
  plugins: { own: { rules: { [rule.name]: rule as never } } },
  rules: { [`own/${rule.name}`]: 'error' },
}

/** Accepts the suggestion of every report, one after the other, as in an editor. */
function repaired(code: string): string {
  let text = code
  for (let [message] = linter.verify(text, config, 'verify.ts'); message;) {
    const fix = message.suggestions?.[0]?.fix
    if (!fix) throw new Error(`No suggestion: ${message.message}\n${text}`)
    text = text.slice(0, fix.range[0]) + fix.text + text.slice(fix.range[1])
    ;[message] = linter.verify(text, config, 'verify.ts')
  }
  return text
}

type Verify = (body: string, signature: string, secret: string) => unknown

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

const head = `import { createHmac, timingSafeEqual } from 'node:crypto'
const bytesOf = (signature: string): Buffer => Buffer.from(signature, 'hex')
export function verify(body: string, signature: string, secret: string): boolean {
  const expected = createHmac('sha256', secret).update(body).digest()
  const received = bytesOf(signature)`

const samples: readonly (readonly [situation: string, code: string])[] = [
  ['returned', `${head}\n  return timingSafeEqual(received, expected)\n}`],
  ['refused', `${head}\n  if (!timingSafeEqual(received, expected)) return false\n  return true\n}`],
  [
    'refused with another reason',
    `${head}\n  if (!signature || !timingSafeEqual(received, expected)) return false\n  return true\n}`,
  ],
  [
    'accepted with another reason',
    `${head}\n  const isDisabled = secret === ''\n  return isDisabled || timingSafeEqual(received, expected)\n}`,
  ],
  ['as an argument', `${head}\n  return Boolean(timingSafeEqual(received, expected))\n}`],
  ['negated twice', `${head}\n  const forged = !timingSafeEqual(received, expected)\n  return !forged\n}`],
  ['compared with true', `${head}\n  return timingSafeEqual(received, expected) === true\n}`],
  ['in a conditional expression', `${head}\n  return timingSafeEqual(received, expected) ? true : false\n}`],
  [
    'worked out in place',
    `${head}\n  return timingSafeEqual(Buffer.from(signature, 'hex'), expected) && received !== null\n}`,
  ],
  [
    'an HMAC that ends in place',
    `import crypto from 'crypto'
export function verify(body: string, signature: string, secret: string): boolean {
  const hmac = crypto.createHmac('sha256', secret)
  hmac.update(body)
  return crypto.timingSafeEqual(Buffer.from(signature, 'hex'), hmac.digest())
}`,
  ],
]

describe('the suggestion', () => {
  const secret = 'a secret of this test'
  const body = '{"metric":"opened"}'
  const genuine = createHmac('sha256', secret).update(body).digest('hex')

  it.each(samples)('refuses every other signature: %s', (_situation, code) => {
    expect(() => verifyOf(code)(body, 'ab', secret)).toThrow(/same byte length/)
    const verify = verifyOf(repaired(code))
    expect(verify(body, genuine, secret)).toBe(true)
    const forged = createHmac('sha256', 'another secret').update(body).digest('hex')
    for (const signature of [
      forged,
      'ab',
      genuine.slice(0, -2),
      `${genuine}00`,
      genuine.repeat(50),
      'no hex',
      '',
    ]) {
      expect(verify(body, signature, secret)).toBe(false)
    }
    expect(verify(`${body} `, genuine, secret)).toBe(false)
  })
})
