// Which expressions do calls give to a parameter, or to what is read from it?
import type { TSESTree } from '@typescript-eslint/utils'

import type { ParameterSource, Path } from '../../ast/source.ts'
import { valuesOfProperty } from '../../ast/property-values.ts'
import type { Tracer } from '../../ast/tracer.ts'
import type { SignatureOrigins } from './signature-origins.ts'

/** A value that a call of this file gives. */
export interface GivenValue {
  readonly node: TSESTree.Node
  /** the argument that it is, or is a property of */
  readonly argument: TSESTree.Node
}

/** What the calls of the file give to a parameter: `payload` of `check({ payload, signature })` is a value, too. */
export function valuesGivenTo(
  { function: fn, index, path }: Pick<ParameterSource, 'function' | 'index' | 'path'>,
  origins: SignatureOrigins,
): readonly GivenValue[] {
  return origins.callersOf(fn).flatMap((call) => {
    const argument = argumentAt(call.arguments, index)
    if (!argument) return []
    return valuesRead(argument, path, origins.tracer).map((node) => ({ node, argument }))
  })
}

/** The argument for a parameter; `null` where there is none, or nobody knows which it is. */
export function argumentAt(given: readonly TSESTree.Node[], index: number): TSESTree.Node | null {
  const passed = given.slice(0, index + 1)
  return passed.some(({ type }) => type === 'SpreadElement') ? null : (passed[index] ?? null)
}

/** What a path of names reads from an expression, where objects of the project show it. */
export function valuesRead(node: TSESTree.Node, path: Path, tracer: Tracer): readonly TSESTree.Node[] {
  return path.reduce<readonly TSESTree.Node[]>(
    (objects, name) => [...new Set(objects.flatMap((object) => valuesOfProperty(object, name, tracer)))],
    [node],
  )
}
