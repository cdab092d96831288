// Which conditions ask whether a signature or a secret is there, or where the code runs?
import type { TSESTree } from '@typescript-eslint/utils'
import { describe, expect, it } from 'vitest'

import { SignatureOrigins } from '../../../src/analysis/signatures/signature-origins.ts'
import { presenceIn } from '../../../src/analysis/webhooks/presence-tests.ts'
import { Tracer } from '../../../src/ast/tracer.ts'
import { markedCode } from '../../support/marked-code.ts'

/** What is there where the condition holds, and where it does not. */
function presencesOf(condition: string): readonly (string | null)[] {
  const code = markedCode(`
    function handle(req, secret, options) {
      const signature = req.headers['x-cio-signature']
      if (/* test */ ${condition}) go()
    }`)
  const origins = new SignatureOrigins(new Tracer(code.sourceCode))
  const asked = code.nodeAt('test') as TSESTree.Expression
  return [true, false].map((holds) => presenceIn({ condition: asked, holds }, origins))
}

describe('a condition', () => {
  it.each([
    ['signature', ['header', null]],
    [`req.get('x-cio-signature')`, ['header', null]],
    ['signature !== undefined', ['header', null]],
    ['signature == null', [null, 'header']],
    [`signature === ''`, [null, 'header']],
    [`typeof signature === 'string'`, ['header', null]],
    [`typeof signature !== 'string'`, [null, 'header']],
    ['signature.length > 0', ['header', null]],
    ['signature.length', ['header', null]],
    [`req.headers['x-cio-timestamp']`, ['header', null]],
    ['secret', ['secret', null]],
    ['process.env.CIO_WEBHOOK_SECRET', ['secret', null]],
    ['options.signingKey != null', ['secret', null]],
    ['options.keys.length > 0', ['secret', null]],
    [`process.env.NODE_ENV === 'production'`, ['environment', null]],
    [`process.env.NODE_ENV !== 'production'`, [null, 'environment']],
    [`process.env.NODE_ENV === 'development'`, [null, 'environment']],
    [`config.stage !== 'local'`, ['environment', null]],
    ['isProduction', ['environment', null]],
    ['isDev', [null, 'environment']],
    ['req.body', [null, null]],
    ['req.body.event_id !== undefined', [null, null]],
    [`signature === 'expected'`, [null, null]],
    ['signature.length > 64', [null, null]],
    [`process.env.REGION === 'production'`, [null, null]],
    [`process.env.NODE_ENV === 'test'`, [null, null]],
    ['options.monkey', [null, null]],
  ])('%s', (condition, expected) => {
    expect(presencesOf(condition)).toEqual(expected)
  })
})
