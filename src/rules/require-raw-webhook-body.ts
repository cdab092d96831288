import { customerioIn } from '../analysis/index.ts'
import { createRule } from './create-rule.ts'
import type { ScopeOption } from './scope-option.ts'
import { scopeSchema } from './scope-option.ts'

/** Options of `require-raw-webhook-body`. */
export type RequireRawWebhookBodyOptions = ScopeOption

export const requireRawWebhookBody = createRule({
  name: 'require-raw-webhook-body',
  subject: 'signed-webhook',
  meta: {
    type: 'problem',
    docs: {
      description: 'Require signatures of webhooks to be checked over the body as it was received',
      recommended: true,
    },
    schema: [scopeSchema],
    defaultOptions: [{ scope: 'any-hmac' }] as [RequireRawWebhookBodyOptions],
    messages: {
      serializedBody:
        'The signature covers the bytes that were sent, and a body that was parsed and written as JSON again may be another text: genuine webhooks are then refused, or forged ones read differently than they were checked. Sign the raw body (`await request.text()`, `express.raw()`), and parse it afterwards.',
      parsedBody:
        'The signature covers the bytes that were sent, and this body was parsed already: an object is signed as `[object Object]` or not at all. Sign the raw body (`await request.text()`, `express.raw()`), and parse it afterwards.',
      parsedBodyForVerifier:
        '`{{verifier}}` must be given the bytes that were sent, and this body was parsed already: genuine webhooks are refused. Hand over the raw body (`await request.text()`, `express.raw()`), and parse it afterwards.',
    },
  },
  create(context) {
    const customerio = customerioIn(context)
    const isCustomerioOnly = context.options[0].scope === 'customerio'
    if (customerio.isTestFile) return {}

    return {
      Program() {
        for (const { node, form, verifier, isOfCustomerio } of customerio.unrawBodies()) {
          if (isCustomerioOnly && !isOfCustomerio) continue
          const messageId = form === 'serialized' ? 'serializedBody' : 'parsedBody'
          context.report({
            node,
            messageId: verifier === null ? messageId : 'parsedBodyForVerifier',
            data: { verifier },
          })
        }
      },
    }
  },
})
