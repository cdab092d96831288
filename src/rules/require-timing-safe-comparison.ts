import { customerioIn } from '../analysis/index.ts'
import { Signatures } from '../analysis/leaky-comparisons.ts'
import { createRule } from './create-rule.ts'

export const requireTimingSafeComparison = createRule({
  name: 'require-timing-safe-comparison',
  meta: {
    type: 'problem',
    docs: { description: 'Require signatures to be compared in constant time', recommended: true },
    hasSuggestions: true,
    schema: [],
    defaultOptions: [],
    messages: {
      leakyComparison: 'x {{operator}} {{subject}}',
    },
  },
  create(context) {
    const customerio = customerioIn(context)
    const signatures = new Signatures(customerio.tracer)
    const check = (node) => {
      const leak = signatures.leakAt(node)
      if (!leak) return
      context.report({ node: node.type === 'SwitchStatement' ? node.discriminant : node, messageId: 'leakyComparison', data: { operator: leak.comparison.operator, subject: leak.subject } })
    }
    return { BinaryExpression: check, CallExpression: check, SwitchStatement: check }
  },
})
