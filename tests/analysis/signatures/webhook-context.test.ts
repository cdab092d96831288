// Does a comparison check the signature of one of Customer.io's webhooks, or of somebody else's?
import { describe, expect, it } from 'vitest'

import { Signatures } from '../../../src/analysis/signatures/leaky-comparisons.ts'
import { Tracer } from '../../../src/ast/tracer.ts'
import { unwrap } from '../../../src/ast/unwrap.ts'
import { markedCode } from '../../support/marked-code.ts'

function isOfCustomerio(sample: string): boolean {
  const code = markedCode(`import { createHmac } from 'node:crypto'\n${sample}`)
  const leak = new Signatures(new Tracer(code.sourceCode)).leakAt(unwrap(code.nodeAt('leak')))
  if (!leak) throw new Error('The marked node compares no signature.')
  return leak.isOfCustomerio
}

/** A function that compares what it is given. */
const comparing = (name: string, key = 'key', signature = 'signature'): string => `
  export function ${name}(body, signature, key) {
    return (/* leak */ createHmac('sha256', ${key}).update(body).digest('hex') === ${signature})
  }`

describe("Customer.io's", () => {
  it.each([
    ['by the header', comparing('verify', 'key', `body.headers['x-cio-signature']`)],
    ['by a variable of the environment', comparing('verify', 'process.env.CIO_WEBHOOK_SECRET')],
    ['by the name of the key', comparing('verify', 'cioSecret')],
    ['by what the key is asked for', comparing('verify', `config.get('customerio.signingKey')`)],
    [
      'by what a variable was asked for',
      `const secret = requireEnv('CUSTOMER_IO_KEY')\n${comparing('verify', 'secret')}`,
    ],
    ['by the name of the function', comparing('verifyCustomerioSignature')],
    [
      'by the names of the class and its method',
      `class CioService {
        verifyWebhook(body, signature) {
          return (/* leak */ createHmac('sha256', this.key).update(body).digest('hex') === signature)
        }
      }`,
    ],
    [
      'by the header that its caller reads',
      `${comparing('verify')}\nexport const handle = (req) => verify(req.rawBody, req.get('x-cio-signature'), key)`,
    ],
    ['by the only header of the file', `const HEADER = 'X-CIO-Signature'\n${comparing('verify')}`],
  ])('%s', (_situation, sample) => {
    expect(isOfCustomerio(sample)).toBe(true)
  })
})

describe("somebody else's, or nobody knows whose", () => {
  it.each([
    ['without a name', comparing('verify')],
    [
      'a header of another vendor',
      comparing('verifyCustomerioSignature', 'key', `body.headers['x-hub-signature']`),
    ],
    ['a function that names another vendor', comparing('verifyStripeOrCioWebhook')],
    ['a function that signs something else for Customer.io', comparing('isCustomerioUnsubscribeToken')],
    ['customers', comparing('verifyCustomerSignature', 'process.env.CUSTOMER_SECRET')],
    [
      'a file that reads several headers',
      `const HEADERS = ['x-cio-signature', 'x-hub-signature']\n${comparing('verify')}`,
    ],
  ])('%s', (_situation, sample) => {
    expect(isOfCustomerio(sample)).toBe(false)
  })
})
