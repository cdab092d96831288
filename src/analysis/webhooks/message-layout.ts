// Where does the code put the timestamp and the body of a signed message together, so that it can be put right there?
import type { TSESTree } from '@typescript-eslint/utils'

import { isWithin } from '../../ast/source-file.ts'
import { propertyName } from '../../ast/static-value.ts'
import { unwrap } from '../../ast/unwrap.ts'
import type { SignedMessage } from './signed-messages.ts'

/** An expression that is the whole message, and the two values in it, as they are written there. */
export interface MessageLayout {
  readonly node: TSESTree.Node
  readonly timestamp: TSESTree.Node
  readonly body: TSESTree.Node
}

/** The only expression that a message is put together by; `null` where it is made in several steps or ways. */
export function messageLayoutOf({ timestamps, bodies }: SignedMessage): MessageLayout | null {
  const [timestamp, ...otherTimestamps] = timestamps
  const [body, ...otherBodies] = bodies
  if (!timestamp || !body || otherTimestamps.length > 0 || otherBodies.length > 0) return null
  const both = commonAncestorOf(timestamp, body)
  const node = both && wholeOf(both)
  return node ? { node, timestamp: operandAt(timestamp), body: operandAt(body) } : null
}

/** What is put into the message: with the conversions around a value, since bytes are not the text that they encode. */
function operandAt(value: TSESTree.Node): TSESTree.Node {
  let node = value
  while (node.parent && !isPutTogether(node.parent)) node = node.parent
  return node
}

function isPutTogether(node: TSESTree.Node): boolean {
  return isSum(node) || node.type === 'TemplateLiteral' || node.type === 'ArrayExpression'
}

function commonAncestorOf(one: TSESTree.Node, other: TSESTree.Node): TSESTree.Node | null {
  let current: TSESTree.Node | undefined = one
  while (current && !isWithin(other, current)) current = current.parent
  return current ?? null
}

/** The template, the sum or the joined list that an expression is, or is the middle of. */
function wholeOf(inner: TSESTree.Node): TSESTree.Node | null {
  let node = inner
  while (node.parent && (isSum(node.parent) || node.parent.type === 'TemplateLiteral')) node = node.parent
  if (node.type === 'TemplateLiteral') return node.parent.type === 'TaggedTemplateExpression' ? null : node
  if (isSum(node)) return node
  const member = node.type === 'ArrayExpression' ? node.parent : null
  if (member?.type !== 'MemberExpression' || propertyName(member) !== 'join') return null
  return member.parent.type === 'CallExpression' && unwrap(member.parent.callee) === member
    ? member.parent
    : null
}

function isSum(node: TSESTree.Node): boolean {
  return node.type === 'BinaryExpression' && node.operator === '+'
}
