import { customerioIn } from '../analysis/index.ts'
import { createRule } from './create-rule.ts'

/** Options of `require-webhook-timestamp`. */
export interface RequireWebhookTimestampOptions {
  /** Whether the timestamp must be compared with the clock as well. Default `false`. */
  readonly requireFreshness?: boolean
}

export const requireWebhookTimestamp = createRule({
  name: 'require-webhook-timestamp',
  subject: 'signed-webhook',
  meta: {
    type: 'problem',
    docs: {
      description: "Require the timestamp in the signature of Customer.io's webhooks",
      recommended: true,
      strictOptions: [{ requireFreshness: true }],
    },
    schema: [
      {
        type: 'object',
        description: 'What the rule asks for beyond the signed timestamp.',
        properties: {
          requireFreshness: {
            type: 'boolean',
            description: 'Whether the timestamp must be compared with the clock as well.',
          },
        },
        additionalProperties: false,
      },
    ],
    defaultOptions: [{ requireFreshness: false }] as [RequireWebhookTimestampOptions],
    messages: {
      bodyOnly:
        'Customer.io signs `v0:<timestamp>:<body>`, not the body alone, so that no genuine webhook has this signature: put `v0:`, the header `X-CIO-Timestamp` and `:` before the raw body.',
      wrongLayout:
        'Customer.io signs `v0:<timestamp>:<body>`, in this order and with colons, so that no genuine webhook has this signature: build the message in the same way.',
      noFreshness:
        'Nothing compares the timestamp of this webhook with the clock, so that whoever records one can send it again at any time: refuse timestamps that are minutes away from now, as `verifyWebhook()` does.',
    },
  },
  create(context) {
    const customerio = customerioIn(context)
    const { requireFreshness = false } = context.options[0]
    if (customerio.isTestFile) return {}

    return {
      'Program:exit'() {
        for (const { node, kind } of customerio.timestampFaults(requireFreshness)) {
          context.report({ node, messageId: kind })
        }
      },
    }
  },
})
