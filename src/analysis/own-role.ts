// Which of this package's own runtime functions is this value?
import type { TSESTree } from '@typescript-eslint/utils'

import type { Source } from '../ast/source.ts'
import type { Tracer } from '../ast/tracer.ts'
import type { OwnExportRole } from '../vocabulary/own-exports.ts'
import { findOwnExport } from '../vocabulary/own-exports.ts'

/** What an imported function of our runtime is to the rules; `null` for every other value. */
export function ownRoleOf(source: Source): OwnExportRole | null {
  if (source.kind !== 'import' || source.isTypeOnly) return null
  const [name, ...rest] = source.path[0] === 'default' ? source.path.slice(1) : source.path
  return name === undefined || rest.length > 0 ? null : findOwnExport(source.module, name)
}

/** The name under which our runtime exports the erasure that a call starts; `null` for every other call. */
export function ownErasureAt({ callee }: TSESTree.CallExpression, tracer: Tracer): string | null {
  const erasure = tracer.sourcesOf(callee).find((source) => ownRoleOf(source) === 'erasure')
  return erasure?.path.at(-1) ?? null
}
