// Which parts of a node are evaluated at run time, in which order? For trees whose visitor keys are not at hand.
import type { TSESTree } from '@typescript-eslint/utils'

/** What hangs on a node without being part of the program. */
const notChildren = new Set(['parent', 'loc', 'range', 'tokens', 'comments'])

/** The only TypeScript nodes that are, or hold, code that runs. */
const typeScriptCode = new Set([
  'TSAsExpression',
  'TSEnumBody',
  'TSEnumDeclaration',
  'TSEnumMember',
  'TSExportAssignment',
  'TSExternalModuleReference',
  'TSImportEqualsDeclaration',
  'TSInstantiationExpression',
  'TSModuleBlock',
  'TSModuleDeclaration',
  'TSNonNullExpression',
  'TSParameterProperty',
  'TSSatisfiesExpression',
  'TSTypeAssertion',
])

/** The children of a node in source order, without its types. */
export function runTimeChildrenOf(node: TSESTree.Node): TSESTree.Node[] {
  const children: TSESTree.Node[] = []
  // Asked for every node of a file: the keys are gone through in place.
  for (const key in node) {
    const value: unknown = node[key as keyof TSESTree.Node]
    if (typeof value !== 'object' || value === null || notChildren.has(key)) continue
    for (const child of Array.isArray(value) ? (value as unknown[]) : [value]) {
      if (isNode(child) && isCode(child)) children.push(child)
    }
  }
  return isInOrder(children) ? children : children.sort((one, other) => one.range[0] - other.range[0])
}

function isInOrder(nodes: readonly TSESTree.Node[]): boolean {
  return nodes.every(({ range }, index) => range[0] >= (nodes[index - 1]?.range[0] ?? 0))
}

/** Every node in and below `node`, outermost first; nested functions are left out when asked. Needs no stack. */
export function* runTimeNodesIn(
  node: TSESTree.Node,
  enters: (inner: TSESTree.Node) => boolean = () => true,
): Generator<TSESTree.Node> {
  const pending = [node]
  for (let next = pending.pop(); next; next = pending.pop()) {
    yield next
    if (next === node || enters(next)) pending.push(...runTimeChildrenOf(next).reverse())
  }
}

function isNode(value: unknown): value is TSESTree.Node {
  return (
    typeof value === 'object' &&
    value !== null &&
    'type' in value &&
    typeof value.type === 'string' &&
    'range' in value
  )
}

function isCode(node: TSESTree.Node): boolean {
  return !node.type.startsWith('TS') || typeScriptCode.has(node.type)
}
