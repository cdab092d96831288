import type { TSESLint, TSESTree } from '@typescript-eslint/utils'

import type { CustomerioFile, Payload, SensitiveData, Verdict } from '../analysis/index.ts'
import { customerioIn } from '../analysis/index.ts'
import { isRemovable, removeProperty } from '../fixes/remove-property.ts'
import { sanitizePayload } from '../fixes/sanitize-payload.ts'
import { sanitizerName } from '../vocabulary/own-exports.ts'
import { createRule } from './create-rule.ts'

export const noSensitiveAttributes = createRule({
  name: 'no-sensitive-attributes',
  subject: 'customerio-calls',
  meta: {
    type: 'problem',
    docs: { description: 'Disallow sending sensitive fields to Customer.io', recommended: true },
    hasSuggestions: true,
    schema: [],
    defaultOptions: [],
    messages: {
      sensitiveName:
        '{{names}} must not reach `{{method}}` of Customer.io, where campaigns, exports and integrations can read it: leave it out, or wrap the data in `sanitizeAttributes()`.',
      sensitiveValue:
        'The value of {{names}} must not reach `{{method}}` of Customer.io, whatever it is called there: leave it out, or wrap the data in `sanitizeAttributes()`.',
      sensitiveType:
        'By its type this holds {{names}}, which must not reach `{{method}}` of Customer.io: send only the fields that campaigns use, or wrap the data in `sanitizeAttributes()`.',
      sensitiveText:
        'This text holds {{names}}, which must not reach `{{method}}` of Customer.io: leave it out, or wrap the data in `sanitizeAttributes()`.',
      removeProperty: 'Remove the property.',
      sanitize: 'Wrap the data in `{{callee}}()`.',
    },
  },
  create(context) {
    const customerio = customerioIn(context)
    const reported = new Set<TSESTree.Node>()

    return {
      CallExpression(node) {
        const call = customerio.callAt(node)
        if (!call) return
        for (const payload of customerio.payloadsOf(call)) {
          const verdict = customerio.verdictOf(payload)
          for (const data of customerio.sensitiveDataIn(payload, verdict)) {
            if (reported.has(data.node)) continue
            reported.add(data.node)
            context.report({
              node: data.node,
              messageId: messageIds[data.reason],
              data: { names: namesIn(data), method: call.method },
              suggest: [
                ...removalOf(context.sourceCode, data, payload),
                sanitizing(context.sourceCode, customerio, payload, verdict),
              ],
            })
          }
        }
      },
    }
  },
})

const messageIds = {
  'sensitive-key': 'sensitiveName',
  'sensitive-value': 'sensitiveValue',
  'sensitive-type': 'sensitiveType',
  'sensitive-text': 'sensitiveText',
} as const

function namesIn({ reason, names }: SensitiveData): string {
  const texts = reason === 'sensitive-text' ? names : names.map((name) => `\`${name}\``)
  return new Intl.ListFormat('en').format(texts)
}

/** What a type brings along is no property of its own. */
function removalOf(
  sourceCode: Readonly<TSESLint.SourceCode>,
  { node, reason }: SensitiveData,
  payload: Payload,
) {
  if (reason === 'sensitive-type' || !isRemovable(sourceCode, node, payload.node)) return []
  const fix: TSESLint.ReportFixFunction = (fixer) => removeProperty(fixer, sourceCode, node)
  return [{ messageId: 'removeProperty', fix } as const]
}

function sanitizing(
  sourceCode: Readonly<TSESLint.SourceCode>,
  customerio: CustomerioFile,
  payload: Payload,
  verdict: Verdict,
) {
  const { policy } = customerio.repairOf(payload, verdict)
  const fix = sanitizePayload(
    sourceCode,
    { node: payload.node, paths: [payload.path] },
    policy,
    customerio.settings.importFrom,
  )
  return { messageId: 'sanitize', data: { callee: sanitizerName }, fix } as const
}
