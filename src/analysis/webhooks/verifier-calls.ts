// Does this call verify a webhook of Customer.io, with which function, and what is it given?
import type { TSESTree } from '@typescript-eslint/utils'

import type { Source } from '../../ast/source.ts'
import { valuesAmong } from '../../ast/source.ts'
import { findVerifierExport } from '../../vocabulary/sdk.ts'
import type { ClientContext } from '../clients/clients.ts'
import { isExport } from '../clients/clients.ts'
import { ownRoleOf } from '../own-role.ts'

/** Whose verifier it is: this package's, the SDK's, or one that `settings.customerio.verifiers` names. */
export type VerifierKind = 'own' | 'own-middleware' | 'sdk' | 'setting'

export interface VerifierCall {
  readonly node: TSESTree.CallExpression
  readonly kind: VerifierKind
  /** its name as the code imports it: `verifyWebhook`, `verifyRequestSignature` */
  readonly name: string
}

/** The verifier that a call calls; `null` when it calls none. */
export function verifierCallAt(node: TSESTree.CallExpression, context: ClientContext): VerifierCall | null {
  if (!context.mayCall() && context.settings.verifiers.length === 0) return null
  for (const source of valuesAmong(context.tracer.sourcesOf(node.callee))) {
    const kind = verifierKindOf(source, context)
    if (kind !== null) return { node, kind, name: source.path.at(-1) ?? '' }
  }
  return null
}

/** The verifier that a source is; `null` when it is none. */
export function verifierKindOf(source: Source, context: ClientContext): VerifierKind | null {
  if (source.kind !== 'import' || source.isTypeOnly) return null
  const { module, path } = source
  if (findVerifierExport(module, path)) return 'sdk'
  const role = ownRoleOf(source)
  if (role === 'verifier') return 'own'
  if (role === 'verifier-middleware') return 'own-middleware'
  return context.settings.verifiers.some((setting) => isExport(module, path, setting, context))
    ? 'setting'
    : null
}
