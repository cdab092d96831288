import type { TSESLint, TSESTree } from '@typescript-eslint/utils'

import type { PersonOperation } from '../analysis/index.ts'
import { customerioIn } from '../analysis/index.ts'
import { deleteCustomer, destroyCallAt } from '../fixes/delete-customer.ts'
import { createRule } from './create-rule.ts'

export const noDestroyWithoutSuppress = createRule({
  name: 'no-destroy-without-suppress',
  subject: 'customerio-calls',
  meta: {
    type: 'problem',
    docs: {
      description: 'Require people who are destroyed to be suppressed, so that no event brings them back',
      recommended: true,
    },
    hasSuggestions: true,
    schema: [],
    defaultOptions: [],
    messages: {
      destroyWithoutSuppress:
        'This deletes the profile only: the next `identify` or `track` with this id creates the person again. Suppress them as well, or call `deleteCustomer()` of `eslint-plugin-customerio/runtime`, which does both.',
      deleteCustomer: 'Erase the person with `deleteCustomer()`.',
    },
  },
  create(context) {
    const customerio = customerioIn(context)
    const { sourceCode } = context
    // Tests clean up after themselves, and the next run needs the same ids.
    if (customerio.isTestFile) return {}

    function suggestionsFor({ node, place, call, through }: PersonOperation) {
      if (!call || call.http || call.client.kind !== 'track' || through.length > 0 || place !== node)
        return []
      const destroyed = destroyCallAt(node, sourceCode)
      if (!destroyed || isPartOfClient(destroyed.client)) return []
      const fix: TSESLint.ReportFixFunction = (fixer) => deleteCustomer(fixer, sourceCode, destroyed)
      return [{ messageId: 'deleteCustomer', fix } as const]
    }

    /** `Pick<TrackClient, 'destroy'>` has no `suppress`. */
    function isPartOfClient(client: TSESTree.Node): boolean {
      return customerio.tracer
        .sourcesOf(client)
        .some(
          (source) =>
            source.kind === 'declared' &&
            'syntax' in source.type &&
            /\b(?:Pick|Omit|Partial)</.test(sourceCode.getText(source.type.syntax)),
        )
    }

    return {
      CallExpression(node) {
        for (const destroyed of customerio.unsuppressedDestroysAt(node)) {
          context.report({
            node: destroyed.place,
            messageId: 'destroyWithoutSuppress',
            suggest: suggestionsFor(destroyed),
          })
        }
      },
    }
  },
})
