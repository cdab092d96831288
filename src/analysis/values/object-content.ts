// What is the object of a variable made of where it is looked at?
import type { TSESLint, TSESTree } from '@typescript-eslint/utils'

import { mayPrecede } from '../../ast/flow/order.ts'
import { writesReaching } from '../../ast/flow/reaching.ts'
import type { Tracer } from '../../ast/tracer.ts'
import type { ObjectChange } from './object-changes.ts'
import { changesOf } from './object-changes.ts'
import type { VariableValue } from './variable-values.ts'
import { valuesAt, valuesOf } from './variable-values.ts'

export interface ContentQuestion {
  readonly variable: TSESLint.Scope.Variable
  readonly node: TSESTree.Identifier
  /** where the object is looked at: the call that sends it, or where its reference is read in another function */
  readonly place: TSESTree.Node
  readonly path: readonly string[]
  readonly tracer: Tracer
  /** names for which it matters whether they are replaced */
  readonly isSensitive?: (name: string) => boolean
}

export interface Content {
  readonly values: readonly VariableValue[]
  readonly changes: readonly ObjectChange[]
  /** names of which the values' own properties are replaced later */
  readonly without: ReadonlySet<string>
}

/** What a variable's object may be made of; what is replaced on every way is left out. */
export function contentAt({ variable, node, place, path, tracer, isSensitive }: ContentQuestion): Content {
  const values = valuesAt(variable, node)
  const all = changesOf(variable, tracer)
  if (all.length === 0) return { values, changes: all, without: new Set() }
  const fresh = freshNodesOf(variable)
  const changes = all.filter((change) => meets(change.path, path) && mayPrecede(change.node, place, fresh))
  return path.length > 0
    ? withoutReplaced(values, changes, path, place)
    : withoutReplacedKeys(values, changes, place, isSensitive)
}

const freshNodes = new WeakMap<TSESLint.Scope.Variable, ReadonlySet<TSESTree.Node>>()

/** Where the variable is given another object: what was done to the one before no longer counts. */
function freshNodesOf(variable: TSESLint.Scope.Variable): ReadonlySet<TSESTree.Node> {
  const known = freshNodes.get(variable)
  if (known) return known
  const nodes = new Set(valuesOf(variable).flatMap(({ node, replaces }) => (replaces ? [node] : [])))
  freshNodes.set(variable, nodes)
  return nodes
}

/** `event.data = sanitize(event.data)`: what was in `event.data` before does not reach the call. */
function withoutReplaced(
  values: readonly VariableValue[],
  changes: readonly ObjectChange[],
  path: readonly string[],
  place: TSESTree.Node,
): Content {
  const replacing = changes.filter((change) => change.replaces && change.path.length <= path.length)
  if (replacing.length === 0) return { values, changes, without: new Set() }
  const reaching = new Set<unknown>(writesReaching(place, [...values, ...replacing]))
  return {
    values: values.filter((value) => reaching.has(value)),
    changes: changes.filter((change) => !replacing.includes(change) || reaching.has(change)),
    without: new Set(),
  }
}

/** More keys than this are not asked about one by one. */
const mostReplacedKeys = 30

function withoutReplacedKeys(
  values: readonly VariableValue[],
  changes: readonly ObjectChange[],
  place: TSESTree.Node,
  isSensitive: (name: string) => boolean = () => false,
): Content {
  const ofKey = new Map<string, ObjectChange[]>()
  for (const change of changes) {
    const [key] = change.path
    if (change.replaces && change.path.length === 1 && key) {
      ofKey.set(key, [...(ofKey.get(key) ?? []), change])
    }
  }
  const without = new Set<string>()
  const replaced = new Set<ObjectChange>()
  for (const [key, own] of [...ofKey].slice(0, mostReplacedKeys)) {
    if (own.length === 1 && !isSensitive(key)) continue
    const reaching = new Set<unknown>(writesReaching(place, [...values, ...own]))
    if (!values.some((value) => reaching.has(value))) without.add(key)
    for (const change of own) if (!reaching.has(change)) replaced.add(change)
  }
  return { values, changes: changes.filter((change) => !replaced.has(change)), without }
}

/** Whether a change sets what is read, something around it, or a part of it. */
export function meets(changed: readonly (string | null)[], path: readonly string[]): boolean {
  return changed
    .slice(0, path.length)
    .every((name, index) => name === null || name === '*' || path[index] === '*' || name === path[index])
}
