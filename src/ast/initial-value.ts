// What is a variable made of where it is declared?
import type { TSESTree } from '@typescript-eslint/utils'

import type { Tracer } from './tracer.ts'

/** The `value` of `const name = value`; `null` for parameters, what is taken out of an object, and anything but a name. */
export function initialValueOf(name: TSESTree.Node, tracer: Tracer): TSESTree.Expression | null {
  const [def] = tracer.variableAt(name)?.defs ?? []
  return def?.type === 'Variable' && def.node.id.type === 'Identifier' ? def.node.init : null
}
