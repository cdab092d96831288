import type { TSESLint, TSESTree } from '@typescript-eslint/utils'

import type { LeakyComparison } from '../analysis/index.ts'
import { customerioIn } from '../analysis/index.ts'
import { compareInConstantTime } from '../fixes/compare-in-constant-time.ts'
import { verifyWithRuntime } from '../fixes/verify-with-runtime.ts'
import { createRule } from './create-rule.ts'
import type { ScopeOption } from './scope-option.ts'
import { scopeSchema } from './scope-option.ts'

/** Options of `require-timing-safe-comparison`. */
export type RequireTimingSafeComparisonOptions = ScopeOption

export const requireTimingSafeComparison = createRule({
  name: 'require-timing-safe-comparison',
  subject: 'signed-webhook',
  meta: {
    type: 'problem',
    docs: {
      description: 'Require signatures to be compared in constant time',
      recommended: true,
    },
    hasSuggestions: true,
    schema: [scopeSchema],
    defaultOptions: [{ scope: 'any-hmac' }] as [RequireTimingSafeComparisonOptions],
    messages: {
      leakyDigest:
        'Comparing this HMAC with `{{operator}}` takes longer the more of it is right, so that a forger can find it piece by piece: check that the lengths are equal, then compare with `crypto.timingSafeEqual()`.',
      leakySignature:
        'Comparing the signature from `{{header}}` with `{{operator}}` takes longer the more of it is right, so that a forger can find it piece by piece: check that the lengths are equal, then compare with `crypto.timingSafeEqual()`.',
      compareInConstantTime: 'Compare with `timingSafeEqual()`, behind a check of the lengths.',
      verifyWithRuntime:
        'Verify the request with `isValidWebhook()`, which also refuses webhooks that were signed more than five minutes ago.',
    },
  },
  create(context) {
    const customerio = customerioIn(context)
    const isCustomerioOnly = context.options[0].scope === 'customerio'
    if (customerio.isTestFile) return {}

    function check(
      node: TSESTree.BinaryExpression | TSESTree.CallExpression | TSESTree.SwitchStatement,
    ): void {
      const leak = customerio.leakyComparisonAt(node)
      if (!leak || (isCustomerioOnly && !leak.isOfCustomerio)) return

      context.report({
        node: node.type === 'SwitchStatement' ? node.discriminant : node,
        messageId: leak.header === null ? 'leakyDigest' : 'leakySignature',
        data: { operator: leak.operator, header: leak.header },
        suggest: suggestionsFor(leak),
      })
    }

    function suggestionsFor(leak: LeakyComparison) {
      const { form } = leak
      const inputs = customerio.verifierInputsOf(leak)
      const compare = (fixer: TSESLint.RuleFixer) =>
        form && compareInConstantTime(fixer, context.sourceCode, context.filename, { ...leak, form })
      const verify = (fixer: TSESLint.RuleFixer) =>
        inputs && verifyWithRuntime(fixer, context.sourceCode, inputs)
      // A suggestion without an edit is not offered.
      return [
        { messageId: 'compareInConstantTime' as const, fix: compare },
        { messageId: 'verifyWithRuntime' as const, fix: verify },
      ]
    }

    return { BinaryExpression: check, CallExpression: check, SwitchStatement: check }
  },
})
