// Who calls this function? Answered only where every call is in sight.
import type { TSESLint, TSESTree } from '@typescript-eslint/utils'
import type { CallNode } from './source.ts'
import type { ClassNode, FunctionNode } from './source-file.ts'
import { keyName } from './static-value.ts'
import type { Tracer } from './tracer.ts'
import { unwrap, wrapperOf } from './unwrap.ts'

/** Names read from a function that call it or hand it on. */
const callingMembers = new Set(['call', 'apply', 'bind'])
/** Names for one function after which its calls are no longer looked for. */
const mostAliases = 10

/**
 * Every call of a function (for a constructor, every `new`), in source order; `null` when it can be called from
 * somewhere else: exported, handed on as a value, a public method.
 */
export function callSitesOf(fn: FunctionNode, tracer: Tracer): readonly CallNode[] | null {
  const { parent } = fn
  if (parent.type === 'MethodDefinition' || parent.type === 'PropertyDefinition') {
    return callsOfMember(fn, parent, tracer)
  }
  const outer = wrapperOf(fn).parent
  const inPlace = outer?.type === 'CallExpression' && unwrap(outer.callee) === fn ? [outer] : []
  const holder = holderOf(fn)
  const names = new Set([holder, fn.id ?? null].filter((name) => name !== null))
  if (inPlace.length === 0 && !holder) return null
  const calls = [...names].map((name) => callsByName(name, tracer, new Set()))
  return calls.every((found) => found !== null) ? inOrder([...inPlace, ...calls.flat()]) : null
}

function inOrder(calls: readonly CallNode[]): readonly CallNode[] {
  return [...new Set(calls)].sort(
    (one, other) => one.range[0] - other.range[0] || one.range[1] - other.range[1],
  )
}

/** The variable that holds a function: its own name, or that of the variable it is given to. */
export function holderOf(fn: FunctionNode): TSESTree.Identifier | null {
  return fn.type === 'FunctionDeclaration' ? fn.id : holderOfValue(fn)
}

function holderOfValue(value: FunctionNode | ClassNode): TSESTree.Identifier | null {
  const { parent } = wrapperOf(value)
  if (parent?.type === 'VariableDeclarator') return parent.id.type === 'Identifier' ? parent.id : null
  const isStatement = parent?.type === 'AssignmentExpression' && parent.parent.type === 'ExpressionStatement'
  return isStatement && parent.left.type === 'Identifier' ? parent.left : null
}

function callsByName(
  name: TSESTree.Identifier,
  tracer: Tracer,
  seen: Set<TSESTree.Node>,
): readonly CallNode[] | null {
  const variable = tracer.variableAt(name)
  if (!variable || variable.scope.type === 'global' || isExported(variable)) return null
  if (seen.has(name)) return []
  if (seen.size >= mostAliases) return null
  seen.add(name)
  const calls: CallNode[] = []
  for (const reference of referencesOf(variable, tracer)) {
    const isType = (reference as { isValueReference?: boolean }).isValueReference === false
    if (isType || !reference.isRead()) continue
    const found = callsAt(reference.identifier, tracer, seen)
    if (!found) return null
    calls.push(...found)
  }
  return calls
}

/** A class is referred to by another variable inside of itself. */
function referencesOf(
  variable: TSESLint.Scope.Variable,
  tracer: Tracer,
): readonly TSESLint.Scope.Reference[] {
  const [def] = variable.defs
  if (def?.type !== 'ClassName') return variable.references
  const { scopeManager } = tracer.indexOf(def.node).file
  const names = new Set([variable, ...(scopeManager?.getDeclaredVariables(def.node) ?? [])])
  return [...names].flatMap(({ references }) => references)
}

function isExported({ defs }: TSESLint.Scope.Variable): boolean {
  return defs.some((def) => {
    const node: TSESTree.Node = def.node
    const statement = node.type === 'VariableDeclarator' ? node.parent : node
    return statement.parent.type.startsWith('Export')
  })
}

/** The calls made by one mention of a function; `null` when it hands the function on. */
function callsAt(
  mention: TSESTree.Node,
  tracer: Tracer,
  seen: Set<TSESTree.Node>,
): readonly CallNode[] | null {
  const outer = wrapperOf(mention)
  const { parent } = outer
  switch (parent?.type) {
    case 'CallExpression':
    case 'NewExpression':
      return parent.callee === outer ? [parent] : null
    case 'MemberExpression': {
      const name = keyName(parent.property, parent.computed)
      return parent.object === outer && name !== null && !callingMembers.has(name) ? [] : null
    }
    case 'BinaryExpression':
    case 'UnaryExpression':
    case 'TSTypeQuery':
      return []
    case 'VariableDeclarator': {
      const { id } = parent
      return id.type === 'Identifier' && parent.parent.kind === 'const' ? callsByName(id, tracer, seen) : null
    }
    default:
      return null
  }
}

/** Private methods are called through `this` or by their `#name`, a constructor through its class. */
function callsOfMember(
  fn: FunctionNode,
  member: TSESTree.MethodDefinition | TSESTree.PropertyDefinition,
  tracer: Tracer,
): readonly CallNode[] | null {
  const owner = member.parent.parent
  const name = keyName(member.key, member.computed)
  if (member.type === 'MethodDefinition') {
    if (member.kind === 'constructor') return constructionsOf(owner, tracer)
    if (member.kind !== 'method') return null
  } else if (member.value !== fn) return null
  const isPrivate = member.key.type === 'PrivateIdentifier'
  if (name === null || (!isPrivate && member.accessibility !== 'private')) return null
  const reads =
    tracer
      .indexOf(fn)
      .ownReads.get(isPrivate ? '#' : owner)
      ?.get(name) ?? []
  const inside = reads.filter(({ range }) => range[0] >= owner.range[0] && range[1] <= owner.range[1])
  const calls: CallNode[] = []
  for (const read of inside) {
    const outer = wrapperOf(read)
    const { parent } = outer
    if (parent?.type === 'AssignmentExpression' && parent.left === outer) continue
    if (parent?.type !== 'CallExpression' || parent.callee !== outer) return null
    calls.push(parent)
  }
  return calls
}

function constructionsOf(owner: ClassNode, tracer: Tracer): readonly CallNode[] | null {
  const names = new Set([owner.id, holderOfValue(owner)].filter((name) => name !== null))
  if (names.size === 0) return null
  const calls = [...names].map((name) => callsByName(name, tracer, new Set()))
  if (!calls.every((found) => found !== null)) return null
  return inOrder(calls.flat().filter(({ type }) => type === 'NewExpression'))
}
