// What is written to the defaults of an HTTP library or of an instance of it, after it was made?
import type { TSESTree } from '@typescript-eslint/utils'

import { propertyName } from '../../ast/static-value.ts'
import type { Tracer } from '../../ast/tracer.ts'
import { unwrap, wrapperOf } from '../../ast/unwrap.ts'

/** The values of `client.defaults.baseURL = …` for the client that a call is made on, by the names behind `defaults`. */
export function defaultsWritten(
  { callee }: TSESTree.CallExpression,
  paths: readonly (readonly string[])[],
  tracer: Tracer,
): readonly TSESTree.Node[] {
  const called = unwrap(callee)
  const client = called.type === 'MemberExpression' ? unwrap(called.object) : called
  if (client.type !== 'Identifier') return []
  const wanted = paths.map((path) => ['defaults', ...path].join('.'))
  const references = tracer.variableAt(client)?.references ?? []
  return references.flatMap(({ identifier }) => {
    const { place, names } = membersReadFrom(identifier)
    const { parent } = place
    const isWritten = parent?.type === 'AssignmentExpression' && parent.left === place
    return isWritten && wanted.includes(names.join('.')) ? [parent.right] : []
  })
}

/** The longest chain of names read from an expression. */
function membersReadFrom(start: TSESTree.Node): {
  readonly place: TSESTree.Node
  readonly names: readonly string[]
} {
  const names: string[] = []
  let place = wrapperOf(start)
  for (;;) {
    const { parent } = place
    const name = parent?.type === 'MemberExpression' && parent.object === place ? propertyName(parent) : null
    if (!parent || name === null) return { place, names }
    names.push(name)
    place = wrapperOf(parent)
  }
}
