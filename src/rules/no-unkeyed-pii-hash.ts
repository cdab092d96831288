import type { TSESLint, TSESTree } from '@typescript-eslint/utils'

import type { WeakHash } from '../analysis/index.ts'
import { customerioIn } from '../analysis/index.ts'
import { programOf } from '../ast/source-file.ts'
import { hashKeyVariable, hashWithKey } from '../fixes/hash-with-key.ts'
import { createRule } from './create-rule.ts'

export const noUnkeyedPiiHash = createRule({
  name: 'no-unkeyed-pii-hash',
  subject: 'customerio-calls',
  meta: {
    type: 'problem',
    docs: {
      description: 'Disallow sending personal data as plain or truncated hashes to Customer.io',
      recommended: true,
    },
    hasSuggestions: true,
    schema: [],
    defaultOptions: [],
    messages: {
      unkeyedHash:
        'A plain hash of `{{name}}` reaches `{{method}}` of Customer.io, and can be reversed by hashing every possible value: use `hashPii()`, which needs a secret key.',
      truncatedHash:
        'A hash of `{{name}}` is cut to {{bits}} bits before it reaches `{{method}}` of Customer.io: keep at least 128 bits, which are 32 hexadecimal digits.',
      hashWithKey: 'Hash it with `hashPii()` and the key in `{{variable}}`.',
    },
  },
  create(context) {
    const customerio = customerioIn(context)
    const { sourceCode, filename } = context
    const reported = new Set<TSESTree.Node>()

    function suggestionsFor({ kind, name, repair }: WeakHash) {
      if (!repair || kind !== 'unkeyed' || programOf(repair.digest) !== sourceCode.ast) return []
      const fix: TSESLint.ReportFixFunction = (fixer) =>
        hashWithKey(fixer, sourceCode, filename, { ...repair, name })
      return [{ messageId: 'hashWithKey', data: { variable: hashKeyVariable }, fix } as const]
    }

    return {
      CallExpression(node) {
        const call = customerio.callAt(node)
        if (!call) return
        for (const payload of customerio.payloadsOf(call)) {
          for (const hash of customerio.weakHashesIn(payload)) {
            if (reported.has(hash.node)) continue
            reported.add(hash.node)
            context.report({
              node: hash.node,
              messageId: hash.kind === 'unkeyed' ? 'unkeyedHash' : 'truncatedHash',
              data: { name: hash.name, method: call.method, bits: hash.bits },
              suggest: suggestionsFor(hash),
            })
          }
        }
      },
    }
  },
})
