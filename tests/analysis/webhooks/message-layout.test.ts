// Which expression puts the timestamp and the body of a message together, if there is one?
import { describe, expect, it } from 'vitest'

import { hmacStartedAt } from '../../../src/analysis/digests/digests.ts'
import { SignatureOrigins } from '../../../src/analysis/signatures/signature-origins.ts'
import { messageLayoutOf } from '../../../src/analysis/webhooks/message-layout.ts'
import { signedMessageOf } from '../../../src/analysis/webhooks/signed-messages.ts'
import { Tracer } from '../../../src/ast/tracer.ts'
import { unwrap } from '../../../src/ast/unwrap.ts'
import { markedCode } from '../../support/marked-code.ts'

function layoutIn(before: string, message: string): string | null {
  const code = markedCode(`
    import { createHmac } from 'node:crypto'
    const time = (req) => req.headers['x-cio-timestamp']
    export function sign(req, key) {
      const ts = req.headers['x-cio-timestamp']
      ${before}
      return (/* hmac */ createHmac('sha256', key)).update(${message}).digest('hex')
    }`)
  const origins = new SignatureOrigins(new Tracer(code.sourceCode))
  const node = unwrap(code.nodeAt('hmac'))
  const hmac = node.type === 'CallExpression' ? hmacStartedAt(node, origins.tracer) : null
  const signed = hmac && signedMessageOf(hmac, origins)
  const layout = signed && messageLayoutOf(signed)
  return layout && [layout.node, layout.timestamp, layout.body].map(code.textOf).join(' | ')
}

describe('the expression of a message', () => {
  it.each([
    ['a template', '', '`${ts}.${req.rawBody}`', '`${ts}.${req.rawBody}` | ts | req.rawBody'],
    ['a sum', '', `'v0' + ts + req.rawBody`, `'v0' + ts + req.rawBody | ts | req.rawBody`],
    ['a sum in a template', '', '`v0.${ts + req.rawBody}`', '`v0.${ts + req.rawBody}` | ts | req.rawBody'],
    ['a joined list', '', `[ts, req.rawBody].join('.')`, `[ts, req.rawBody].join('.') | ts | req.rawBody`],
    [
      'behind conversions and a variable',
      'const message = `${String(ts)}-${req.rawBody}`',
      'Buffer.from(message)',
      '`${String(ts)}-${req.rawBody}` | String(ts) | req.rawBody',
    ],
    [
      'bytes that are read as text, and a default',
      '',
      `(ts ?? '') + '.' + Buffer.from(req.rawBody).toString('utf8')`,
      `(ts ?? '') + '.' + Buffer.from(req.rawBody).toString('utf8') | ts ?? '' | Buffer.from(req.rawBody).toString('utf8')`,
    ],
    [
      'in a function that is given both',
      'const textOf = (time, body) => time + "." + body',
      'textOf(ts, req.rawBody)',
      null,
    ],
    ['no timestamp', '', 'req.rawBody', null],
    ['two timestamps', '', '`${ts}.${ts}.${req.rawBody}`', null],
    ['several calls', '', '`${ts}.`).update(req.rawBody', null],
    ['joined bytes', '', 'Buffer.concat([Buffer.from(ts), req.rawBody])', null],
    [
      'what a function makes on the spot',
      '',
      '`${ts}.${(() => req.rawBody)()}`',
      '`${ts}.${(() => req.rawBody)()}` | ts | (() => req.rawBody)()',
    ],
    ['a timestamp of another function', '', '`${time(req)}.${req.rawBody}`', null],
    ['a tagged template', '', 'text`${ts}.${req.rawBody}`', null],
  ])('%s', (_situation, before, message, expected) => {
    expect(layoutIn(before, message)).toBe(expected)
  })
})
