// What does another file export under a name?
import type { TSESTree } from '@typescript-eslint/utils'

import type { Source } from '../ast/source.ts'
import { staticStringOf } from '../ast/static-value.ts'
import { membersOf } from '../ast/trace-member.ts'
import { traceVariable } from '../ast/trace-variable.ts'
import type { Tracer } from '../ast/tracer.ts'
import type { ProjectFile } from './parsed-module.ts'

/** Opens the file that a specifier names in a file for one of its exports, or any (`*`); `null` when it stays closed. */
export type ModuleOpener = (specifier: string, name: string, from: ProjectFile) => ProjectFile | null

/**
 * | export                                | its sources                                   |
 * |---------------------------------------|-----------------------------------------------|
 * | `export const x`, `export { x as y }` | those of the variable                         |
 * | `export default …`, `export =`        | those of the expression                       |
 * | `export { x } from`, `export * from`  | what the other file exports                   |
 * | `module.exports = …`, `exports.x = …` | those of the value                            |
 */
export class ExportReader {
  readonly #tracer: Tracer
  readonly #open: ModuleOpener

  constructor(tracer: Tracer, open: ModuleOpener) {
    this.#tracer = tracer
    this.#open = open
  }

  /** The sources of what `path` names in a file; `null` when the file has no such export. `[]` is the whole module. */
  sourcesOf(
    file: ProjectFile,
    path: readonly string[],
    visited = new Set<ProjectFile>(),
  ): readonly Source[] | null {
    if (visited.has(file)) return null
    visited.add(file)
    this.#tracer.indexOfFile(file)
    const [name, ...members] = path
    if (name === undefined) return this.#commonJsWhole(file)
    const found = this.#named(file, name, visited) ?? this.#commonJs(file, name)
    return found && membersOf(found, members, this.#tracer)
  }

  #named(file: ProjectFile, name: string, visited: Set<ProjectFile>): readonly Source[] | null {
    for (const statement of file.ast.body) {
      const found = this.#inStatement(statement, file, name, visited)
      if (found) return found
    }
    for (const statement of file.ast.body) {
      if (statement.type !== 'ExportAllDeclaration' || statement.exported || name === 'default') continue
      const found = this.#inModule(statement.source.value, [name], file, visited)
      if (found) return found
    }
    return null
  }

  #inStatement(
    statement: TSESTree.ProgramStatement,
    file: ProjectFile,
    name: string,
    visited: Set<ProjectFile>,
  ): readonly Source[] | null {
    switch (statement.type) {
      case 'ExportDefaultDeclaration':
        return name === 'default' ? this.#ofDeclaration(statement.declaration) : null
      case 'TSExportAssignment':
        return name === 'default' ? this.#tracer.sourcesOf(statement.expression) : null
      case 'ExportAllDeclaration':
        return statement.exported && nameOf(statement.exported) === name
          ? this.#inModule(statement.source.value, [], file, visited)
          : null
      case 'ExportNamedDeclaration': {
        if (statement.exportKind === 'type') return null
        if (statement.declaration) return this.#declared(statement.declaration, file, name)
        const specifier = statement.specifiers.find(({ exported }) => nameOf(exported) === name)
        if (!specifier) return null
        const local = nameOf(specifier.local)
        if (statement.source) return this.#inModule(statement.source.value, [local], file, visited)
        return this.#topLevel(file, local)
      }
      default:
        return null
    }
  }

  #inModule(
    specifier: string,
    path: readonly string[],
    from: ProjectFile,
    visited: Set<ProjectFile>,
  ): readonly Source[] | null {
    const file = this.#open(specifier, path[0] ?? '*', from)
    // `export * as data from './data'`: the first name that is read from it says what to look for there.
    if (path.length === 0)
      return [{ kind: 'import', node: from.ast, module: specifier, isTypeOnly: false, path }]
    if (file) return this.sourcesOf(file, path, visited)
    // Re-exported from a package: the export is the package's.
    return specifier.startsWith('.')
      ? null
      : [{ kind: 'import', node: from.ast, module: specifier, isTypeOnly: false, path }]
  }

  #ofDeclaration(node: TSESTree.Node): readonly Source[] {
    if (node.type === 'FunctionDeclaration') return [{ kind: 'function', node, path: [] }]
    if (node.type === 'ClassDeclaration') return [{ kind: 'class', node, path: [] }]
    return this.#tracer.sourcesOf(node)
  }

  #declared(declaration: TSESTree.Node, file: ProjectFile, name: string): readonly Source[] | null {
    if (declaration.type === 'FunctionDeclaration' || declaration.type === 'ClassDeclaration') {
      return declaration.id?.name === name ? this.#ofDeclaration(declaration) : null
    }
    if (declaration.type !== 'VariableDeclaration') return null
    return this.#topLevel(file, name, declaration)
  }

  /** A variable of the file's own scope; with a declaration, only when that declares it. */
  #topLevel(file: ProjectFile, name: string, within?: TSESTree.Node): readonly Source[] | null {
    for (const scope of file.scopeManager?.scopes ?? []) {
      const isTop = scope.type === 'module' || scope.type === 'global' || scope.upper.type === 'global'
      if (!isTop) continue
      const variable = scope.set.get(name)
      if (!variable || variable.defs.length === 0) continue
      const isWithin = variable.identifiers.some(
        ({ range }) => !within || (range[0] >= within.range[0] && range[1] <= within.range[1]),
      )
      if (isWithin) return traceVariable(variable, this.#tracer)
    }
    return null
  }

  #commonJsWhole(file: ProjectFile): readonly Source[] | null {
    const values = this.#exportsWrites(file).filter(({ path }) => path.length === 0)
    return values.length > 0
      ? values.flatMap(({ value, valuePath }) => this.#tracer.membersAt(value, valuePath))
      : null
  }

  #commonJs(file: ProjectFile, name: string): readonly Source[] | null {
    const writes = this.#exportsWrites(file)
    if (writes.length === 0) return null
    const whole = this.#commonJsWhole(file)
    if (name === 'default' && whole && !writes.some(({ path }) => path[0] === 'default')) return whole
    const own = writes.flatMap(({ path, value, valuePath }) =>
      path.length === 1 && path[0] === name ? this.#tracer.membersAt(value, valuePath) : [],
    )
    if (own.length > 0) return own
    return whole && membersOf(whole, [name], this.#tracer)
  }

  /** What is written to `module.exports` and `exports`, by the names below them. */
  #exportsWrites(file: ProjectFile) {
    const { writes } = this.#tracer.indexOfFile(file)
    const below = (root: string, skipped: readonly string[]) =>
      (writes.get(root) ?? []).flatMap(({ path, value, valuePath }) =>
        skipped.every((name, index) => path[index] === name) && path.length >= skipped.length
          ? [{ path: path.slice(skipped.length), value, valuePath }]
          : [],
      )
    return [...below('module', ['exports']), ...below('exports', [])]
  }
}

function nameOf(node: TSESTree.Node): string {
  return node.type === 'Identifier' ? node.name : (staticStringOf(node) ?? '')
}
