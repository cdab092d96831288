// Can a variable get a new value from code that does not stand here: another function, or another run of this one?
import type { TSESTree } from '@typescript-eslint/utils'

import { isFunction, programOf } from '../source-file.ts'
import type { FunctionNode } from '../source-file.ts'
import type { CodeRoot } from './code-root.ts'
import { functionOf, rootOf, runsInPlace } from './code-root.ts'
import { runTimeNodesIn } from './run-time-children.ts'
import { targetsOf } from './written-names.ts'

type Scope = FunctionNode | TSESTree.Program

/** The names declared by each function, and every assignment that is no declaration; read once per program. */
interface Names {
  readonly everywhere: Map<Scope, Set<string>>
  /** names of inner blocks, which may or may not be the variable meant */
  readonly inBlocks: Map<Scope, Set<string>>
  readonly assigned: Map<string, TSESTree.Identifier[]>
  readonly answers: Map<CodeRoot, Map<string, boolean>>
}

const known = new WeakMap<TSESTree.Program, Names>()

/** True when the variable that `name` means at `node` is assigned by code outside the graph of `root`, or is shared by its runs. */
export function isWrittenElsewhere(name: string, node: TSESTree.Node, root: CodeRoot): boolean {
  const program = programOf(node)
  let names = known.get(program)
  if (!names) known.set(program, (names = namesIn(program)))
  const scope = functionOf(node)
  const answers = names.answers.get(root) ?? new Map<string, boolean>()
  names.answers.set(root, answers)
  const key = `${scope.range[0]} ${name}`
  let answer = answers.get(key)
  if (answer === undefined) answers.set(key, (answer = findWriter(name, scope, root, names)))
  return answer
}

function findWriter(name: string, scope: Scope, root: CodeRoot, names: Names): boolean {
  const meant = declarersOf(name, scope, names)
  return (names.assigned.get(name) ?? []).some((written) => {
    const shared = declarersOf(name, functionOf(written), names).filter((declarer) =>
      meant.includes(declarer),
    )
    const writer = rootOf(written)
    return shared.some((declarer) => writer !== root || !isPartOf(declarer, root))
  })
}

function isPartOf(scope: Scope, root: CodeRoot): boolean {
  return scope === root || (isFunction(scope) && runsInPlace(scope) && rootOf(scope) === root)
}

/** The functions whose variable a name may be: more than one where an inner block declares it too. */
function declarersOf(name: string, from: Scope, names: Names): Scope[] {
  const declarers: Scope[] = []
  for (let scope = from; ; scope = functionOf(scope)) {
    const certain = scope.type === 'Program' || !isFunction(scope) || names.everywhere.get(scope)?.has(name)
    if (certain || names.inBlocks.get(scope)?.has(name)) declarers.push(scope)
    if (certain) return declarers
  }
}

function namesIn(program: TSESTree.Program): Names {
  const names: Names = {
    everywhere: new Map(),
    inBlocks: new Map(),
    assigned: new Map(),
    answers: new Map(),
  }
  for (const node of runTimeNodesIn(program)) {
    const assigned = assignmentTargetIn(node)
    if (assigned) addAssigned(assigned, names)
    else addDeclared(node, names)
  }
  return names
}

function addAssigned(assigned: TSESTree.Node, names: Names): void {
  for (const target of targetsOf(assigned).names) {
    const writes = names.assigned.get(target.name)
    if (writes) writes.push(target)
    else names.assigned.set(target.name, [target])
  }
}

function assignmentTargetIn(node: TSESTree.Node): TSESTree.Node | null {
  switch (node.type) {
    case 'AssignmentExpression':
      return node.left
    case 'UpdateExpression':
      return node.argument
    case 'ForInStatement':
    case 'ForOfStatement':
      return node.left.type === 'VariableDeclaration' ? null : node.left
    default:
      return null
  }
}

function addDeclared(node: TSESTree.Node, names: Names): void {
  const declare = (scope: Scope, pattern: TSESTree.Node | null | undefined, block: boolean): void => {
    const map = block ? names.inBlocks : names.everywhere
    const declared = map.get(scope) ?? new Set()
    map.set(scope, declared)
    for (const target of pattern ? targetsOf(pattern).names : []) declared.add(target.name)
  }
  if (isFunction(node)) {
    for (const parameter of node.params) declare(node, parameter, false)
    if (node.type === 'FunctionExpression') declare(node, node.id, false)
  }
  switch (node.type) {
    case 'FunctionDeclaration':
    case 'ClassDeclaration':
      declare(functionOf(node), node.id, isInBlock(node))
      break
    case 'VariableDeclaration':
      declare(functionOf(node), node, node.kind !== 'var' && isInBlock(node))
      break
    case 'ImportSpecifier':
    case 'ImportDefaultSpecifier':
    case 'ImportNamespaceSpecifier':
      declare(functionOf(node), node.local, false)
      break
    case 'CatchClause':
      declare(functionOf(node), node.param, true)
      break
  }
}

/** Does this declaration stand in a block of its own, rather than in the body of its function? */
function isInBlock(node: TSESTree.Node): boolean {
  const exported = node.parent?.type.startsWith('Export') ? node.parent : node
  const block = exported.parent
  return block?.type !== 'Program' && !isFunction(block?.parent)
}
