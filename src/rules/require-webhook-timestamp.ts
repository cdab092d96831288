import type { TSESLint } from '@typescript-eslint/utils'

import type { TimestampFault } from '../analysis/index.ts'
import { customerioIn } from '../analysis/index.ts'
import { signWholeMessage } from '../fixes/sign-whole-message.ts'
import { verifyWithRuntime } from '../fixes/verify-with-runtime.ts'
import { createRule } from './create-rule.ts'

/** Options of `require-webhook-timestamp`. */
export interface RequireWebhookTimestampOptions {
  /** Whether the timestamp must be compared with the clock as well. Default `false`. */
  readonly requireFreshness?: boolean
}

export const requireWebhookTimestamp = createRule({
  name: 'require-webhook-timestamp',
  subject: 'signed-customerio-webhook',
  meta: {
    type: 'problem',
    docs: {
      description: "Require the timestamp in the signature of Customer.io's webhooks",
      recommended: true,
      strictOptions: [{ requireFreshness: true }],
    },
    hasSuggestions: true,
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
      verifyWithRuntime:
        'Verify the request with `isValidWebhook()`, which also refuses webhooks that were signed more than five minutes ago.',
      signWholeMessage: 'Sign `v0:<timestamp>:<body>`.',
    },
  },
  create(context) {
    const customerio = customerioIn(context)
    const { requireFreshness = false } = context.options[0]
    if (customerio.isTestFile) return {}

    return {
      'Program:exit'() {
        for (const fault of customerio.timestampFaults(requireFreshness)) {
          context.report({ node: fault.node, messageId: fault.kind, suggest: suggestionsFor(fault) })
        }
      },
    }

    function suggestionsFor(fault: TimestampFault) {
      const inputs = customerio.verifierInputsOf(fault)
      const { layout } = fault
      if (inputs) {
        const fix = (fixer: TSESLint.RuleFixer) => verifyWithRuntime(fixer, context.sourceCode, inputs)
        return [{ messageId: 'verifyWithRuntime' as const, fix }]
      }
      if (!layout) return []
      const fix = (fixer: TSESLint.RuleFixer) => signWholeMessage(fixer, context.sourceCode, layout)
      return [{ messageId: 'signWholeMessage' as const, fix }]
    }
  },
})
