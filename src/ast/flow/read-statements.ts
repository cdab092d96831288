// In which order are statements executed, and where do they leave their place?
import type { TSESTree } from '@typescript-eslint/utils'

import { constantTest, isBoolean } from './conditions.ts'
import type { Point } from './control-graph.ts'
import type { GraphBuilder, Readers } from './graph-builder.ts'
import type { Jump } from './jumps.ts'
import type { Decision } from './knowledge.ts'
import { loopReaders } from './read-loops.ts'
import { decisionsOf, readTest } from './read-test.ts'
import { readCatch, readTry } from './read-try.ts'
import { hasSideEffects } from './side-effects.ts'

type Export = TSESTree.ExportNamedDeclaration | TSESTree.ExportDefaultDeclaration

export const statementReaders: Readers = {
  ...loopReaders,
  BlockStatement: (graph, node) => readList(graph, node.body),
  BreakStatement: (graph, node) => leave(graph, node, { kind: 'break', label: node.label?.name ?? null }),
  CatchClause: readCatch,
  ContinueStatement: (graph, node) =>
    leave(graph, node, { kind: 'continue', label: node.label?.name ?? null }),
  ExportAllDeclaration: (graph, node) => graph.pass(node),
  ExportDefaultDeclaration: readExport,
  ExportNamedDeclaration: readExport,
  IfStatement: readIf,
  ImportDeclaration: (graph, node) => graph.pass(node),
  LabeledStatement: readLabelled,
  Program: (graph, node) => readList(graph, node.body),
  ReturnStatement(graph, node) {
    graph.read(node.argument)
    leave(graph, node, { kind: 'return', label: null })
  },
  StaticBlock: (graph, node) => readList(graph, node.body),
  SwitchStatement: readSwitch,
  ThrowStatement(graph, node) {
    graph.read(node.argument)
    leave(graph, node, { kind: 'throw', label: null })
  },
  TryStatement: readTry,
  TSModuleBlock: (graph, node) => readList(graph, node.body),
  TSModuleDeclaration(graph, node) {
    graph.read(node.body)
    graph.pass(node)
  },
}

function leave(graph: GraphBuilder, node: TSESTree.Node, jump: Jump): void {
  graph.pass(node)
  graph.jump(jump)
}

function readList(graph: GraphBuilder, statements: readonly TSESTree.Node[]): void {
  hoist(graph, statements)
  readInOrder(graph, statements)
}

/** Function declarations exist from the start of their block. */
function hoist(graph: GraphBuilder, statements: readonly TSESTree.Node[]): void {
  for (const statement of statements) graph.read(functionDeclaredBy(statement))
}

function readInOrder(graph: GraphBuilder, statements: readonly TSESTree.Node[]): void {
  for (const statement of statements) if (statement.type !== 'FunctionDeclaration') graph.read(statement)
}

function readExport(graph: GraphBuilder, node: Export): void {
  if (!functionDeclaredBy(node)) graph.read(node.declaration)
  graph.pass(node)
}

function functionDeclaredBy(statement: TSESTree.Node): TSESTree.FunctionDeclaration | null {
  const exported =
    statement.type === 'ExportNamedDeclaration' || statement.type === 'ExportDefaultDeclaration'
  const declaration = exported ? statement.declaration : statement
  return declaration?.type === 'FunctionDeclaration' ? declaration : null
}

function readIf(graph: GraphBuilder, node: TSESTree.IfStatement): void {
  graph.pass(node)
  const { whenTrue, whenFalse } = readTest(graph, node.test)
  graph.at = whenTrue
  graph.read(node.consequent)
  const one = graph.at
  graph.at = whenFalse
  graph.read(node.alternate)
  graph.resumeFrom([one, graph.at])
}

function readLabelled(graph: GraphBuilder, node: TSESTree.LabeledStatement): void {
  graph.pass(node)
  const end = graph.junction()
  const labels = [node.label.name]
  graph.within({ kind: 'breakable', labels, unlabelled: false, end, next: null }, () => graph.read(node.body))
  graph.goTo(end)
  graph.resume(end)
}

function readSwitch(graph: GraphBuilder, node: TSESTree.SwitchStatement): void {
  graph.pass(node)
  graph.read(node.discriminant)
  for (const one of node.cases) hoist(graph, one.consequent)
  const end = graph.junction()
  const entries = new Map(node.cases.map((one) => [one, graph.junction()]))
  readCaseTests(graph, node.discriminant, entries)
  const [, fallback] = [...entries].find(([one]) => one.test === null) ?? []
  graph.goTo(fallback ?? end)
  graph.within({ kind: 'breakable', labels: [], unlabelled: true, end, next: null }, () => {
    for (const [one, entry] of entries) {
      graph.goTo(entry) // falling through
      graph.resume(entry)
      if (graph.at) graph.enter(one)
      graph.pass(one)
      readInOrder(graph, one.consequent)
    }
  })
  graph.goTo(end)
  graph.resume(end)
}

/** Control goes on where no case was meant. */
function readCaseTests(
  graph: GraphBuilder,
  discriminant: TSESTree.Expression,
  entries: ReadonlyMap<TSESTree.SwitchCase, Point>,
): void {
  // A test that changes something may have changed what was compared with.
  let isSettled = true
  for (const [{ test }, entry] of entries) {
    if (test === null) continue
    isSettled &&= constantTest(discriminant) !== null || !hasSideEffects(test)
    graph.read(test)
    const compared = graph.at
    const branch = (holds: boolean): void => {
      graph.at = compared
      graph.pass(null)
      if (isSettled) graph.decide(decisionsOfCase(discriminant, test, holds))
    }
    branch(true)
    graph.goTo(entry)
    branch(false)
  }
}

/** `switch (true) { case a === b: … }` and `switch (a === b) { case false: … }` are tests in disguise. */
function decisionsOfCase(
  discriminant: TSESTree.Expression,
  test: TSESTree.Expression,
  equal: boolean,
): Decision[] {
  const decisions: Decision[] = [{ kind: 'equality', left: discriminant, right: test, holds: equal }]
  for (const [side, other] of [
    [discriminant, test],
    [test, discriminant],
  ] as const) {
    const constant = constantTest(other)
    if (constant === null) continue
    const value = other.type === 'Literal' && typeof other.value === 'boolean'
    if (equal) decisions.push(...decisionsOf(side, constant))
    else if (value && isBoolean(side)) decisions.push(...decisionsOf(side, !constant))
  }
  return decisions
}
