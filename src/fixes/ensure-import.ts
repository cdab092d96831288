// Under which local name can a fix use an export, and what must be added so that it can?
import type { TSESLint, TSESTree } from '@typescript-eslint/utils'

import { importBindingOf } from '../ast/import-binding.ts'
import { keyName, propertyName, staticStringOf } from '../ast/static-value.ts'
import { unwrapAwait } from '../ast/unwrap.ts'
import { freeName } from './free-name.ts'
import type { ImportPlace } from './import-place.ts'
import { importPlace, requirePlace } from './import-place.ts'
import type { ModuleStyle } from './module-style.ts'
import { lineBreakOf, moduleStyleOf, quoteOf, semicolonOf } from './module-style.ts'

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
  const localName = localNameFor(sourceCode, wanted)
  const extended =
    extendedImport(fixer, sourceCode, wanted, localName) ??
    extendedRequire(fixer, sourceCode, wanted, localName, near)
  const style = moduleStyleOf(sourceCode)
  // Where a `require` belongs depends on the use: fixes that overlap are made one after the other.
  const overlap = style === 'import' ? [] : [fixer.insertTextBeforeRange([0, 0], '')]
  if (extended) return { localName, fixes: [...overlap, extended] }
  if (style === 'namespace') {
    const namespace = freeName(sourceCode, lastWord(wanted.module))
    const added = addedImport(fixer, sourceCode, wanted, namespace, style)
    return { localName: `${namespace}.${wanted.name}`, fixes: [...overlap, added] }
  }
  return { localName, fixes: [...overlap, addedImport(fixer, sourceCode, wanted, localName, style)] }
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
    if (!isReadyAt(variable, near)) continue
    let scope: TSESLint.Scope.Scope | null = sourceCode.getScope(near)
    while (scope && !scope.set.has(variable.name)) scope = scope.upper
    if (scope?.set.get(variable.name) === variable) return name
  }
  return null
}

/** A `const` that stands further down has no value yet, unless the use waits in a function. */
function isReadyAt({ defs: [def] }: Variable, near: TSESTree.Node): boolean {
  return def?.type !== 'Variable' || isReady(def.node, near)
}

function isReady(declaration: TSESTree.Node, near: TSESTree.Node): boolean {
  return declaration.range[1] <= near.range[0] || functionAround(declaration) !== functionAround(near)
}

function functionAround(node: TSESTree.Node): TSESTree.Node | null {
  let current: TSESTree.Node | undefined = node.parent
  while (current && !/Function|PropertyDefinition/.test(current.type)) current = current.parent
  return current ?? null
}

function boundName(variable: TSESLint.Scope.Variable, wanted: WantedImport): string | null {
  const [def] = variable.defs
  if (!def || variable.defs.length > 1) return null
  const binding = importBindingOf(def)
  if (binding) {
    if (binding.isTypeOnly || !isModule(binding.module, wanted)) return null
    return nameThrough(variable.name, binding.exportPath, wanted)
  }
  if (def.type !== 'Variable' || !def.node.init) return null
  const { id, init } = def.node
  if (id.type === 'Identifier' && init.type === 'MemberExpression') {
    const isWanted = propertyName(init) === wanted.name && isModule(requiredModule(init.object), wanted)
    return isWanted ? variable.name : null
  }
  if (!isModule(requiredModule(init), wanted)) return null
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

/** The wanted name, or one made from it and its module, that nothing in the file uses. */
function localNameFor(sourceCode: Readonly<TSESLint.SourceCode>, { module, name }: WantedImport): string {
  return freeName(sourceCode, name, `${lastWord(module)}${name.charAt(0).toUpperCase()}${name.slice(1)}`)
}

function lastWord(module: string): string {
  return /([a-z$_]\w*)\W*$/i.exec(module)?.[1] ?? ''
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
  near: TSESTree.Node,
): TSESLint.RuleFix | null {
  for (const statement of sourceCode.ast.body) {
    if (statement.type !== 'VariableDeclaration' || !isReady(statement, near)) continue
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
  style: ModuleStyle,
): TSESLint.RuleFix {
  const quote = quoteOf(sourceCode)
  const specifier = `${quote}${module}${quote}`
  const isRenamed = localName !== name
  const statements: Readonly<Record<ModuleStyle, () => string>> = {
    import: () => `import { ${isRenamed ? `${name} as ${localName}` : name} } from ${specifier}`,
    namespace: () => `import ${localName} = require(${specifier})`,
    require: () => `const { ${isRenamed ? `${name}: ${localName}` : name} } = require(${specifier})`,
    var: () => `var ${localName} = require(${specifier}).${name}`,
  }
  const isScript = style === 'require' || style === 'var'
  const place = isScript ? requirePlace(sourceCode) : importPlace(sourceCode)
  return insertedLine(fixer, sourceCode, place, statements[style]())
}

function insertedLine(
  fixer: TSESLint.RuleFixer,
  sourceCode: Readonly<TSESLint.SourceCode>,
  { position, isAfter }: ImportPlace,
  statement: string,
): TSESLint.RuleFix {
  const { text, ast } = sourceCode
  const next = ast.tokens.find(({ range: [start] }) => start >= position)
  const isLineShared = next !== undefined && isAfter && !text.slice(position, next.range[0]).includes('\n')
  // `require('m')` and `(…)` on the next line would be one expression.
  const isContinued = next !== undefined && statement.endsWith(')') && /^[([`/+-]/.test(next.value)
  const line = `${statement}${isLineShared || isContinued ? ';' : semicolonOf(sourceCode)}`
  const lineBreak = lineBreakOf(sourceCode)
  if (isAfter) return fixer.insertTextAfterRange([position, position], `${lineBreak}${line}`)
  const isFirst = position === 0 || text[position - 1] === '\n'
  return fixer.insertTextBeforeRange([position, position], `${isFirst ? '' : lineBreak}${line}${lineBreak}`)
}
