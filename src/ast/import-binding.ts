// Which export of which module does an import statement bind?
import type { TSESLint, TSESTree } from '@typescript-eslint/utils'
import { staticStringOf } from './static-value.ts'

export interface ImportBinding {
  readonly module: string
  /** `[]` is the whole module: a namespace import or `import x = require()` */
  readonly exportPath: readonly string[]
  /** true for `import type` and `import { type X }`: no value exists at run time */
  readonly isTypeOnly: boolean
  readonly node: TSESTree.Node
}

/** The import behind a variable's definition; `null` when it is no import. */
export function importBindingOf(def: TSESLint.Scope.Definition): ImportBinding | null {
  const node = def.node as TSESTree.Node
  if (node.type === 'TSImportEqualsDeclaration') {
    if (node.moduleReference.type !== 'TSExternalModuleReference') return null
    const module = staticStringOf(node.moduleReference.expression)
    return module === null ? null : { module, exportPath: [], isTypeOnly: node.importKind === 'type', node }
  }
  const declaration = node.parent
  if (declaration?.type !== 'ImportDeclaration') return null
  const module = declaration.source.value
  const isTypeOnly = declaration.importKind === 'type'
  switch (node.type) {
    case 'ImportDefaultSpecifier':
      return { module, exportPath: ['default'], isTypeOnly, node }
    case 'ImportNamespaceSpecifier':
      return { module, exportPath: [], isTypeOnly, node }
    case 'ImportSpecifier': {
      const name = node.imported.type === 'Identifier' ? node.imported.name : node.imported.value
      return { module, exportPath: [name], isTypeOnly: isTypeOnly || node.importKind === 'type', node }
    }
    default:
      return null
  }
}
