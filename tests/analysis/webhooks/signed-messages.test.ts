// What does an HMAC sign, as far as the code shows it: Customer.io's message, or another?
import { describe, expect, it } from 'vitest'

import { hmacStartedAt } from '../../../src/analysis/digests/digests.ts'
import { SignatureOrigins } from '../../../src/analysis/signatures/signature-origins.ts'
import { signedMessageOf } from '../../../src/analysis/webhooks/signed-messages.ts'
import type { SignedMessage } from '../../../src/analysis/webhooks/signed-messages.ts'
import { Tracer } from '../../../src/ast/tracer.ts'
import { unwrap } from '../../../src/ast/unwrap.ts'
import type { MarkedCode } from '../../support/marked-code.ts'
import { markedCode } from '../../support/marked-code.ts'

interface Answer {
  readonly code: MarkedCode
  readonly message: SignedMessage | null
}

function messageIn(sample: string, parameters: 'followed' | 'kept' = 'followed'): Answer {
  const code = markedCode(`import { createHmac } from 'node:crypto'\n${sample}`)
  const origins = new SignatureOrigins(new Tracer(code.sourceCode))
  const node = unwrap(code.nodeAt('hmac'))
  const hmac = node.type === 'CallExpression' ? hmacStartedAt(node, origins.tracer) : null
  if (!hmac) throw new Error('The marked node makes no HMAC.')
  return { code, message: signedMessageOf(hmac, origins, parameters) }
}

function faultIn(sample: string): string | null {
  const { message } = messageIn(sample)
  return message ? (message.fault ?? 'right') : null
}

/** A verifier that signs these parts, one after the other. */
const signing = (before: string, ...parts: readonly string[]): string => `
  export function verify(req, secret) {
    ${before}
    const hmac = (/* hmac */ createHmac('sha256', secret))
    ${parts.map((part) => `hmac.update(${part})`).join('\n')}
    return hmac.digest('hex')
  }`
const timestamp = `const timestamp = req.headers['x-cio-timestamp']`

describe("Customer.io's message", () => {
  it.each([
    ['as a template', signing(timestamp, '`v0:${timestamp}:${req.rawBody}`')],
    ['as a sum', signing(timestamp, `'v0:' + timestamp + ':' + req.rawBody`)],
    ['in several calls', signing(timestamp, '`v0:${timestamp}:`', 'req.rawBody')],
    ['as a joined list', signing(timestamp, `['v0', timestamp, req.rawBody].join(':')`)],
    ['as bytes', signing(timestamp, 'Buffer.concat([Buffer.from(`v0:${timestamp}:`), req.rawBody])')],
    [
      'by constants',
      `const VERSION = 'v0'\n${signing(timestamp, '`${VERSION}:${timestamp}:${req.rawBody}`')}`,
    ],
    ['by a version that is read', signing(timestamp, '`${req.version}:${timestamp}:${req.rawBody}`')],
    [
      'by a function',
      `const textOf = (time, body) => \`v0:\${time}:\${body}\`\n${signing(timestamp, 'textOf(timestamp, req.rawBody)')}`,
    ],
    ['in one of two forms', signing(timestamp, 'timestamp ? `v0:${timestamp}:${req.rawBody}` : req.rawBody')],
    ['with a beginning that cannot be read', signing('', '`${start}${req.rawBody}`')],
    ['without a body in sight', signing(timestamp, '`v0.${timestamp}`')],
    ['made by a function out of sight', signing('', 'signedPayload(req)')],
    ['kept after a function out of sight made it', signing('const payload = payloadOf(req)', 'payload')],
    [
      'taken out of what a function out of sight made',
      signing('const { payload } = partsOf(req)', 'payload'),
    ],
    ['an object out of sight', signing('const payload = new Message(req)', 'payload.toString()')],
    [
      'kept in an object',
      signing(
        `${timestamp}\nconst signed = { payload: \`v0:\${timestamp}:\${req.rawBody}\` }`,
        'signed.payload',
      ),
    ],
    [
      'in one of two assignments',
      signing(
        `${timestamp}\nlet payload\nif (req.body) payload = \`v0:\${timestamp}:\${req.body}\`\nelse payload = textOf(req)`,
        'payload',
      ),
    ],
    [
      'in a sum that grows',
      signing(`${timestamp}\nlet payload = 'v0:' + timestamp + ':'\npayload += req.rawBody`, 'payload'),
    ],
    [
      'in a list that is filled from both ends',
      signing(`${timestamp}\nconst parts = [req.rawBody]\nparts.unshift('v0', timestamp)`, `parts.join(':')`),
    ],
    [
      'in a list of bytes',
      signing(
        `${timestamp}\nconst parts = [Buffer.from('v0:' + timestamp + ':'), req.rawBody]`,
        'Buffer.concat(parts)',
      ),
    ],
    [
      'in bytes that are filled later',
      signing('const buffer = new Uint8Array(start.length + body.length)\nbuffer.set(start)', 'buffer'),
    ],
    [
      'given as a property',
      `const sign = ({ payload, key }) => (/* hmac */ createHmac('sha256', key)).update(payload).digest('hex')
      app.post('/', (req) => sign({ payload: \`v0:\${req.headers['x-cio-timestamp']}:\${req.rawBody}\`, key }))`,
    ],
    [
      'of a field',
      `class Check {
        constructor(req) { this.payload = \`v0:\${req.headers['x-cio-timestamp']}:\${req.rawBody}\` }
        digest(key) { return (/* hmac */ createHmac('sha256', key)).update(this.payload).digest('hex') }
      }`,
    ],
    [
      'with a separator that cannot be read',
      signing(timestamp, '`v0:${timestamp}${separator}${req.rawBody}`'),
    ],
  ])('%s', (_situation, sample) => {
    expect(faultIn(sample)).toBe('right')
  })
})

describe('another message', () => {
  it.each([
    ['bodyOnly', 'the raw body', signing('', 'req.rawBody')],
    ['bodyOnly', 'the raw body as text', signing('', `req.rawBody.toString('utf8')`)],
    ['bodyOnly', 'the body, written again', signing('', 'JSON.stringify(req.body)')],
    ['bodyOnly', 'what a reader of bodies gives', signing('', 'await getRawBody(req)')],
    ['bodyOnly', 'what a method of something gives', signing('', 'await incoming.text()')],
    ['bodyOnly', 'a variable', signing('const payload = await req.text()', 'payload')],
    ['bodyOnly', 'bytes of the body', signing('', 'new Uint8Array(await incoming.arrayBuffer())')],
    ['bodyOnly', 'what was collected', signing('const all = Buffer.concat(chunks)', 'all')],
    [
      'bodyOnly',
      'what was added up',
      signing(`let body = ''\nreq.on('data', (chunk) => { body += chunk })`, 'body'),
    ],
    [
      'bodyOnly',
      'what a function out of sight calls the body',
      signing('const { rawBody } = partsOf(req)', 'rawBody'),
    ],
    [
      'bodyOnly',
      'a property that is given',
      `const sign = ({ payload, key }) => (/* hmac */ createHmac('sha256', key)).update(payload).digest('hex')
      app.post('/', (req) => sign({ payload: req.rawBody, key }))`,
    ],
    [
      'wrongLayout',
      'two assignments',
      signing(
        `${timestamp}\nlet text\nif (late) text = \`v1:\${timestamp}:\${req.rawBody}\`\nelse text = timestamp + req.rawBody`,
        'text',
      ),
    ],
    [
      'wrongLayout',
      'a list of bytes',
      signing(`${timestamp}\nconst parts = [Buffer.from(timestamp), req.rawBody]`, 'Buffer.concat(parts)'),
    ],
    ['wrongLayout', 'another version', signing(timestamp, '`v1:${timestamp}:${req.rawBody}`')],
    ['wrongLayout', 'other separators', signing(timestamp, '`v0.${timestamp}.${req.rawBody}`')],
    ['wrongLayout', 'no version', signing(timestamp, '`${timestamp}:${req.rawBody}`')],
    ['wrongLayout', 'no timestamp', signing('', '`v0:${req.rawBody}`')],
    ['wrongLayout', 'the body first', signing(timestamp, '`v0:${req.rawBody}:${timestamp}`')],
    ['wrongLayout', 'nothing between the calls', signing(timestamp, `'v0:'`, 'timestamp', 'req.rawBody')],
  ])('%s: %s', (fault, _situation, sample) => {
    expect(faultIn(sample)).toBe(fault)
  })

  it('is not known where others feed the HMAC, or nobody', () => {
    expect(faultIn(`const mac = (/* hmac */ createHmac('sha256', key))\nreq.pipe(mac)`)).toBe(null)
    expect(faultIn(`const mac = (/* hmac */ createHmac('sha256', key))\nfeed(mac, req.rawBody)`)).toBe(null)
    expect(
      faultIn(`const mac = (/* hmac */ createHmac('sha256', key)).update(req.rawBody)\nreq.pipe(mac)`),
    ).toBe(null)
    expect(faultIn(`const mac = (/* hmac */ createHmac('sha256', key)).digest('hex')`)).toBe(null)
  })
})

describe('the values in a message', () => {
  function valuesIn(sample: string, parameters?: 'kept'): unknown {
    const { code, message } = messageIn(sample, parameters)
    return {
      bodies: message?.bodies.map(code.textOf),
      timestamps: message?.timestamps.map(code.textOf),
    }
  }

  it('are where they are read', () => {
    const sample = signing(timestamp, '`v0:${timestamp}:${req.rawBody}`')
    expect(valuesIn(sample)).toEqual({ bodies: ['req.rawBody'], timestamps: ['timestamp'] })
  })

  const helper = `
    const digest = (time, text, key) => (/* hmac */ createHmac('sha256', key)).update(\`v0:\${time}:\${text}\`).digest('hex')
    app.post('/', (req) => digest(req.headers['x-cio-timestamp'], req.rawBody, key))`

  it('are what callers give, or the parameters where those are asked for', () => {
    expect(valuesIn(helper)).toEqual({
      bodies: ['req.rawBody'],
      timestamps: [`req.headers['x-cio-timestamp']`],
    })
    expect(valuesIn(helper, 'kept')).toEqual({ bodies: ['text'], timestamps: ['time'] })
  })

  it('are what callers give as properties', () => {
    const sample = `
      const sign = ({ body }) => (/* hmac */ createHmac('sha256', key)).update(body).digest('hex')
      const wrap = (request) => ({ body: request.rawBody })
      app.post('/', (req) => sign(wrap(req)))`
    expect(valuesIn(sample)).toMatchObject({ bodies: ['request.rawBody'] })
    expect(valuesIn(sample, 'kept')).toMatchObject({ bodies: ['body'] })
  })

  it('are the variable that keeps what was collected', () => {
    const sample = signing('const all = Buffer.concat(chunks)', `all.toString('utf8')`)
    expect(valuesIn(sample)).toMatchObject({ bodies: ['all'] })
  })

  it('are several where the code chooses', () => {
    const sample = signing('', 'req.rawBody ?? req.bodyText')
    expect(valuesIn(sample)).toEqual({ bodies: ['req.rawBody', 'req.bodyText'], timestamps: [] })
  })

  it('are none where something else is made of them', () => {
    expect(valuesIn(signing('', `Buffer.from(req.rawBody, 'base64')`))).toMatchObject({ bodies: [] })
    expect(valuesIn(signing('', `req.rawBody.slice(2)`))).toMatchObject({ bodies: [] })
  })

  it('end where functions call each other', () => {
    const sample = `
      const one = (body) => (deep ? two(body, body) : (/* hmac */ createHmac('sha256', key)).update(body).digest('hex'))
      const two = (body, other) => one(body) + one(other) + two(other, body) + two(body + other, other)
      app.post('/', (req) => two(req.rawBody, req.rawBody))`
    expect(messageIn(sample).message).not.toBe(null)
  })
})
