import type { TSESLint, TSESTree } from '@typescript-eslint/utils'

import type { DroppedRequest } from '../analysis/index.ts'
import { customerioIn } from '../analysis/index.ts'
import { isCommonJs } from '../fixes/module-style.ts'
import { allowsAwait, catchRejection, prefixPromise } from '../fixes/settle-promise.ts'
import { createRule } from './create-rule.ts'

type SuggestionId = 'awaitRequest' | 'catchRejection' | 'markWithVoid'

export const noFloatingRequests = createRule({
  name: 'no-floating-requests',
  subject: 'customerio-calls',
  meta: {
    type: 'problem',
    docs: {
      description: 'Require the failure of requests to Customer.io to be noticed',
      recommended: true,
    },
    hasSuggestions: true,
    schema: [],
    defaultOptions: [],
    messages: {
      floatingRequest:
        'Nothing notices when this request to Customer.io (`{{method}}`) fails: the data is lost, and the unhandled rejection can end the process. Await it, return it, or handle its rejection with `.catch()`.',
      floatingCallback:
        'The promises that this function gives back for its requests to Customer.io (`{{method}}`) are dropped: when one fails, the data is lost, and the unhandled rejection can end the process. Await them, or handle their rejections with `.catch()`.',
      awaitRequest: 'Await the request.',
      catchRejection: 'Handle the rejection with `.catch()`.',
      markWithVoid: 'Mark it with `void` as not waited for.',
    },
  },
  create(context) {
    const customerio = customerioIn(context)
    const { sourceCode } = context
    const dropped = new Map<TSESTree.Node, DroppedRequest[]>()

    function report([first, ...others]: readonly DroppedRequest[]): void {
      if (!first) return
      // Two ways of one choice are one fault, and one `await` mends it.
      const isChoice = others.some(({ promise }) => promise !== first.promise)
      const node = isChoice ? first.expression : first.promise
      context.report({
        node,
        messageId: first.isCallback ? 'floatingCallback' : 'floatingRequest',
        data: { method: first.method },
        suggest: first.isCallback ? [] : suggestionsFor(node, first.isList),
      })
    }

    function suggestionsFor(node: TSESTree.Node, isList: boolean) {
      const suggest = (messageId: SuggestionId, fix: TSESLint.ReportFixFunction) => ({ messageId, fix })
      const prefix = (operator: 'await' | 'void') => (fixer: TSESLint.RuleFixer) =>
        prefixPromise(fixer, sourceCode, { node, isList }, operator)
      if (allowsAwait(node, !isCommonJs(sourceCode))) return [suggest('awaitRequest', prefix('await'))]
      const asVoid = suggest('markWithVoid', prefix('void'))
      const isCall = node.type === 'CallExpression' && !isList
      return isCall
        ? [suggest('catchRejection', (fixer) => catchRejection(fixer, sourceCode, node)), asVoid]
        : [asVoid]
    }

    return {
      CallExpression(node) {
        const request = customerio.droppedRequestAt(node)
        if (!request) return
        dropped.set(request.expression, [...(dropped.get(request.expression) ?? []), request])
      },
      'Program:exit'() {
        for (const requests of dropped.values()) report(requests)
      },
    }
  },
})
