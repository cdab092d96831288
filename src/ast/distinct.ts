// Which of these places are the same? Lists of sources hold each place once, in the order of the source text.
import type { TSESTree } from '@typescript-eslint/utils'
import type { MemberWrite } from './member-writes.ts'
import type { Given, Path, Source } from './source.ts'

/** Each place once, in source order; what is written to one object under different names is brought together. */
export function distinct(sources: readonly Source[]): readonly Source[] {
  if (sources.length < 2) return sources
  const found: Source[] = []
  for (const source of [...sources].sort(compareSources)) {
    const last = found.at(-1)
    if (last && compareSources(last, source) === 0) found[found.length - 1] = merged(last, source)
    else found.push(source)
  }
  return found
}

/** Whether two lists from `distinct` say the same. */
export function areSameSources(some: readonly Source[], others: readonly Source[]): boolean {
  if (some === others) return true
  if (some.length !== others.length) return false
  return some.every((source, index) => {
    const other = others[index]
    return other !== undefined && compareSources(source, other) === 0 && hasSameWrites(source, other)
  })
}

function compareSources(one: Source, other: Source): number {
  if (one === other) return 0
  return (
    compareNodes(one.node, other.node) ||
    compareText(one.kind, other.kind) ||
    comparePaths(one.path, other.path) ||
    compareGiven(one.given ?? [], other.given ?? [])
  )
}

const ids = new WeakMap<TSESTree.Node, number>()
let lastId = 0

/** A number for each node that is never given twice. */
export function idOf(node: TSESTree.Node): number {
  const known = ids.get(node)
  if (known !== undefined) return known
  ids.set(node, ++lastId)
  return lastId
}

/** Source order; the outer of two nodes that start together comes first. */
function compareNodes(one: TSESTree.Node, other: TSESTree.Node): number {
  if (one === other) return 0
  return (
    one.range[0] - other.range[0] ||
    other.range[1] - one.range[1] ||
    compareText(one.type, other.type) ||
    idOf(one) - idOf(other)
  )
}

function compareText(one: string, other: string): number {
  if (one === other) return 0
  return one < other ? -1 : 1
}

function comparePaths(one: Path, other: Path): number {
  if (one === other) return 0
  for (const [index, name] of one.entries()) {
    const difference = compareText(name, other[index] ?? '')
    if (difference !== 0) return difference
  }
  return one.length - other.length
}

function compareGiven(one: readonly Given[], other: readonly Given[]): number {
  for (const [index, given] of one.entries()) {
    const opposite = other[index]
    if (!opposite) return 1
    const difference =
      compareNodes(given.function, opposite.function) || compareNodes(given.call, opposite.call)
    if (difference !== 0) return difference
  }
  return one.length - other.length
}

function writesOf(source: Source): readonly MemberWrite[] {
  return source.kind === 'object' || source.kind === 'array' ? source.writes : []
}

function merged(one: Source, other: Source): Source {
  return one.kind === 'object' || one.kind === 'array' ? withWrites(one, writesOf(other)) : one
}

/** The same place, written to some more. */
export function withWrites(source: Source, more: readonly MemberWrite[]): Source {
  if ((source.kind !== 'object' && source.kind !== 'array') || source.path.length > 0) return source
  const writes = joinedWrites(source.writes, more)
  return writes === source.writes ? source : { ...source, writes }
}

/** Both lists' writes, each once, in source order. */
export function joinedWrites(
  some: readonly MemberWrite[],
  more: readonly MemberWrite[],
): readonly MemberWrite[] {
  if (more.length === 0 || some === more) return some
  if (some.length === 0) return more
  const all = new Set([...some, ...more])
  if (all.size === some.length) return some
  return [...all].sort(
    (one, other) => compareNodes(one.value, other.value) || one.path.length - other.path.length,
  )
}

function hasSameWrites(one: Source, other: Source): boolean {
  const writes = writesOf(one)
  const others = writesOf(other)
  if (writes === others) return true
  return writes.length === others.length && writes.every((write, index) => write === others[index])
}
