// Does a condition that holds say that two lengths are equal, or that a length is the expected one?
import type { TSESTree } from '@typescript-eslint/utils'

import type { Condition } from '../../ast/control-flow.ts'
import { conditionsIn } from '../../ast/control-flow.ts'
import { runTimeNodesIn } from '../../ast/flow/run-time-children.ts'
import { calledName, lastNameOf, propertyName } from '../../ast/static-value.ts'
import type { Tracer } from '../../ast/tracer.ts'
import { unwrap } from '../../ast/unwrap.ts'
import { fixesLength, patternTestAt } from './fixed-patterns.ts'
import { areRelated, valuesOf } from './related-values.ts'

/** The two values whose lengths must be equal. */
export type Operands = readonly [TSESTree.Node, TSESTree.Node]

/** Shorter than any signature: `parts.length === 2` counts the parts of a header. */
const shortestSignature = 16
const deepest = 4

/** Names of checks that cannot be followed: `isHex64(signature)`, `assertLength(a, b)`. */
const checkingName = /length|len(?![a-z])|size|hex|format|wellformed|shape/i

/** Whether a condition settles that comparing the two operands does not throw. */
export function settlesLengths(
  { condition, holds }: Condition,
  operands: Operands,
  tracer: Tracer,
  depth = 0,
): boolean {
  const node = unwrap(condition)
  switch (node.type) {
    case 'BinaryExpression':
      return isEquality(node, holds) && comparesLengths(node, operands, tracer)
    case 'CallExpression':
      return holds && checksLength(node, operands, tracer)
    case 'Identifier': {
      // `const sameLength = a.length === b.length`
      const variable = tracer.variableAt(node)
      const [value, ...others] = variable ? valuesOf(variable) : []
      if (!value || others.length > 0 || depth > deepest) return false
      return conditionsIn(value, holds).some((inner) => settlesLengths(inner, operands, tracer, depth + 1))
    }
    default:
      return false
  }
}

function isEquality({ operator }: TSESTree.BinaryExpression, holds: boolean): boolean {
  return holds ? operator === '===' || operator === '==' : operator === '!==' || operator === '!='
}

function comparesLengths(
  { left, right }: TSESTree.BinaryExpression,
  operands: Operands,
  tracer: Tracer,
): boolean {
  const lengths = [measuredBy(left, tracer), measuredBy(right, tracer)]
  const [one, other] = lengths
  if (one && other) {
    const fits = (first: TSESTree.Node, second: TSESTree.Node): boolean =>
      areRelated(one, first, tracer) && areRelated(other, second, tracer)
    return fits(operands[0], operands[1]) || fits(operands[1], operands[0])
  }
  const measured = one ?? other
  const size = one ? right : left
  return (
    measured !== null &&
    measured !== undefined &&
    isSignatureLength(size, tracer) &&
    operands.some((operand) => areRelated(measured, operand, tracer))
  )
}

/** What an expression measures: `a` of `a.length`, `a.byteLength`, `Buffer.byteLength(a)`, `a.length * 2`. */
function measuredBy(outer: TSESTree.Node, tracer: Tracer, depth = 0): TSESTree.Node | null {
  const node = unwrap(outer)
  switch (node.type) {
    case 'MemberExpression':
      return /^(?:length|byteLength)$/.test(propertyName(node) ?? '') ? node.object : null
    case 'CallExpression': {
      const [first] = node.arguments
      return first && calledName(node) === 'byteLength' ? first : null
    }
    case 'BinaryExpression': {
      if (node.left.type === 'PrivateIdentifier') return null
      return measuredBy(node.left, tracer, depth) ?? measuredBy(node.right, tracer, depth)
    }
    case 'Identifier': {
      const variable = tracer.variableAt(node)
      const [value] = variable ? valuesOf(variable) : []
      return value && depth < deepest ? measuredBy(value, tracer, depth + 1) : null
    }
    default:
      return null
  }
}

function isSignatureLength(node: TSESTree.Node, tracer: Tracer): boolean {
  return tracer.sourcesOf(node).some((source) => {
    if (source.kind === 'literal')
      return typeof source.value === 'number' && source.value >= shortestSignature
    const names = [...source.path, node.type === 'Identifier' ? node.name : '']
    return names.some((name) => /len|size|bytes/i.test(name))
  })
}

/** `/^[0-9a-f]{64}$/.test(signature)`, or a function of the project that looks at lengths. */
function checksLength(node: TSESTree.CallExpression, operands: Operands, tracer: Tracer): boolean {
  const test = patternTestAt(node, tracer)
  if (test) {
    const isFixed = test.patterns.length > 0 && test.patterns.every(fixesLength)
    return isFixed && operands.some((operand) => areRelated(test.text, operand, tracer))
  }
  const isAbout = node.arguments.some((argument) =>
    operands.some((operand) => areRelated(argument, operand, tracer)),
  )
  if (!isAbout) return false
  const functions = tracer.functionsAt(node.callee)
  if (functions.length === 0) return isCheckByName(node)
  return functions.some((fn) => holdsLengthCheck(fn.body, tracer))
}

/** `assert.equal(a.length, b.length)`, or a function that cannot be followed and is named for it. */
function isCheckByName(node: TSESTree.CallExpression): boolean {
  const name = calledName(node)
  const measured = node.arguments.filter((argument) => /length$/i.test(lastNameOf(argument) ?? ''))
  if (/^(?:equal|strictEqual|is)$/i.test(name)) return measured.length > 0
  return checkingName.test(name)
}

/** Whether code compares a length, or asks a pattern of one length, anywhere. */
export function holdsLengthCheck(code: TSESTree.Node, tracer: Tracer): boolean {
  for (const node of runTimeNodesIn(code)) {
    if (node.type === 'BinaryExpression' && /^[!=]==?$/.test(node.operator)) {
      const { left, right } = node
      const measured = [left, right].filter((side) => measuredBy(side, tracer) !== null)
      if (measured.length === 2) return true
      if (measured.length === 1 && [left, right].some((side) => isSignatureLength(side, tracer))) return true
    }
    if (patternTestAt(node, tracer)?.patterns.some(fixesLength)) return true
  }
  return false
}
