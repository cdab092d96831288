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
  BlockStatement: readBody,
  BreakStatement: readJump,
  CatchClause: readCatch,
  ContinueStatement: readJump,
  ExportAllDeclaration: readName,
  ExportDefaultDeclaration: readExport,
  ExportNamedDeclaration: readExport,
  IfStatement: readIf,
  ImportDeclaration: readName,
  LabeledStatement: readLabelled,
  Program: readBody,
  ReturnStatement(graph, node) {
    graph.read(node.argument)
    leave(graph, node, { kind: 'return', label: null })
  },
  StaticBlock: readBody,
  SwitchStatement: readSwitch,
  ThrowStatement(graph, node) {
    graph.read(node.argument)
    leave(graph, node, { kind: 'throw', label: null })
  },
  TryStatement: readTry,
  TSModuleBlock: readBody,
  TSModuleDeclaration(graph, node) {
    graph.read(node.body)
    graph.pass(node)
  },
}

/** Imports and exports of names run nothing. */
function readName(graph: GraphBuilder, node: TSESTree.Node): void {
  graph.pass(node)
}

function readJump(graph: GraphBuilder, node: TSESTree.BreakStatement | TSESTree.ContinueStatement): void {
  const kind = node.type === 'BreakStatement' ? 'break' : 'continue'
  leave(graph, node, { kind, label: node.label?.name ?? null })
}

function leave(graph: GraphBuilder, node: TSESTree.Node, jump: Jump): void {
  graph.pass(node)
  graph.jump(jump)
}

function readBody(graph: GraphBuilder, { body }: { readonly body: readonly TSESTree.Node[] }): void {
  hoist(graph, body)
  readInOrder(graph, body)
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
  graph.within({ kind: 'breakable', labels, unlabelled: false, end, next: null }, () => {
    graph.read(node.body)
  })
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
