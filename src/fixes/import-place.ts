// Where in a file does a new import belong, and how is it spelled there?
import type { TSESLint, TSESTree } from '@typescript-eslint/utils'

type SourceCode = Readonly<TSESLint.SourceCode>

export interface ImportPlace {
  readonly position: number
  /** true when the import goes on a new line after the position, false when it goes in front of it */
  readonly isAfter: boolean
}

/** Whether modules are loaded with `require` here: by the file's own statements, else by how it is parsed. */
export function isCommonJs({ ast, text }: SourceCode): boolean {
  const isEsModule = ast.body.some(
    ({ type }) =>
      type === 'ImportDeclaration' ||
      type === 'ExportNamedDeclaration' ||
      type === 'ExportDefaultDeclaration' ||
      type === 'ExportAllDeclaration' ||
      type === 'TSImportEqualsDeclaration' ||
      type === 'TSExportAssignment',
  )
  if (isEsModule) return false
  if (ast.sourceType === 'script') return true
  return /\brequire\s*\(\s*['"`]|\bmodule\.exports\b|\bexports\.\w/.test(text)
}

/** The quote of the file's imports, else of its first string; single where there is none. */
export function quoteOf({ ast }: SourceCode): '"' | "'" {
  const first =
    ast.body.find((statement) => statement.type === 'ImportDeclaration')?.source.raw ??
    ast.tokens?.find(({ type }) => type === 'String')?.value
  return first?.startsWith('"') ? '"' : "'"
}

/** A semicolon where the file's first statement that could have one has it. */
export function semicolonOf({ ast, text }: SourceCode): '' | ';' {
  const statement = ast.body.find(
    ({ type }) =>
      type === 'ImportDeclaration' || type === 'VariableDeclaration' || type === 'ExpressionStatement',
  )
  if (!statement) return text.includes(';') ? ';' : ''
  return text[statement.range[1] - 1] === ';' ? ';' : ''
}

/** After the last import (for `require`: the last one before the use), else after what must stand first. */
export function importPlace(sourceCode: SourceCode, requiredBefore: TSESTree.Node | null): ImportPlace {
  const { ast } = sourceCode
  const last = requiredBefore
    ? ast.body
        .filter((statement) => isRequire(statement) && statement.range[1] <= requiredBefore.range[0])
        .at(-1)
    : ast.body
        .filter(({ type }) => type === 'ImportDeclaration' || type === 'TSImportEqualsDeclaration')
        .at(-1)
  const anchor = last ?? ast.body.filter(isDirective).at(-1)
  if (anchor) return { position: endOfLine(anchor, sourceCode), isAfter: true }
  return firstPlace(sourceCode)
}

function isRequire(statement: TSESTree.ProgramStatement): boolean {
  return (
    statement.type === 'VariableDeclaration' &&
    statement.declarations.some(({ init }) => {
      let node: TSESTree.Expression | null = init
      while (node?.type === 'MemberExpression' || node?.type === 'CallExpression') {
        if (node.type === 'CallExpression' && node.callee.type === 'Identifier')
          return node.callee.name === 'require'
        node = node.type === 'CallExpression' ? node.callee : node.object
      }
      return false
    })
  )
}

function isDirective(statement: TSESTree.ProgramStatement): boolean {
  return statement.type === 'ExpressionStatement' && typeof statement.directive === 'string'
}

/** The end of a statement, with the comment behind it on the same line. */
function endOfLine(statement: TSESTree.Node, { ast, text }: SourceCode): number {
  let end = statement.range[1]
  for (const comment of ast.comments ?? []) {
    if (comment.range[0] < end) continue
    const between = text.slice(end, comment.range[0])
    if (between.trim() !== '' || between.includes('\n') || comment.loc.start.line !== comment.loc.end.line)
      break
    end = comment.range[1]
  }
  return end
}

/** After a shebang and the comments about the file; a comment right above the first statement belongs to that. */
function firstPlace({ ast, text }: SourceCode): ImportPlace {
  const start = ast.body[0]?.range[0] ?? text.length
  const leading = (ast.comments ?? []).filter((comment) => comment.range[1] <= start)
  let place: ImportPlace = { position: leading[0]?.range[0] ?? start, isAfter: false }
  for (const [index, comment] of leading.entries()) {
    const next = leading[index + 1]?.range[0] ?? start
    const gap = text.slice(comment.range[1], next)
    const isShebang = comment.range[0] === 0 && text.startsWith('#!')
    const isAboutTheFile =
      /^\s*(?:@ts-|eslint|!|global\b|@license|Copyright)/.test(comment.value) || /\n\s*\n/.test(gap)
    const isUsage = isShebang || isAboutTheFile
    if (isUsage) place = { position: comment.range[1], isAfter: true }
    else if (place.isAfter && index === leading.length - 1) break
  }
  return place
}
