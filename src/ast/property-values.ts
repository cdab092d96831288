// Which expressions does the code write for a property of an object?
import type { TSESTree } from '@typescript-eslint/utils'

import { keyName } from './static-value.ts'
import type { Tracer } from './tracer.ts'

/** What a property is given in the literals that an object can be, and by later assignments; empty where none shows. */
export function valuesOfProperty(
  object: TSESTree.Node,
  name: string,
  tracer: Tracer,
): readonly TSESTree.Node[] {
  return tracer.sourcesOf(object).flatMap((source) => {
    if (source.kind !== 'object' || source.path.length > 0) return []
    const written = source.node.properties.flatMap((property) => {
      const isNamed = property.type === 'Property' && keyName(property.key, property.computed) === name
      return isNamed ? [property.value] : []
    })
    const later = source.writes.flatMap(({ path, value, valuePath }) =>
      path.length === 1 && path[0] === name && valuePath.length === 0 ? [value] : [],
    )
    return [...written, ...later]
  })
}
