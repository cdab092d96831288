// In which order are the parts of an expression evaluated, and which of them only sometimes?
import type { TSESTree } from '@typescript-eslint/utils'

import { decoratorsOf } from '../decorators.ts'
import type { FunctionNode } from '../source-file.ts'
import { calledInPlace } from './code-root.ts'
import type { GraphBuilder, Readers } from './graph-builder.ts'
import { readTest } from './read-test.ts'

export const expressionReaders: Readers = {
  ArrowFunctionExpression: readFunctionValue,
  AssignmentExpression: readAssignment,
  AssignmentPattern(graph, node) {
    maybe(graph, () => {
      graph.read(node.right)
    })
    graph.read(node.left)
    graph.pass(node)
  },
  BinaryExpression: readBinary,
  CallExpression: readCall,
  ChainExpression: readChain,
  ClassDeclaration: readClass,
  ClassExpression: readClass,
  ConditionalExpression: readConditional,
  FunctionDeclaration: (graph, node) => {
    graph.pass(node, node.id)
  },
  FunctionExpression: readFunctionValue,
  LogicalExpression: readLogical,
  MemberExpression: readMember,
  MetaProperty: (graph, node) => {
    graph.pass(node)
  },
  MethodDefinition: readMethod,
  Property(graph, node) {
    if (node.computed) graph.read(node.key)
    graph.read(node.value)
    graph.pass(node)
  },
  PropertyDefinition: readField,
  AccessorProperty: readField,
  TSEnumMember(graph, node) {
    graph.read(node.initializer)
    graph.pass(node)
  },
  UnaryExpression: readUnary,
  UpdateExpression(graph, node) {
    graph.read(node.argument)
    graph.pass(node, node.argument)
  },
  VariableDeclarator: readDeclarator,
}

/** What `draw` draws may be left out. */
function maybe(graph: GraphBuilder, draw: () => void): void {
  const before = graph.at
  draw()
  graph.resumeFrom([before, graph.at])
}

function readFunctionValue(graph: GraphBuilder, node: FunctionNode): void {
  graph.pass(node)
}

function readAssignment(graph: GraphBuilder, node: TSESTree.AssignmentExpression): void {
  const { left, operator, right } = node
  if (operator === '||=' || operator === '&&=' || operator === '??=') {
    const { whenTrue, whenFalse } = readTest(graph, left)
    const [assigning, keeping] = operator === '&&=' ? [whenTrue, whenFalse] : [whenFalse, whenTrue]
    graph.at = assigning
    graph.read(right)
    // `??=` keeps a left side that is false without being null or undefined.
    graph.resumeFrom([graph.at, keeping, operator === '??=' ? whenFalse : null])
  } else if (left.type === 'MemberExpression') {
    graph.readAll([left, right])
  } else {
    graph.readAll([right, left])
  }
  graph.pass(node, left)
}

/** Sums of very many parts are nested deeply on their left; they are read from the innermost outwards. */
function readBinary(graph: GraphBuilder, node: TSESTree.BinaryExpression): void {
  const spine = [node]
  let left: TSESTree.Node = node.left
  while (left.type === 'BinaryExpression') {
    graph.enter(left)
    spine.push(left)
    left = left.left
  }
  graph.read(left)
  for (const part of spine.reverse()) {
    graph.read(part.right)
    graph.pass(part)
  }
}

function readCall(graph: GraphBuilder, node: TSESTree.CallExpression): void {
  graph.read(node.callee)
  if (node.optional) skipChain(graph)
  graph.readAll(node.arguments)
  const fn = calledInPlace(node)
  if (fn) readBodyInPlace(graph, fn)
  graph.pass(node)
  graph.decide([{ kind: 'call', call: node }])
  if (graph.at && graph.neverReturns(node)) {
    graph.stops.add(graph.at)
    graph.at = null
  }
}

function readBodyInPlace(graph: GraphBuilder, fn: FunctionNode): void {
  const end = graph.junction()
  graph.within({ kind: 'function', end }, () => {
    readParameters(graph, fn)
    graph.read(fn.body)
    graph.goTo(end)
  })
  graph.resume(end)
}

/** Each parameter gets its value, or its default. */
export function readParameters(graph: GraphBuilder, fn: FunctionNode): void {
  for (const parameter of fn.params) {
    graph.read(parameter)
    graph.pass(null, parameter)
  }
}

function readChain(graph: GraphBuilder, node: TSESTree.ChainExpression): void {
  const end = graph.junction()
  graph.chainEnds.push(end)
  graph.read(node.expression)
  graph.chainEnds.pop()
  graph.goTo(end)
  graph.resume(end)
  graph.pass(node)
}

/** `?.` leaves the chain when its left side is null or undefined. */
function skipChain(graph: GraphBuilder): void {
  const end = graph.chainEnds.at(-1)
  const here = graph.at
  if (!end || !here) return
  graph.goTo(end)
  graph.at = here
  graph.pass(null)
}

function readMember(graph: GraphBuilder, node: TSESTree.MemberExpression): void {
  graph.read(node.object)
  if (node.optional) skipChain(graph)
  if (node.computed) graph.read(node.property)
  graph.pass(node)
}

function readConditional(graph: GraphBuilder, node: TSESTree.ConditionalExpression): void {
  const { whenTrue, whenFalse } = readTest(graph, node.test)
  graph.at = whenTrue
  graph.read(node.consequent)
  const one = graph.at
  graph.at = whenFalse
  graph.read(node.alternate)
  graph.resumeFrom([one, graph.at])
  graph.pass(node)
}

function readLogical(graph: GraphBuilder, node: TSESTree.LogicalExpression): void {
  const { whenTrue, whenFalse } = readTest(graph, node.left)
  const [further, settled] = node.operator === '&&' ? [whenTrue, whenFalse] : [whenFalse, whenTrue]
  graph.at = further
  graph.read(node.right)
  graph.resumeFrom([graph.at, settled, node.operator === '??' ? whenFalse : null])
  graph.pass(node)
}

function readUnary(graph: GraphBuilder, node: TSESTree.UnaryExpression): void {
  graph.read(node.argument)
  graph.pass(node, node.operator === 'delete' ? node.argument : null)
}

function readDeclarator(graph: GraphBuilder, node: TSESTree.VariableDeclarator): void {
  graph.readAll([node.init, node.id])
  const { parent } = node
  // `var x` without a value leaves x alone, unless a loop fills it.
  const keeps = node.init === null && parent.kind === 'var' && !/^For(?:In|Of)/.test(parent.parent.type)
  graph.pass(node, keeps ? null : node.id)
}

function readClass(graph: GraphBuilder, node: TSESTree.ClassDeclaration | TSESTree.ClassExpression): void {
  graph.readAll([...decoratorsOf(node), node.superClass, node.body])
  graph.pass(node, node.id)
}

function readMethod(graph: GraphBuilder, node: TSESTree.MethodDefinition): void {
  graph.readAll(decoratorsOf(node))
  if (node.computed) graph.read(node.key)
  graph.read(node.value)
  graph.pass(node)
}

/** A field of the class itself is filled at once, a field of its instances when they are made. */
function readField(graph: GraphBuilder, node: TSESTree.PropertyDefinition | TSESTree.AccessorProperty): void {
  graph.readAll(decoratorsOf(node))
  if (node.computed) graph.read(node.key)
  if (node.static) graph.read(node.value)
  graph.pass(node)
}
