import type { TSESTree } from '@typescript-eslint/utils'

import { mayStateRegion, regionOptionOf, regionOptionOfProvider } from '../analysis/clients/regions.ts'
import type { RegionOption } from '../analysis/clients/regions.ts'
import { customerioIn } from '../analysis/index.ts'
import { createRule } from './create-rule.ts'

export const requireRegion = createRule({
  name: 'require-region',
  subject: 'customerio-calls',
  meta: {
    type: 'suggestion',
    docs: {
      description: 'Require clients of Customer.io to name the region of their data',
      recommended: false,
    },
    schema: [],
    defaultOptions: [],
    messages: {
      missingRegion:
        'This client does not say where its data is kept, so it sends to the United States, which routes the data of an EU workspace through there: set `{{option}}`, also where the US is meant.',
    },
  },
  create(context) {
    const customerio = customerioIn(context)
    if (customerio.isTestFile) return {}

    function check(node: TSESTree.NewExpression | TSESTree.CallExpression): void {
      const option = regionOptionAt(node)
      if (!option || mayStateRegion(node, option, customerio.context.wide().tracer)) return
      context.report({ node, messageId: 'missingRegion', data: { option: option.names[0] } })
    }

    /** How the client is told its region that is made, or initialised, at a node. */
    function regionOptionAt(node: TSESTree.NewExpression | TSESTree.CallExpression): RegionOption | null {
      const made = customerio.constructionAt(node)
      // The second argument of the browser's `load` can name the API's host.
      if (made?.facts)
        return made.kind === 'browser' && node.arguments.length > 1
          ? null
          : regionOptionOf(made.kind, made.facts.options)
      if (node.type !== 'CallExpression') return null
      const call = customerio.callAt(node)
      const isInitialised =
        call?.client.kind === 'mobile' && call.method === 'initialize' && !call.forwardedTo
      return isInitialised ? regionOptionOf('mobile', 0) : regionOptionOfProvider(node, customerio.tracer)
    }

    return { CallExpression: check, NewExpression: check }
  },
})
