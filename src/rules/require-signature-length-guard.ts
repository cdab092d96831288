import type { TSESLint } from '@typescript-eslint/utils'

import type { UnguardedComparison } from '../analysis/index.ts'
import { customerioIn } from '../analysis/index.ts'
import { guardLengths } from '../fixes/guard-lengths.ts'
import { createRule } from './create-rule.ts'
import type { ScopeOption } from './scope-option.ts'
import { scopeSchema } from './scope-option.ts'

/** Options of `require-signature-length-guard`. */
export type RequireSignatureLengthGuardOptions = ScopeOption

export const requireSignatureLengthGuard = createRule({
  name: 'require-signature-length-guard',
  subject: 'signed-webhook',
  meta: {
    type: 'problem',
    docs: {
      description: 'Require the lengths of signatures to be checked before `timingSafeEqual`',
      recommended: true,
    },
    hasSuggestions: true,
    schema: [scopeSchema],
    defaultOptions: [{ scope: 'any-hmac' }] as [RequireSignatureLengthGuardOptions],
    messages: {
      unguardedLength:
        '`timingSafeEqual()` throws when the two lengths differ, and the sender decides how long a signature is: one short header makes this throw instead of answering that the request is forged. Check first that the lengths are equal.',
      paddedLength:
        'Filling up the shorter side is no check of the length: signatures that differ only in the filling become equal, and a longer one can still make `timingSafeEqual()` throw. Refuse signatures of another length instead.',
      guardLengths: 'Compare only when the lengths are equal.',
    },
  },
  create(context) {
    const customerio = customerioIn(context)
    const isCustomerioOnly = context.options[0].scope === 'customerio'
    if (customerio.isTestFile) return {}

    function suggestionsFor(comparison: UnguardedComparison) {
      if (comparison.isPadded) return []
      return [
        {
          messageId: 'guardLengths' as const,
          fix: (fixer: TSESLint.RuleFixer) =>
            guardLengths(fixer, context.sourceCode, context.filename, comparison),
        },
      ]
    }

    return {
      CallExpression(node) {
        const comparison = customerio.unguardedComparisonAt(node)
        if (!comparison || (isCustomerioOnly && !comparison.isOfCustomerio)) return

        context.report({
          node,
          messageId: comparison.isPadded ? 'paddedLength' : 'unguardedLength',
          suggest: suggestionsFor(comparison),
        })
      },
    }
  },
})
