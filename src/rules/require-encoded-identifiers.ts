import type { TSESTree } from '@typescript-eslint/utils'

import { customerioIn } from '../analysis/index.ts'
import { mayBeMissing } from '../analysis/values/number-types.ts'
import { unencodedIdentifiersOf } from '../analysis/http/unencoded-identifiers.ts'
import { encodeIdentifier } from '../fixes/encode-identifier.ts'
import { createRule } from './create-rule.ts'

export const requireEncodedIdentifiers = createRule({
  name: 'require-encoded-identifiers',
  subject: 'customerio-calls',
  meta: {
    type: 'problem',
    docs: {
      description: 'Require identifiers of people and devices to be encoded in URLs of Customer.io',
      recommended: true,
    },
    fixable: 'code',
    schema: [],
    defaultOptions: [],
    messages: {
      unencodedIdentifier:
        'This {{subject}} is put into the {{part}} of the URL as it is: a `/`, `?` or `+` in it makes the request reach somebody or something else. Wrap it in `encodeURIComponent()`.',
    },
  },
  create(context) {
    const customerio = customerioIn(context)
    const reported = new Set<TSESTree.Node>()
    const isTyped = /\.[cm]?tsx?$/.test(context.filename)
    return {
      CallExpression(node) {
        const call = customerio.callAt(node)
        if (!call) return
        for (const { node: identifier, of, part, isRepairable } of unencodedIdentifiersOf(
          call,
          customerio.context,
        )) {
          if (reported.has(identifier)) continue
          reported.add(identifier)
          context.report({
            node: identifier,
            messageId: 'unencodedIdentifier',
            data: { part, subject: of === 'device' ? 'device token' : 'identifier of a person' },
            fix: (fixer) => {
              if (!isRepairable) return null
              const isMissing = isTyped && mayBeMissing(identifier, customerio.tracer)
              return encodeIdentifier(fixer, context.sourceCode, identifier, isMissing)
            },
          })
        }
      },
    }
  },
})
