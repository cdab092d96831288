// Which assignments write to the properties of this variable or object?
import type { TSESLint, TSESTree } from '@typescript-eslint/utils'
import { withWrites } from './distinct.ts'
import type { Path, Source } from './source.ts'
import type { ThisOwner } from './this-owner.ts'
import { mayHave } from './trace-literal.ts'
import { membersOf } from './trace-member.ts'
import type { Tracer } from './tracer.ts'

/** `root.path = value`, with an empty path `Object.assign(root, value)`, with `*` at its end `root.push(value)`. */
export interface MemberWrite {
  readonly node: TSESTree.AssignmentExpression | TSESTree.CallExpression
  readonly value: TSESTree.Expression
  /** names read from `value`: `({ a: root.path } = value)` */
  readonly valuePath: Path
  /** names below the root; `null` where a name is computed; empty when all of `value` is copied in */
  readonly path: readonly (string | null)[]
  /** the key expression of a computed last name */
  readonly key: TSESTree.Expression | null
  /** true when the root is the `this` of a static member */
  readonly isStatic: boolean
}

/** What a member write starts at: a variable, the owner of `this`, or the name of a global. */
export type WriteRoot = TSESLint.Scope.Variable | ThisOwner | string

const none: readonly MemberWrite[] = []

/** The writes below a root, in source order; `near` is any node of the same file. */
export function writesTo(
  root: WriteRoot,
  near: TSESTree.Node | undefined,
  tracer: Tracer,
): readonly MemberWrite[] {
  const index = near ? tracer.indexOf(near) : tracer.index
  return index.writes.get(root) ?? none
}

/** How a write meets a path: it sets what is read, a part of it, or something else. */
function remainingPath(write: MemberWrite, path: readonly string[]): readonly string[] | null {
  if (write.path.length > path.length) return null
  return meetsStart(write, path) ? path.slice(write.path.length) : null
}

/** Whether the names that both a write and a path have are the same, or may be. */
function meetsStart(write: MemberWrite, path: readonly string[]): boolean {
  return path
    .slice(0, write.path.length)
    .every((name, position) => isSameName(write.path[position] ?? null, name))
}

function isSameName(written: string | null, read: string): boolean {
  return written === null || read === '*' || written === read || (written === '*' && /^\d+$/.test(read))
}

/** What reading `path` gives after these writes, as far as they set it. */
export function writtenSources(
  writes: readonly MemberWrite[],
  path: Path,
  tracer: Tracer,
): readonly Source[] {
  return writesNamed(writes, path[0]).flatMap((write) => {
    const rest = remainingPath(write, path)
    if (!rest || (write.path.length === 0 && !mayHave(write.value, rest[0]))) return []
    const names = [...write.valuePath, ...rest]
    const below = rest.length > 0 ? writesBelow(writes, path.slice(0, write.path.length)) : none
    if (below.length === 0 || write.path.length === 0) return tracer.membersAt(write.value, names)
    // `a.b = {}` is filled by `a.b.c = d`.
    const whole = tracer.membersAt(write.value, write.valuePath)
    return membersOf(withWritesBelow(whole, below), rest, tracer)
  })
}

/** Objects that are written to some more; what is only read from elsewhere stays as it is. */
export function withWritesBelow(
  sources: readonly Source[],
  writes: readonly MemberWrite[],
): readonly Source[] {
  if (writes.length === 0) return sources
  return sources.map((source) => withWrites(source, writes))
}

/** The writes to parts of what `path` reads, as seen from there. */
export function writesBelow(writes: readonly MemberWrite[], path: Path): readonly MemberWrite[] {
  return writesNamed(writes, path[0]).flatMap((write) =>
    write.path.length > path.length && meetsStart(write, path) ? [shortened(write, path.length)] : [],
  )
}

const shorter = new WeakMap<MemberWrite, MemberWrite[]>()

/** One object per write and length, so that lists of writes can be compared. */
function shortened(write: MemberWrite, length: number): MemberWrite {
  const known = shorter.get(write) ?? []
  shorter.set(write, known)
  return (known[length] ??= { ...write, path: write.path.slice(length) })
}

interface WritesByName {
  readonly named: ReadonlyMap<string, readonly MemberWrite[]>
  /** computed names and whole objects: they may set any name */
  readonly others: readonly MemberWrite[]
}

const sorted = new WeakMap<readonly MemberWrite[], WritesByName>()

/** The writes that may set a name directly below their root; all of them for `*` and when no name is asked for. */
export function writesNamed(
  writes: readonly MemberWrite[],
  name: string | undefined,
): readonly MemberWrite[] {
  if (writes.length < 8 || name === undefined || name === '*') return writes
  const known = sorted.get(writes) ?? sortedByName(writes)
  sorted.set(writes, known)
  return [...(known.named.get(name) ?? none), ...known.others]
}

function sortedByName(writes: readonly MemberWrite[]): WritesByName {
  const named = new Map<string, MemberWrite[]>()
  const others: MemberWrite[] = []
  for (const write of writes) {
    const name = write.path[0]
    if (name === undefined || name === null || name === '*') others.push(write)
    else {
      const list = named.get(name)
      if (list) list.push(write)
      else named.set(name, [write])
    }
  }
  return { named, others }
}
