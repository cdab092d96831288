// How is a comparison rewritten so that it takes equally long wherever the two values differ?
import type { TSESLint, TSESTree } from '@typescript-eslint/utils'

import type { EqualityTest } from '../ast/order-test.ts'
import { equalityTestOf } from '../ast/order-test.ts'
import { isPlainRead } from '../ast/same-meaning.ts'
import { constantTimeHelper } from './constant-time-helper.ts'
import type { ComparedForm } from './constant-time-helper.ts'
import { replaceExpression } from './replace-expression.ts'

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
  const text = `${place.isNegated ? '!' : ''}${call}`
  return [replaceExpression(fixer, sourceCode, place.node, text), ...helper.fixes]
}

function placeOf({ node, operator }: RewrittenComparison): EqualityTest | null {
  if (node.type === 'BinaryExpression') return { node, isNegated: operator.startsWith('!') }
  if (node.type !== 'CallExpression') return null
  if (node.optional || node.parent.type === 'ChainExpression') return null
  return /compare$|compare\(\)$/i.test(operator) ? equalityTestOf(node) : { node, isNegated: false }
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
  if (!isPlainRead(right) || /\bcandidate\b/.test(sought)) return null
  const list = sourceCode.getText(left)
  const elements = operator === '.has()' ? `[...${list}]` : list
  return `${elements}.some((candidate) => ${helper}(candidate, ${sought}))`
}
