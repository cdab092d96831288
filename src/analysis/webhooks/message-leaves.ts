// Of which values is a signed message put together, and was one of them serialized on the way?
import type { TSESTree } from '@typescript-eslint/utils'

import { isGlobal } from '../../ast/known-functions.ts'
import { calledName, propertyName } from '../../ast/static-value.ts'
import type { Tracer } from '../../ast/tracer.ts'
import { unwrap, unwrapAwait } from '../../ast/unwrap.ts'
import { formOfConversion } from '../signatures/conversions.ts'
import { valuesGivenTo } from '../signatures/given-values.ts'
import { effectOf } from '../signatures/method-effects.ts'
import { valuesOf } from '../signatures/related-values.ts'
import type { SignatureOrigins } from '../signatures/signature-origins.ts'

/** A value that goes into a message. */
export interface MessageLeaf {
  readonly value: TSESTree.Node
  /** the `JSON.stringify(value)` that writes it; `null` where it goes in as it is */
  readonly serializer: TSESTree.CallExpression | null
  /** the argument through which the linted file hands the value to a function of another one; else `null` */
  readonly argument: TSESTree.Node | null
  /** where the message mentions it: the value itself, or the variable that holds it */
  readonly mention: TSESTree.Node
}

interface Step extends Omit<MessageLeaf, 'value'> {
  readonly node: TSESTree.Node
}

/** Steps that one message may take: helpers, variables and templates. */
const mostSteps = 150

/** The values of which a message is made, through variables, templates, conversions and functions of the project. */
export function leavesOf(message: TSESTree.Node, signatures: SignatureOrigins): readonly MessageLeaf[] {
  const leaves: MessageLeaf[] = []
  const seen = new Set<TSESTree.Node>()
  const pending: Step[] = [{ node: message, mention: message, serializer: null, argument: null }]
  for (let step = pending.pop(); step && seen.size < mostSteps; step = pending.pop()) {
    const node = unwrapAwait(step.node)
    if (seen.has(node)) continue
    seen.add(node)
    const next = stepsFrom({ ...step, node }, signatures)
    if (next) pending.push(...next)
    else leaves.push({ ...step, value: node })
  }
  return leaves
}

/** What a value is made of; `null` for a leaf. */
function stepsFrom(step: Step, signatures: SignatureOrigins): readonly Step[] | null {
  const to = (nodes: readonly TSESTree.Node[]): readonly Step[] =>
    nodes.map((node) => ({ ...step, node, mention: node }))
  const { node } = step
  switch (node.type) {
    case 'TemplateLiteral':
      return to(node.expressions)
    case 'BinaryExpression':
      return node.operator === '+' ? to([node.left, node.right]) : null
    case 'ConditionalExpression':
      return to([node.consequent, node.alternate])
    case 'LogicalExpression':
      return to(node.operator === '&&' ? [node.right] : [node.left, node.right])
    case 'ArrayExpression':
      return step.serializer ? null : to(node.elements.filter((element) => element !== null))
    case 'Identifier':
      return ofVariable(step, node, signatures)
    case 'CallExpression':
      return ofCall(step, node, signatures)
    case 'NewExpression':
      return node.arguments.length > 0 && formOfConversion(node.callee, signatures.tracer)
        ? to(node.arguments.slice(0, 1))
        : null
    default:
      return null
  }
}

/** The values of a variable; what the calls of this file give to a parameter. */
function ofVariable(
  step: Step,
  node: TSESTree.Identifier,
  signatures: SignatureOrigins,
): readonly Step[] | null {
  const { tracer } = signatures
  const variable = tracer.variableAt(node)
  const [def] = variable?.defs ?? []
  if (def?.type === 'Parameter') return ofParameter(step, node, signatures)
  // What is taken out of an object is a leaf: its sources tell more.
  if (!variable || def?.type !== 'Variable' || def.node.id.type !== 'Identifier') return null
  const values = valuesOf(variable)
  return values.length > 0 ? values.map((value) => ({ ...step, node: value })) : null
}

function ofParameter(
  step: Step,
  node: TSESTree.Identifier,
  signatures: SignatureOrigins,
): readonly Step[] | null {
  const { tracer } = signatures
  const steps = tracer.sourcesOf(node).flatMap((source) => {
    if (source.kind !== 'parameter') return []
    return valuesGivenTo(source, signatures).map((given): Step => {
      const isOfOtherFile = tracer.indexOf(source.function) !== tracer.indexOf(given.argument)
      const argument = isOfOtherFile ? given.argument : step.argument
      return { ...step, node: given.node, mention: given.node, argument }
    })
  })
  return steps.length > 0 ? steps : null
}

function ofCall(
  step: Step,
  node: TSESTree.CallExpression,
  signatures: SignatureOrigins,
): readonly Step[] | null {
  const { tracer } = signatures
  const to = (nodes: readonly TSESTree.Node[]): readonly Step[] =>
    nodes.map((inner) => ({ ...step, node: inner, mention: inner }))
  const [first] = node.arguments
  if (first && isJson(node, 'stringify', tracer)) {
    // A replacer writes the form that a vendor asks for, with sorted keys, say.
    return isPlain(node) ? [{ ...step, node: first, mention: first, serializer: node }] : []
  }
  const callee = unwrap(node.callee)
  const functions = tracer.functionsAt(callee)
  if (functions.length > 0) return to(functions.flatMap((fn) => tracer.returnsOf(fn)))
  if (callee.type === 'MemberExpression' && effectOf(propertyName(callee) ?? '') !== null) {
    return to([callee.object])
  }
  const isConversion = formOfConversion(callee, tracer) !== null || calledName(node) === 'encode'
  return isConversion && first ? to([first]) : null
}

/** Whether a call is `JSON.stringify()` or `JSON.parse()`. */
export function isJson(
  node: TSESTree.CallExpression,
  method: 'parse' | 'stringify',
  tracer: Tracer,
): boolean {
  return tracer.sourcesOf(node.callee).some((source) => isGlobal(source, 'JSON', method))
}

function isPlain({ arguments: [, replacer] }: TSESTree.CallExpression): boolean {
  if (!replacer) return true
  return replacer.type === 'Literal' || (replacer.type === 'Identifier' && replacer.name === 'undefined')
}
