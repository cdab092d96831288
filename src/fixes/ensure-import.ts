// Under which local name can a fix use an export, and what must be added so that it can?
import type { TSESLint, TSESTree } from '@typescript-eslint/utils'

import { importBindingOf } from '../ast/import-binding.ts'
import { keyName, staticStringOf } from '../ast/static-value.ts'
import { unwrapAwait } from '../ast/unwrap.ts'
import { importPlace, isCommonJs, quoteOf, semicolonOf } from './import-place.ts'

/** The export that a fix wants to use. */
export interface WantedImport {
  readonly module: string
  /** other specifiers of the same module, such as `crypto` for `node:crypto` */
  readonly aliases?: readonly string[]
  readonly name: string
  /** true where the default export has the named exports as properties, as Node's own modules do */
  readonly hasDefaultObject?: boolean
}

export interface EnsuredImport {
  /** what to write at the use: `name`, an alias, or `namespace.name` */
  readonly localName: string
  /** empty when nothing has to be added */
  readonly fixes: readonly TSESLint.RuleFix[]
}

/** Reuses a binding that is visible at `near`, extends an import of the module, or adds one. */
export function ensureImport(
  fixer: TSESLint.RuleFixer,
  sourceCode: Readonly<TSESLint.SourceCode>,
  wanted: WantedImport,
  near: TSESTree.Node,
): EnsuredImport {
  const existing = existingBinding(sourceCode, wanted, near)
  if (existing !== null) return { localName: existing, fixes: [] }
  const localName = freeName(sourceCode, wanted)
  const fix =
    extendedImport(fixer, sourceCode, wanted, localName) ??
    extendedRequire(fixer, sourceCode, wanted, localName) ??
    addedImport(fixer, sourceCode, wanted, localName, near)
  return { localName, fixes: [fix] }
}

function isModule(specifier: string | null, { module, aliases = [] }: WantedImport): boolean {
  return specifier !== null && (specifier === module || aliases.includes(specifier))
}

type Variable = TSESLint.Scope.Variable

/** The variables of a file that give a wanted export, with what to write; worked out once per file and export. */
const givers = new WeakMap<object, Map<string, ReadonlyMap<Variable, string>>>()

function giversOf(
  sourceCode: Readonly<TSESLint.SourceCode>,
  wanted: WantedImport,
): ReadonlyMap<Variable, string> {
  const ofFile = givers.get(sourceCode) ?? new Map<string, ReadonlyMap<Variable, string>>()
  givers.set(sourceCode, ofFile)
  const key = `${wanted.module}\0${wanted.name}`
  const known = ofFile.get(key)
  if (known) return known
  const found = new Map<Variable, string>()
  for (const { variables } of sourceCode.scopeManager?.scopes ?? []) {
    for (const variable of variables) {
      const name = boundName(variable, wanted)
      if (name !== null) found.set(variable, name)
    }
  }
  ofFile.set(key, found)
  return found
}

/** A binding counts only where its name still means it: a shadowed one is never taken. */
function existingBinding(
  sourceCode: Readonly<TSESLint.SourceCode>,
  wanted: WantedImport,
  near: TSESTree.Node,
): string | null {
  for (const [variable, name] of giversOf(sourceCode, wanted)) {
    let scope: TSESLint.Scope.Scope | null = sourceCode.getScope(near)
    while (scope && !scope.set.has(variable.name)) scope = scope.upper
    if (scope?.set.get(variable.name) === variable) return name
  }
  return null
}

function boundName(variable: TSESLint.Scope.Variable, wanted: WantedImport): string | null {
  const [def] = variable.defs
  if (!def || variable.defs.length > 1) return null
  const binding = importBindingOf(def)
  if (binding) {
    if (binding.isTypeOnly || !isModule(binding.module, wanted)) return null
    return nameThrough(variable.name, binding.exportPath, wanted)
  }
  if (def.type !== 'Variable' || def.node.type !== 'VariableDeclarator' || !def.node.init) return null
  if (!isModule(requiredModule(def.node.init), wanted)) return null
  const { id } = def.node
  if (id.type === 'Identifier') return nameThrough(variable.name, [], wanted)
  if (id.type !== 'ObjectPattern') return null
  const property = id.properties.find(
    (candidate) => candidate.type === 'Property' && candidate.value === (def.name as TSESTree.Node),
  )
  if (property?.type !== 'Property') return null
  return keyName(property.key, property.computed) === wanted.name ? variable.name : null
}

function nameThrough(local: string, exportPath: readonly string[], wanted: WantedImport): string | null {
  if (exportPath.length === 0) return `${local}.${wanted.name}`
  if (exportPath[0] === wanted.name) return local
  return exportPath[0] === 'default' && wanted.hasDefaultObject === true ? `${local}.${wanted.name}` : null
}

/** The module of `require('m')`, `await import('m')`. */
function requiredModule(node: TSESTree.Expression): string | null {
  const inner = unwrapAwait(node)
  if (inner.type === 'ImportExpression') return staticStringOf(inner.source)
  const isRequire =
    inner.type === 'CallExpression' && inner.callee.type === 'Identifier' && inner.callee.name === 'require'
  const [specifier] = isRequire ? inner.arguments : []
  return specifier ? staticStringOf(specifier) : null
}

const takenNames = new WeakMap<object, ReadonlySet<string>>()

/** Every name that a scope of the file declares or reads as a global. */
function takenNamesIn(sourceCode: Readonly<TSESLint.SourceCode>): ReadonlySet<string> {
  const known = takenNames.get(sourceCode)
  if (known) return known
  const taken = new Set<string>()
  for (const scope of sourceCode.scopeManager?.scopes ?? []) {
    for (const variable of scope.variables) if (variable.defs.length > 0) taken.add(variable.name)
    for (const { identifier, resolved } of scope.references) {
      if (!resolved && identifier.type === 'Identifier') taken.add(identifier.name)
    }
  }
  takenNames.set(sourceCode, taken)
  return taken
}

/** The wanted name, or one made from it that nothing in the file uses. */
function freeName(sourceCode: Readonly<TSESLint.SourceCode>, { module, name }: WantedImport): string {
  const taken = takenNamesIn(sourceCode)
  if (!taken.has(name)) return name
  const origin = /(\w+)$/.exec(module)?.[1] ?? ''
  const base = `${origin}${name.charAt(0).toUpperCase()}${name.slice(1)}`
  let candidate = base
  for (let count = 2; taken.has(candidate); count++) candidate = `${base}${count}`
  return candidate
}

function extendedImport(
  fixer: TSESLint.RuleFixer,
  sourceCode: Readonly<TSESLint.SourceCode>,
  wanted: WantedImport,
  localName: string,
): TSESLint.RuleFix | null {
  for (const statement of sourceCode.ast.body) {
    if (statement.type !== 'ImportDeclaration' || statement.importKind === 'type') continue
    if (!isModule(statement.source.value, wanted)) continue
    const last = statement.specifiers.at(-1)
    if (!last || statement.specifiers.some(({ type }) => type === 'ImportNamespaceSpecifier')) continue
    const specifier = localName === wanted.name ? wanted.name : `${wanted.name} as ${localName}`
    return fixer.insertTextAfter(
      last,
      last.type === 'ImportSpecifier' ? `, ${specifier}` : `, { ${specifier} }`,
    )
  }
  return null
}

function extendedRequire(
  fixer: TSESLint.RuleFixer,
  sourceCode: Readonly<TSESLint.SourceCode>,
  wanted: WantedImport,
  localName: string,
): TSESLint.RuleFix | null {
  for (const statement of sourceCode.ast.body) {
    if (statement.type !== 'VariableDeclaration') continue
    for (const { id, init } of statement.declarations) {
      if (id.type !== 'ObjectPattern' || !init || unwrapAwait(init).type !== 'CallExpression') continue
      const last = id.properties.at(-1)
      if (!last || last.type === 'RestElement' || !isModule(requiredModule(init), wanted)) continue
      const property = localName === wanted.name ? wanted.name : `${wanted.name}: ${localName}`
      return fixer.insertTextAfter(last, `, ${property}`)
    }
  }
  return null
}

function addedImport(
  fixer: TSESLint.RuleFixer,
  sourceCode: Readonly<TSESLint.SourceCode>,
  { module, name }: WantedImport,
  localName: string,
  near: TSESTree.Node,
): TSESLint.RuleFix {
  const quote = quoteOf(sourceCode)
  const end = semicolonOf(sourceCode)
  const isScript = isCommonJs(sourceCode)
  const binding = localName === name ? name : `${name}${isScript ? ':' : ' as'} ${localName}`
  const text = isScript
    ? `const { ${binding} } = require(${quote}${module}${quote})${end}`
    : `import { ${binding} } from ${quote}${module}${quote}${end}`
  const { position, isAfter } = importPlace(sourceCode, isScript ? near : null)
  const isFirst = position === 0 || sourceCode.text[position - 1] === '\n'
  if (isAfter) return fixer.insertTextAfterRange([position, position], `\n${text}`)
  return fixer.insertTextBeforeRange([position, position], `${isFirst ? '' : '\n'}${text}\n`)
}
