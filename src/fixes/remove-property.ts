// How is a property taken out of an object literal, together with its comma and line?
import type { TSESLint, TSESTree } from '@typescript-eslint/utils'

import { childrenOf } from '../ast/source-file.ts'
import { wrapperOf } from '../ast/unwrap.ts'

type SourceCode = Readonly<TSESLint.SourceCode>

/** Removes a property that is removable; `null` where a comment would be lost. */
export function removeProperty(
  fixer: TSESLint.RuleFixer,
  sourceCode: SourceCode,
  property: TSESTree.Property,
): TSESLint.RuleFix | null {
  const range = removedRange(sourceCode, property)
  return range && fixer.removeRange(range)
}

/** Whether a property can be taken out without a loss for anything but the payload. */
export function isRemovable(
  sourceCode: SourceCode,
  property: TSESTree.Node,
  payload: TSESTree.Node,
): property is TSESTree.Property {
  if (property.type !== 'Property' || property.parent.type !== 'ObjectExpression') return false
  if (sourceCode.getCommentsInside(property).length > 0 || hasEffect(property.value, sourceCode)) return false
  const isInside = property.range[0] >= payload.range[0] && property.range[1] <= payload.range[1]
  return isInside || isReadOnce(property.parent, sourceCode)
}

const effects = new Set<string>([
  'AssignmentExpression',
  'AwaitExpression',
  'UpdateExpression',
  'YieldExpression',
])

function hasEffect(node: TSESTree.Node, { visitorKeys }: Pick<SourceCode, 'visitorKeys'>): boolean {
  const isDelete = node.type === 'UnaryExpression' && node.operator === 'delete'
  if (isDelete || effects.has(node.type)) return true
  return [...childrenOf(node, visitorKeys)].some((child) => hasEffect(child, { visitorKeys }))
}

/** `const attributes = { ssn }` that nothing but the payload reads. */
function isReadOnce(object: TSESTree.ObjectExpression, sourceCode: SourceCode): boolean {
  let current: TSESTree.Node = wrapperOf(object)
  while (current.parent?.type === 'Property' || current.parent?.type === 'ObjectExpression') {
    current = wrapperOf(current.parent)
  }
  const { parent } = current
  if (parent?.type !== 'VariableDeclarator' || parent.id.type !== 'Identifier') return false
  const [variable] = sourceCode.scopeManager?.getDeclaredVariables(parent) ?? []
  return variable?.references.filter((reference) => reference.isRead()).length === 1
}

/** The property with the comma that would be one too many, and its line where it has one of its own. */
function removedRange(sourceCode: SourceCode, property: TSESTree.Property): [number, number] | null {
  const before = sourceCode.getTokenBefore(property)
  const after = sourceCode.getTokenAfter(property)
  if (!before || !after) return null
  const { text } = sourceCode
  const isFollowed = after.value === ','
  const [start, end] = [property.range[0], isFollowed ? after.range[1] : property.range[1]]
  if (text.slice(property.range[1], end).replace(',', '').trim() !== '') return null
  const lineStart = text.lastIndexOf('\n', start - 1) + 1
  const lineEnd = text.indexOf('\n', end)
  const isOwnLine = lineStart > before.range[0] && text.slice(lineStart, start).trim() === ''
  if (isOwnLine && lineEnd !== -1 && text.slice(end, lineEnd).trim() === '') return [lineStart, lineEnd + 1]
  if (isFollowed) return [start, end + (/^[ \t]*/.exec(text.slice(end))?.[0].length ?? 0)]
  const gap = text.slice(before.range[1], start)
  const isOnly = before.value === '{' && text.slice(end, after.range[0]).trim() === ''
  if (isOnly && gap.trim() === '') return [before.range[1], after.range[0]]
  return gap.trim() === '' ? [before.value === ',' ? before.range[0] : before.range[1], end] : [start, end]
}
