import type { TSESTree } from '@typescript-eslint/utils'

import { customerioIn } from '../analysis/index.ts'
import { createRule } from './create-rule.ts'

export const requireExplicitAttributes = createRule({
  name: 'require-explicit-attributes',
  subject: 'customerio-calls',
  meta: {
    type: 'suggestion',
    docs: {
      description: 'Require naming the fields that are sent to Customer.io instead of sending whole records',
      recommended: false,
    },
    schema: [],
    defaultOptions: [],
    messages: {
      wholeRecord:
        'A whole record reaches `{{method}}` of Customer.io, with every field it has or will have: name the fields that campaigns use.',
    },
  },
  create(context) {
    const customerio = customerioIn(context)
    const reported = new Set<TSESTree.Node>()

    return {
      CallExpression(node) {
        const call = customerio.callAt(node)
        // What goes through a wrapper is reported once, inside it.
        if (!call || call.forwardedTo) return
        for (const payload of customerio.payloadsOf(call)) {
          if (reported.has(payload.node) || !customerio.sendsWholeRecord(payload)) continue
          reported.add(payload.node)
          context.report({ node: payload.node, messageId: 'wholeRecord', data: { method: call.method } })
        }
      },
    }
  },
})
