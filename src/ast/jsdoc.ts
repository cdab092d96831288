// What does the JSDoc comment above a declaration say about types?
import type { TSESTree } from '@typescript-eslint/utils'
import { objectText } from './jsdoc-properties.ts'
import type { SourceFile } from './source-file.ts'

export interface JsdocTag {
  readonly tag: string
  /** the text between the braces */
  readonly type: string
  /** the first word after the type: a parameter's or typedef's name; with `[` in front when it is optional */
  readonly name: string
}

interface FileComments {
  /** JSDoc comments by the position of their end */
  readonly byEnd: ReadonlyMap<number, string>
  readonly typedefs: ReadonlyMap<string, string>
}

const none: readonly JsdocTag[] = []
const read = new WeakMap<SourceFile, FileComments>()

/** The type-carrying tags of the JSDoc comment that ends right above a node. */
export function jsdocTagsOf(node: TSESTree.Node, file: SourceFile): readonly JsdocTag[] {
  const { byEnd } = commentsOf(file)
  if (byEnd.size === 0) return none
  const comment = commentBefore(declarationOf(node).range[0], file)
  return comment === null ? none : tagsIn(comment)
}

/** The type that a JSDoc cast, a `@type` comment before parentheses, gives the expression in them; `null` for none. */
export function jsdocCastOf(node: TSESTree.Node, file: SourceFile): string | null {
  if (commentsOf(file).byEnd.size === 0) return null
  const { text } = file
  const before = beforeSpaces(text, node.range[0])
  if (text[before - 1] !== '(' || text[afterSpaces(text, node.range[1])] !== ')') return null
  const comment = commentBefore(before - 1, file)
  return comment === null ? null : (tagsIn(comment).find(({ tag }) => tag === 'type')?.type ?? null)
}

/** All `@typedef`s, `@callback`s and `@import`s of a file, by name. */
export function jsdocTypedefs(file: SourceFile): ReadonlyMap<string, string> {
  return commentsOf(file).typedefs
}

function commentsOf(file: SourceFile): FileComments {
  const known = read.get(file)
  if (known) return known
  const byEnd = new Map<number, string>()
  const typedefs = new Map<string, string>()
  for (const { type, value, range } of file.ast.comments ?? []) {
    if (type !== 'Block' || !value.startsWith('*') || !value.includes('@')) continue
    byEnd.set(range[1], value)
    addTypedefs(value, typedefs)
  }
  const comments = { byEnd, typedefs }
  read.set(file, comments)
  return comments
}

function addTypedefs(comment: string, typedefs: Map<string, string>): void {
  if (comment.includes('@import')) addImports(comment, typedefs)
  if (comment.includes('@callback')) {
    const name = /@callback\s+([\w$]+)/.exec(comment)?.[1]
    const result = tagsIn(comment).find(({ tag }) => tag === 'returns' || tag === 'return')
    if (name) typedefs.set(name, `function(): ${result?.type ?? 'any'}`)
  }
  if (!comment.includes('@typedef')) return
  const tags = tagsIn(comment)
  for (const [index, { tag, type, name }] of tags.entries()) {
    if (tag !== 'typedef' || !name) continue
    typedefs.set(name, /^object$/i.test(type) ? propertiesAfter(tags.slice(index + 1)) : type)
  }
}

/** `@import { TrackClient as Client } from 'customerio-node'` */
function addImports(comment: string, typedefs: Map<string, string>): void {
  for (const [, clause = '', module = ''] of comment.matchAll(
    /@import\s+([^'"@]{1,500}?)\s+from\s+['"]([^'"]+)['"]/g,
  )) {
    const whole = `import('${module}')`
    const [outside = '', inside = ''] = clause.replace(/\n[ \t]*\*/g, ' ').split(/[{}]/)
    const namespace = /\*\s*as\s+([\w$]+)/.exec(outside)?.[1]
    const standard = /^\s*([\w$]+)/.exec(outside)?.[1]
    if (namespace) typedefs.set(namespace, whole)
    else if (standard) typedefs.set(standard, `${whole}.default`)
    for (const part of inside.split(',')) {
      const [, name, alias] = /^\s*([\w$]+)(?:\s+as\s+([\w$]+))?\s*$/.exec(part) ?? []
      if (name) typedefs.set(alias ?? name, `${whole}.${name}`)
    }
  }
}

/** `@typedef {object} X` is followed by a `@property {type} name` for each property. */
function propertiesAfter(tags: readonly JsdocTag[]): string {
  const end = tags.findIndex(({ tag }) => tag !== 'property' && tag !== 'prop')
  return objectText(end === -1 ? tags : tags.slice(0, end), '')
}

const carriers = new Set([
  'VariableDeclarator',
  'VariableDeclaration',
  'ExportNamedDeclaration',
  'ExportDefaultDeclaration',
  'MethodDefinition',
  'Property',
  'PropertyDefinition',
])

/** The node in front of which people write the comment. */
function declarationOf(node: TSESTree.Node): TSESTree.Node {
  let current = node
  for (let { parent } = current; parent; { parent } = current) {
    const isAssigned = parent.type === 'AssignmentExpression' && parent.right === current
    const isStatement = parent.type === 'ExpressionStatement' && current.type === 'AssignmentExpression'
    if (!carriers.has(parent.type) && !isAssigned && !isStatement) break
    current = parent
  }
  return current
}

function commentBefore(position: number, file: SourceFile): string | null {
  return commentsOf(file).byEnd.get(beforeSpaces(file.text, position)) ?? null
}

function beforeSpaces(text: string, position: number): number {
  let current = position
  while (current > 0 && isSpace(text.charCodeAt(current - 1))) current--
  return current
}

function afterSpaces(text: string, position: number): number {
  let current = position
  while (isSpace(text.charCodeAt(current))) current++
  return current
}

function isSpace(code: number): boolean {
  return code === 32 || (code >= 9 && code <= 13) || code === 0xa0 || code === 0xfeff
}

function tagsIn(comment: string): JsdocTag[] {
  const tags: JsdocTag[] = []
  const opening = /@(\w+)\s*\{/g
  for (let match = opening.exec(comment); match; match = opening.exec(comment)) {
    const end = closingBrace(comment, opening.lastIndex)
    if (end === null) break
    const name = /^\s*(\[?[\w$.]+)/.exec(comment.slice(end + 1, end + 200))?.[1] ?? ''
    const type = comment.slice(opening.lastIndex, end).replace(/\n[ \t]*\*?/g, ' ')
    tags.push({ tag: match[1] ?? '', type: type.trim(), name })
    opening.lastIndex = end
  }
  return tags
}

function closingBrace(text: string, from: number): number | null {
  let depth = 1
  for (let index = from; index < text.length; index++) {
    if (text[index] === '{') depth++
    else if (text[index] === '}' && --depth === 0) return index
  }
  return null
}
