// What does one parsed file consist of? The part of ESLint's `SourceCode` that the engines need.
import type { TSESLint, TSESTree } from '@typescript-eslint/utils'

/** A parsed file: ESLint's `SourceCode` is one, and so is a file of the project that was parsed on the way. */
export interface SourceFile {
  readonly ast: TSESTree.Program
  readonly text: string
  readonly scopeManager: TSESLint.Scope.ScopeManager | null
  readonly visitorKeys: Readonly<Record<string, readonly string[] | undefined>>
}

export type FunctionNode =
  TSESTree.FunctionDeclaration | TSESTree.FunctionExpression | TSESTree.ArrowFunctionExpression

export type ClassNode = TSESTree.ClassDeclaration | TSESTree.ClassExpression

export function isFunction(node: TSESTree.Node | null | undefined): node is FunctionNode {
  return (
    node?.type === 'FunctionDeclaration' ||
    node?.type === 'FunctionExpression' ||
    node?.type === 'ArrowFunctionExpression'
  )
}

export function isClass(node: TSESTree.Node | null | undefined): node is ClassNode {
  return node?.type === 'ClassDeclaration' || node?.type === 'ClassExpression'
}

/** The root of the tree a node belongs to. */
export function programOf(node: TSESTree.Node): TSESTree.Program {
  let current: TSESTree.Node = node
  while (current.parent) current = current.parent
  return current
}

/** Whether a node is another one or stands in it. */
export function isWithin({ range }: TSESTree.Node, outer: TSESTree.Node): boolean {
  return range[0] >= outer.range[0] && range[1] <= outer.range[1]
}

/** The children of a node in source order, as the parser's visitor keys name them. */
export function* childrenOf(
  node: TSESTree.Node,
  visitorKeys: SourceFile['visitorKeys'],
): Generator<TSESTree.Node> {
  for (const key of visitorKeys[node.type] ?? []) {
    const child = (node as unknown as Record<string, unknown>)[key]
    const children: readonly unknown[] = Array.isArray(child) ? child : [child]
    for (const item of children) if (isNode(item)) yield item
  }
}

function isNode(value: unknown): value is TSESTree.Node {
  return typeof value === 'object' && value !== null && typeof (value as { type?: unknown }).type === 'string'
}
