// How is a comparison rewritten so that it takes equally long wherever the two values differ?
import type { TSESLint, TSESTree } from '@typescript-eslint/utils'

import { propertyName } from '../ast/static-value.ts'
import { unwrap } from '../ast/unwrap.ts'
import { constantTimeHelper } from './constant-time-helper.ts'
import type { ComparedForm } from './constant-time-helper.ts'

type SourceCode = Readonly<TSESLint.SourceCode>

/** What the fix must know of a comparison. */
export interface RewrittenComparison {
  readonly node: TSESTree.Node
  readonly operator: string
  readonly left: TSESTree.Node
  readonly right: TSESTree.Node
  /** both sides are strings, or both are bytes */
  readonly form: ComparedForm
  /** true where `left` is a list or set that must hold `right` */
  readonly isList: boolean
  /** true where the file works with Web Crypto, in runtimes that may lack `Buffer` */
  readonly isWeb: boolean
}

/** Where the answer of a comparison is used: the text to replace, and whether equal means false there. */
interface Place {
  readonly node: TSESTree.Node
  readonly isNegated: boolean
}

/** Calls a guarded `timingSafeEqual` instead; `null` where that would change what the code does. */
export function compareInConstantTime(
  fixer: TSESLint.RuleFixer,
  sourceCode: SourceCode,
  filename: string,
  comparison: RewrittenComparison,
): readonly TSESLint.RuleFix[] | null {
  const place = placeOf(comparison)
  if (!place || hasCommentsOutside(place.node, comparison, sourceCode)) return null
  const helper = constantTimeHelper(fixer, sourceCode, filename, comparison)
  const call = comparison.isList
    ? callForEach(helper.name, comparison, sourceCode)
    : `${helper.name}(${argumentText(comparison.left, sourceCode)}, ${argumentText(comparison.right, sourceCode)})`
  if (call === null) return null
  const before = sourceCode.getTokenBefore(place.node)
  const isGlued = before?.range[1] === place.node.range[0] && /\w$/.test(before.value)
  const text = `${isGlued ? ' ' : ''}${place.isNegated ? '!' : ''}${call}`
  return [fixer.replaceText(place.node, text), ...helper.fixes]
}

function placeOf({ node, operator }: RewrittenComparison): Place | null {
  if (node.type === 'BinaryExpression') return { node, isNegated: operator.startsWith('!') }
  if (node.type !== 'CallExpression') return null
  if (node.optional || node.parent.type === 'ChainExpression') return null
  return /compare$|compare\(\)$/i.test(operator) ? placeOfOrder(node) : { node, isNegated: false }
}

/** `Buffer.compare(a, b) === 0`, `!a.localeCompare(b)`: the order is only asked for equality. */
function placeOfOrder(node: TSESTree.CallExpression): Place | null {
  const { parent } = node
  if (parent.type === 'UnaryExpression' && parent.operator === '!') return { node: parent, isNegated: false }
  if (parent.type !== 'BinaryExpression' || !/^[!=]==?$/.test(parent.operator)) return null
  const other = parent.left === node ? parent.right : parent.left
  if (other.type !== 'Literal' || other.value !== 0) return null
  return { node: parent, isNegated: parent.operator.startsWith('!') }
}

/** A comment inside an operand moves with it; one beside the operator would be lost. */
function hasCommentsOutside(
  node: TSESTree.Node,
  { left, right }: RewrittenComparison,
  sourceCode: SourceCode,
): boolean {
  return sourceCode
    .getCommentsInside(node)
    .some(({ range }) => [left, right].every((side) => range[0] < side.range[0] || range[1] > side.range[1]))
}

function argumentText(node: TSESTree.Node, sourceCode: SourceCode): string {
  const text = sourceCode.getText(node)
  return node.type === 'SequenceExpression' ? `(${text})` : text
}

/** `signatures.some((candidate) => isSameSignature(candidate, expected))` */
function callForEach(
  helper: string,
  { left, right, operator }: RewrittenComparison,
  sourceCode: SourceCode,
): string | null {
  const sought = sourceCode.getText(right)
  // Inside the callback the value would be worked out again for each element.
  if (!isPlain(right) || /\bcandidate\b/.test(sought)) return null
  const list = sourceCode.getText(left)
  const elements = operator === '.has()' ? `[...${list}]` : list
  return `${elements}.some((candidate) => ${helper}(candidate, ${sought}))`
}

function isPlain(node: TSESTree.Node): boolean {
  const inner = unwrap(node)
  if (inner.type === 'Identifier' || inner.type === 'ThisExpression') return true
  return inner.type === 'MemberExpression' && propertyName(inner) !== null && isPlain(inner.object)
}
