import type { VerificationFault } from '../analysis/index.ts'
import { customerioIn } from '../analysis/index.ts'
import { createRule } from './create-rule.ts'

/** What is missing where a verification is skipped, in words. */
const reasons = {
  secret: 'the signing key is missing',
  header: 'the signature is missing',
  environment: 'the code does not run in production',
} as const

export const requireWebhookVerification = createRule({
  name: 'require-webhook-verification',
  subject: 'customerio-webhook',
  meta: {
    type: 'problem',
    docs: {
      description: "Require Customer.io's webhooks to be verified before they are believed",
      recommended: true,
    },
    schema: [],
    defaultOptions: [],
    messages: {
      missing:
        "This handler takes Customer.io's webhooks without verifying them, so that anybody who finds its address can send events in the name of Customer.io: verify the signature of the raw body first, with `verifyWebhook()`.",
      ignored:
        'Nothing depends on the result of `{{name}}`, so that a forged webhook is handled like a genuine one: refuse the request when it is false.',
      unawaited:
        'The result of `{{name}}` is a promise, which is always true, so that a forged webhook is handled like a genuine one: `await` it.',
      swallowed:
        'The failure of `{{name}}` is caught and the code goes on, so that a forged webhook is handled like a genuine one: refuse the request in the `catch`.',
      skipped:
        'The verification is skipped when {{reason}}, so that whoever leaves it out, or a forgotten setting, lets forged webhooks in: refuse the request instead.',
    },
  },
  create(context) {
    const customerio = customerioIn(context)
    if (customerio.isTestFile) return {}

    return {
      'Program:exit'() {
        for (const fault of customerio.verificationFaults()) {
          context.report({ node: fault.node, messageId: fault.kind, data: dataOf(fault) })
        }
      },
    }
  },
})

function dataOf(fault: VerificationFault): Record<string, string> {
  if (fault.kind === 'skipped') return { reason: reasons[fault.reason] }
  return fault.kind === 'missing' ? {} : { name: fault.name }
}
