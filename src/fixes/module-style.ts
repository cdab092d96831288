// How does this file load modules, and how does it write?
import type { TSESLint, TSESTree } from '@typescript-eslint/utils'

type SourceCode = Readonly<TSESLint.SourceCode>

/**
 * | style     | a module is loaded as                                   |
 * |-----------|---------------------------------------------------------|
 * | import    | `import { x } from 'm'`                                 |
 * | namespace | `import m = require('m')`, TypeScript's form in CommonJS |
 * | require   | `const { x } = require('m')`                            |
 * | var       | `var x = require('m').x`, where nothing newer is used   |
 */
export type ModuleStyle = 'import' | 'namespace' | 'require' | 'var'

/** The form in which the file loads modules: by its own statements, else by how it is parsed. */
export function moduleStyleOf(sourceCode: SourceCode): ModuleStyle {
  const { ast } = sourceCode
  const types = new Set<string>(ast.body.map(({ type }) => type))
  if (types.has('ImportDeclaration')) return 'import'
  if (ast.body.some(isImportEquals) || types.has('TSExportAssignment')) return 'namespace'
  const isExporting = ['ExportNamedDeclaration', 'ExportDefaultDeclaration', 'ExportAllDeclaration']
  if (isExporting.some((type) => types.has(type)) || usesModuleSyntax(sourceCode)) return 'import'
  // Parsers say `script` or `commonjs` for the other kinds of files.
  if (ast.sourceType === 'module' && !readsCommonJs(sourceCode)) return 'import'
  return isWrittenWithVar(sourceCode) ? 'var' : 'require'
}

/** Whether modules are loaded with `require` here. */
export function isCommonJs(sourceCode: SourceCode): boolean {
  const style = moduleStyleOf(sourceCode)
  return style === 'require' || style === 'var'
}

export function isImportEquals(statement: TSESTree.Node): boolean {
  return (
    statement.type === 'TSImportEqualsDeclaration' &&
    statement.moduleReference.type === 'TSExternalModuleReference'
  )
}

/** `import.meta`, and `await` outside of functions. */
function usesModuleSyntax(sourceCode: SourceCode): boolean {
  return sourceCode.ast.tokens.some((token, index, tokens) => {
    if (token.value === 'import') return tokens[index + 1]?.value === '.'
    if (token.value !== 'await') return false
    const ancestors: TSESTree.Node[] = []
    const node = sourceCode.getNodeByRangeIndex(token.range[0])
    for (let current = node; current; current = current.parent ?? null) ancestors.push(current)
    const isAwait = node?.type === 'AwaitExpression' || node?.type === 'ForOfStatement'
    return isAwait && !ancestors.some(({ type }) => /Function|PropertyDefinition|StaticBlock/.test(type))
  })
}

/** `require`, `module` and `exports` that the file does not declare. */
function readsCommonJs({ scopeManager }: SourceCode): boolean {
  return (scopeManager?.scopes ?? []).some(({ references }) =>
    references.some(
      ({ identifier, resolved }) =>
        identifier.type === 'Identifier' &&
        /^(?:require|module|exports)$/.test(identifier.name) &&
        (!resolved || resolved.defs.length === 0),
    ),
  )
}

function isWrittenWithVar({ ast }: SourceCode): boolean {
  const declarations = ast.body.filter((statement) => statement.type === 'VariableDeclaration')
  const isNew = ast.tokens.some(({ value }) => value === 'const' || value === 'let' || value === '=>')
  return declarations.some(({ kind }) => kind === 'var') && !isNew
}

/** The quote of the file's imports, else of its first string; single where there is none. */
export function quoteOf({ ast }: SourceCode): '"' | "'" {
  const first =
    ast.body.find((statement) => statement.type === 'ImportDeclaration')?.source.raw ??
    ast.tokens.find(({ type, value }) => type === 'String' && !value.startsWith('`'))?.value
  return first?.startsWith('"') ? '"' : "'"
}

/** A semicolon where the file's first statement that could have one has it, on its own line. */
export function semicolonOf(sourceCode: SourceCode): '' | ';' {
  const { ast, text } = sourceCode
  const statement = ast.body.find(
    ({ type }) =>
      type === 'ImportDeclaration' || type === 'VariableDeclaration' || type === 'ExpressionStatement',
  )
  if (!statement) return text.includes(';') ? ';' : ''
  return sourceCode.getLastToken(statement)?.value === ';' &&
    endOf(statement, sourceCode) === statement.range[1]
    ? ';'
    : ''
}

/** Where a statement ends; a semicolon at the start of the next line belongs to that line: `;(async () => {…})()`. */
export function endOf(statement: TSESTree.Node, sourceCode: SourceCode): number {
  const last = sourceCode.getLastToken(statement)
  const before = last?.value === ';' ? sourceCode.getTokenBefore(last) : null
  return before && last && before.loc.end.line < last.loc.start.line ? before.range[1] : statement.range[1]
}

/** The line break of the file. */
export function lineBreakOf({ text }: SourceCode): '\n' | '\r\n' {
  const first = text.indexOf('\n')
  return first > 0 && text[first - 1] === '\r' ? '\r\n' : '\n'
}
