import type { TSESLint, TSESTree } from '@typescript-eslint/utils'

import type { CustomerioFile, Payload, UnprovenPayload } from '../analysis/index.ts'
import { customerioIn } from '../analysis/index.ts'
import { sanitizePayload } from '../fixes/sanitize-payload.ts'
import { packageName, runtimeSpecifier, sanitizerName } from '../vocabulary/own-exports.ts'
import { createRule } from './create-rule.ts'

/** Options of `require-sanitized-attributes`. */
export interface RequireSanitizedAttributesOptions {
  /** `unproven` lets provably harmless data pass; `always` asks for a sanitizer everywhere. Default `unproven`. */
  readonly mode?: 'unproven' | 'always'
}

export const requireSanitizedAttributes = createRule({
  name: 'require-sanitized-attributes',
  subject: 'customerio-calls',
  meta: {
    type: 'problem',
    docs: {
      description: 'Require data sent to Customer.io to be sanitized or provably harmless',
      recommended: true,
    },
    fixable: 'code',
    hasSuggestions: true,
    schema: [
      {
        type: 'object',
        description: 'How much proof the rule asks for.',
        properties: {
          mode: {
            type: 'string',
            enum: ['unproven', 'always'],
            description:
              '`unproven` reports data that is neither sanitized nor provably harmless; `always` reports all data that no sanitizer has seen.',
          },
        },
        additionalProperties: false,
      },
    ],
    defaultOptions: [{ mode: 'unproven' }] as [RequireSanitizedAttributesOptions],
    messages: {
      unsanitized:
        'This {{what}} reaches `{{method}}` of Customer.io unsanitized, and may carry data that must not leave your systems: wrap it in `sanitizeAttributes()`, or send only named, harmless fields.',
      sensitiveField:
        '`{{name}}` reaches `{{method}}` of Customer.io unsanitized: wrap the data in `sanitizeAttributes()`, or leave the field out.',
      sanitizationLost:
        'Raw data is added at {{line}}:{{column}} to data that was sanitized before it reaches `{{method}}`: sanitize the whole object, last of all.',
      notSanitized:
        'This {{what}} reaches `{{method}}` of Customer.io without passing through a sanitizer, as the `always` mode asks: wrap it in `sanitizeAttributes()`.',
      runtimeIsDevDependency:
        '`{{packageName}}` is only a development dependency, so `npm ci --omit=dev` leaves this import out: move it to `dependencies`.',
      sanitize: 'Wrap the data in `{{callee}}()`.',
      sanitizeKeepingPhone:
        'Wrap the data in `{{callee}}()` and keep `phone`, to which Customer.io sends SMS and WhatsApp.',
    },
  },
  create(context) {
    const customerio = customerioIn(context)
    const isAlways = context.options[0].mode === 'always'
    const reported = new Set<TSESTree.Node>()
    let hasRuntimeImport = false

    function checkRuntimeImport(node: TSESTree.Node, module: unknown): void {
      if (hasRuntimeImport || module !== runtimeSpecifier || customerio.settings.importFrom !== null) return
      hasRuntimeImport = true
      if (!customerio.isDevDependency(packageName)) return
      context.report({ node, messageId: 'runtimeIsDevDependency', data: { packageName } })
    }

    return {
      ImportDeclaration(node) {
        if (node.importKind !== 'type') checkRuntimeImport(node, node.source.value)
      },
      CallExpression(node) {
        const [first] = node.arguments
        if (
          node.callee.type === 'Identifier' &&
          node.callee.name === 'require' &&
          first?.type === 'Literal'
        ) {
          checkRuntimeImport(node, first.value)
        }
        const call = customerio.callAt(node)
        // What goes through a wrapper is reported once, inside it: one repair there protects every caller.
        if (!call || call.forwardedTo) return
        for (const unproven of customerio.unprovenPayloadsOf(call, isAlways)) {
          // What was built earlier may be sent by several calls.
          if (reported.has(unproven.node)) continue
          reported.add(unproven.node)
          context.report({
            node: unproven.node,
            ...messageFor(unproven),
            ...repairFor(context.sourceCode, customerio, unproven),
          })
        }
      },
    }
  },
})

function messageFor({ payload, verdict: { state, faults, lostAt } }: UnprovenPayload) {
  const { method } = payload.call
  const what = slotNames[payload.slot]
  if (lostAt) {
    const { line, column } = lostAt.loc.start
    return { messageId: 'sanitizationLost', data: { method, line, column: column + 1 } } as const
  }
  if (state !== 'raw') return { messageId: 'notSanitized', data: { method, what } } as const
  const [sensitive] = faults.filter(({ reason }) => reason.startsWith('sensitive'))
  const isOnlySensitive = sensitive && faults.every(({ reason }) => reason.startsWith('sensitive'))
  return isOnlySensitive
    ? ({ messageId: 'sensitiveField', data: { method, name: sensitive.name ?? what } } as const)
    : ({ messageId: 'unsanitized', data: { method, what } } as const)
}

/** An autofix where it is certain; where a person must decide, suggestions. */
function repairFor(
  sourceCode: Readonly<TSESLint.SourceCode>,
  customerio: CustomerioFile,
  unproven: UnprovenPayload,
) {
  const { policy, policyKeepingPhone, isCertain } = customerio.repairOf(unproven.payload, unproven.verdict)
  const { importFrom } = customerio.settings
  const fix = sanitizePayload(sourceCode, unproven, policy, importFrom)
  if (isCertain) return { fix }
  const data = { callee: sanitizerName }
  const sanitize = { messageId: 'sanitize', data, fix } as const
  if (!policyKeepingPhone) return { suggest: [sanitize] }
  const keepingPhone = sanitizePayload(sourceCode, unproven, policyKeepingPhone, importFrom)
  return { suggest: [sanitize, { messageId: 'sanitizeKeepingPhone', data, fix: keepingPhone } as const] }
}

const slotNames: Readonly<Record<Payload['slot'], string>> = {
  attributes: 'attribute data',
  'event-data': 'event data',
  'message-data': 'message data',
  'custom-data': 'message data',
  'broadcast-data': 'broadcast data',
  traits: 'data of traits',
  'context-traits': 'data of traits',
  properties: 'event data',
  'device-attributes': 'device data',
  'relationship-attributes': 'relationship data',
  rows: 'data of rows',
  'form-data': 'form data',
}
