/** Handlers of webhooks as people write them, in CommonJS: samples that several tests check, run and rewrite. */

/** The functions of Node's that most of them need. */
export const nodeCrypto = "const { createHmac, createSecretKey, timingSafeEqual } = require('node:crypto')"

/** The bytes of the header's signature, and the right comparison of them with an `expected` digest. */
export const readsSignature = "const received = Buffer.from(req.get('x-cio-signature') ?? '', 'hex')"
export const isExpected = 'received.length === expected.length && timingSafeEqual(received, expected)'
export const comparesRightly = `${readsSignature}\nreturn ${isExpected}`

/** Hashes the body alone. */
export const signsBodyAlone = `
  ${nodeCrypto}
  module.exports = (req, secret) => {
    const expected = createHmac('sha256', secret).update(req.rawBody).digest()
    ${comparesRightly}
  }
`

/** Believes recordings of any age. */
export const acceptsAnyAge = `
  const { verifyRequestSignature } = require('customerio-node')
  module.exports = (req, secret) =>
    verifyRequestSignature({
      signingSecret: secret,
      timestamp: req.get('x-cio-timestamp'),
      body: req.rawBody,
      signature: req.get('x-cio-signature'),
    })
`

export interface FreshHandler {
  /** the body in the message, as the code has it */
  readonly body?: string
  /** how the digest is written */
  readonly encoding?: string
  /** statements before the answer */
  readonly before?: string
  /** what says that the signature is right */
  readonly answer: string
}

/** Signs the right message by hand, as `expected`, and asks for its age. */
export function freshHandler({
  body = 'req.rawBody',
  encoding = '',
  before = '',
  answer,
}: FreshHandler): string {
  return `
    ${nodeCrypto}
    module.exports = (req, secret) => {
      const age = Math.abs(Date.now() / 1000 - Number(req.get('x-cio-timestamp')))
      const message = \`v0:\${req.get('x-cio-timestamp')}:\${${body}}\`
      const expected = createHmac('sha256', secret).update(message).digest(${encoding})
      ${before}
      return age < 300 && ${answer}
    }
  `
}
