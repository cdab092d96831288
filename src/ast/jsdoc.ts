// What does the JSDoc comment above a declaration say about types?
import type { TSESTree } from '@typescript-eslint/utils'
import type { SourceFile } from './source-file.ts'

export interface JsdocTag {
  readonly tag: string
  /** the text between the braces */
  readonly type: string
  /** the first word after the type: a parameter's or typedef's name */
  readonly name: string
}

/** The type-carrying tags of the JSDoc comment that ends right above a node. */
export function jsdocTagsOf(node: TSESTree.Node, file: SourceFile): readonly JsdocTag[] {
  const comment = commentAbove(declarationOf(node), file)
  return comment === null ? [] : tagsIn(comment)
}

/** All `@typedef`s of a file, by name. */
export function jsdocTypedefs(file: SourceFile): ReadonlyMap<string, string> {
  const found = new Map<string, string>()
  for (const comment of file.ast.comments ?? []) {
    if (!comment.value.includes('@typedef')) continue
    const tags = tagsIn(comment.value)
    for (const [index, { tag, type, name }] of tags.entries()) {
      if (tag !== 'typedef' || !name) continue
      found.set(name, /^object$/i.test(type) ? propertiesText(tags.slice(index + 1)) : type)
    }
  }
  return found
}

/** `@typedef {object} X` is followed by a `@property {type} name` for each property. */
function propertiesText(tags: readonly JsdocTag[]): string {
  const properties: string[] = []
  for (const { tag, type, name } of tags) {
    if (tag !== 'property' && tag !== 'prop') break
    const optional = /^\[([\w$]+)/.exec(name)
    properties.push(optional ? `${optional[1] ?? ''}?: ${type}` : `${name}: ${type}`)
  }
  return properties.length > 0 ? `{ ${properties.join(', ')} }` : 'object'
}

/** The node in front of which people write the comment. */
function declarationOf(node: TSESTree.Node): TSESTree.Node {
  let current = node
  for (;;) {
    const { parent } = current
    if (!parent) return current
    const carries =
      parent.type === 'VariableDeclarator' ||
      parent.type === 'VariableDeclaration' ||
      parent.type === 'ExportNamedDeclaration' ||
      parent.type === 'ExportDefaultDeclaration' ||
      parent.type === 'MethodDefinition' ||
      parent.type === 'Property' ||
      parent.type === 'PropertyDefinition' ||
      (parent.type === 'AssignmentExpression' && parent.right === current) ||
      (parent.type === 'ExpressionStatement' && current.type === 'AssignmentExpression')
    if (!carries) return current
    current = parent
  }
}

function commentAbove(node: TSESTree.Node, { ast, text }: SourceFile): string | null {
  const comments = ast.comments ?? []
  let low = 0
  let high = comments.length
  while (low < high) {
    const middle = (low + high) >> 1
    const comment = comments[middle]
    if (comment && comment.range[1] <= node.range[0]) low = middle + 1
    else high = middle
  }
  const candidate = comments[low - 1]
  if (candidate?.type !== 'Block' || !candidate.value.startsWith('*')) return null
  return text.slice(candidate.range[1], node.range[0]).trim() === '' ? candidate.value : null
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
