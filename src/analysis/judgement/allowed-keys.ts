// Which keys does a filter of entries let through?
import type { TSESTree } from '@typescript-eslint/utils'

import type { FunctionNode } from '../../ast/source-file.ts'
import { patternPlaceOf } from '../../ast/pattern-path.ts'
import { propertyName, staticStringOf } from '../../ast/static-value.ts'
import type { Tracer } from '../../ast/tracer.ts'
import { unwrap } from '../../ast/unwrap.ts'

/** The names in the list of `([key]) => list.includes(key)`; `null` when the filter is no such list. */
export function allowedKeys(filter: FunctionNode, tracer: Tracer): readonly string[] | null {
  const [test, ...others] = tracer.returnsOf(filter)
  return test && others.length === 0 ? keysAllowedBy(test, filter, tracer) : null
}

function keysAllowedBy(outer: TSESTree.Node, filter: FunctionNode, tracer: Tracer): readonly string[] | null {
  const test = unwrap(outer)
  if (test.type === 'LogicalExpression' && test.operator === '&&') {
    return keysAllowedBy(test.left, filter, tracer) ?? keysAllowedBy(test.right, filter, tracer)
  }
  if (test.type !== 'CallExpression') return null
  const callee = unwrap(test.callee)
  const [key] = test.arguments
  if (callee.type !== 'MemberExpression' || !key || !isKeyOfEntry(key, filter, tracer)) return null
  const method = propertyName(callee)
  return method === 'includes' || method === 'has' ? textsIn(callee.object, tracer) : null
}

/** `key` of `([key, value]) => …` */
function isKeyOfEntry(outer: TSESTree.Node, filter: FunctionNode, tracer: Tracer): boolean {
  const node = unwrap(outer)
  const definition = node.type === 'Identifier' ? tracer.variableAt(node)?.defs[0]?.name : null
  const place = definition ? patternPlaceOf(definition) : null
  return place?.owner === filter && place.pattern === filter.params[0] && place.path.join('.') === '0'
}

/** The texts of a list, or of a set made from one; `null` where any of them is not written. */
export function textsIn(list: TSESTree.Node, tracer: Tracer): readonly string[] | null {
  const texts: string[] = []
  for (const source of tracer.sourcesOf(list)) {
    if (source.kind === 'declared') continue
    if (source.path.length > 0) return null
    if (source.kind === 'new' && source.node.arguments[0]) {
      const inner = textsIn(source.node.arguments[0], tracer)
      if (inner === null) return null
      texts.push(...inner)
      continue
    }
    if (source.kind !== 'array') return null
    for (const element of source.node.elements) {
      const text = element ? staticStringOf(element) : null
      if (text === null) return null
      texts.push(text)
    }
  }
  return texts.length > 0 ? texts : null
}
