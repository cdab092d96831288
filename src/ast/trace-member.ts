// What does a property hold in each place its object can come from?
import type { TSESTree } from '@typescript-eslint/utils'
import { distinct } from './distinct.ts'
import { rootNamed } from './find-writes.ts'
import { inContext } from './given.ts'
import { globalObjects } from './known-functions.ts'
import type { WriteRoot } from './member-writes.ts'
import { withWritesBelow, writesBelow, writesTo, writtenSources } from './member-writes.ts'
import type { ArraySource, GlobalSource, Path, Source } from './source.ts'
import { extended, unknownAt } from './source.ts'
import { memberChainOf, propertyName } from './static-value.ts'
import { memberOfResult } from './trace-collection.ts'
import { memberOfDeclaration, objectMember } from './trace-literal.ts'
import {
  memberOfDeclared,
  memberOfFunction,
  memberOfNew,
  memberOfOwner,
  memberOfSuper,
} from './trace-owner.ts'
import type { Tracer } from './tracer.ts'

/** Keys a computed name may take before it counts as any key. */
const mostKeys = 16

/** The sources of `a.b`: what `b` is in each source of `a`, and what is written to `a.b` by that name. */
export function traceMember(node: TSESTree.MemberExpression, tracer: Tracer): readonly Source[] {
  const keys = keysOf(node, tracer)
  if (node.object.type === 'Super') return keys.flatMap((key) => memberOfSuper(node.object, key, tracer))
  const objects = tracer.sourcesOf(node.object)
  const values = keys.flatMap((key) => membersOf(objects, [key], tracer))
  return withWritten(node, values, tracer)
}

/** The names a member expression can read; `*` when they are not known. */
export function keysOf(node: TSESTree.MemberExpression, tracer: Tracer): readonly string[] {
  const name = propertyName(node)
  if (name !== null) return [name]
  const sources = tracer.sourcesOf(node.property).filter((source) => source.kind !== 'declared')
  const keys = sources.flatMap((source) =>
    source.kind === 'literal' && (typeof source.value === 'string' || typeof source.value === 'number')
      ? [String(source.value)]
      : [],
  )
  return keys.length === sources.length && keys.length <= mostKeys ? keys : ['*']
}

/** Adds what is written to a member under the same name, and what is written below it. */
function withWritten(
  node: TSESTree.MemberExpression,
  values: readonly Source[],
  tracer: Tracer,
): readonly Source[] {
  const { root, path } = memberChainOf(node)
  const owner = writeRootAt(root, tracer)
  const writes = owner === null ? [] : writesTo(owner, node, tracer)
  if (writes.length === 0) return values
  const names = path.map((name) => name ?? '*')
  const written = writtenSources(writes, names, tracer)
  return withWritesBelow([...values, ...written], writesBelow(writes, names))
}

/** What writes below an expression are filed under: its variable, the owner of `this`, or a global's name. */
export function writeRootAt(root: TSESTree.Node, tracer: Tracer): WriteRoot | null {
  const index = tracer.indexOf(root)
  if (root.type === 'ThisExpression') return index.thisPlaces.get(root)?.owner ?? null
  return rootNamed(root, index)?.root ?? null
}

/** What reading a path gives in each of these places. */
export function membersOf(sources: readonly Source[], path: Path, tracer: Tracer): readonly Source[] {
  let current = sources
  for (const key of path) {
    const members = current.flatMap((source) => memberOf(source, key, tracer))
    tracer.goThrough(members.length)
    current = distinct(members)
  }
  return current
}

function memberOf(source: Source, key: string, tracer: Tracer): readonly Source[] {
  switch (source.kind) {
    case 'global':
      return memberOfGlobal(source, key, tracer)
    case 'import':
      // A namespace or a required module: its first name is the export to look for.
      return source.path.length === 0 ? tracer.followed(extended(source, [key])) : [extended(source, [key])]
    case 'declared':
      return [extended(source, [key]), ...memberOfDeclared(source, key, tracer)]
    case 'call': {
      const found = memberOfResult(source, key, tracer)
      return found ? inContext(found, source.given, tracer) : [extended(source, [key])]
    }
    case 'array':
      return inContext(memberOfArray(source, key, tracer), source.given, tracer)
    default:
      return source.path.length > 0
        ? [extended(source, [key])]
        : inContext(memberOfWhole(source, key, tracer), source.given, tracer)
  }
}

function memberOfWhole(source: Source, key: string, tracer: Tracer): readonly Source[] {
  switch (source.kind) {
    case 'literal':
      return source.value === undefined || source.value === null ? [] : [unknownAt(source.node)]
    case 'object':
      return objectMember(source, key, tracer)
    case 'instance':
      return memberOfOwner(source.node, key, source.isStatic, tracer)
    case 'class':
      return memberOfOwner(source.node, key, true, tracer)
    case 'function':
      return memberOfFunction(source.node, key, tracer) ?? [extended(source, [key])]
    case 'new':
      return memberOfNew(source.node, key, tracer)
    case 'unknown':
      return memberOfDeclaration(source.node, key, tracer) ?? [extended(source, [key])]
    default:
      return [extended(source, [key])]
  }
}

/** `globalThis.cio` may have been written to, under any name of the global object. */
function memberOfGlobal(source: GlobalSource, key: string, tracer: Tracer): readonly Source[] {
  const member = extended(source, [key])
  return [member, ...writtenToGlobal([source.name, ...member.path], source.node, tracer)]
}

/** What is written to a global: `globalThis.cio = …`, `window.cio = …`, `config.cio = …`. */
export function writtenToGlobal(names: Path, near: TSESTree.Node, tracer: Tracer): readonly Source[] {
  const [first = ''] = names
  const isBelowObject = globalObjects.has(first)
  const below = isBelowObject ? names.slice(1) : names
  const roots = [...globalObjects, ...below.slice(0, 1)].filter(
    (root) => writesTo(root, near, tracer).length > 0,
  )
  if (roots.length === 0 || below.length === 0) return []
  // `window.q[name] = window.q[name] || f(name)` leads back to itself: one answer per name, so that the circle closes.
  const { ast } = tracer.indexOf(near).file
  return tracer.answer(ast, ['global', ...below].join('\0'), () =>
    roots.flatMap((root) => {
      const path = globalObjects.has(root) ? below : below.slice(1)
      return path.length === 0 ? [] : writtenSources(writesTo(root, near, tracer), path, tracer)
    }),
  )
}

/** Elements of the literal and added ones; `...` in front is the rest of a destructured list. */
function memberOfArray(source: ArraySource, key: string, tracer: Tracer): readonly Source[] {
  const isRest = source.path.length === 1 && source.path[0] === '...'
  const isIndex = /^\d+$/.test(key)
  if ((source.path.length > 0 && !isRest) || (!isIndex && key !== '*')) return [extended(source, [key])]
  const { node, writes } = source
  const added = writtenSources(writes, [key], tracer)
  if (key === '*' || isRest || hasSpread(node)) {
    return [...tracer.answer(node, '*', () => elementsOf(node, tracer)), ...added]
  }
  const element = node.elements[Number(key)]
  if (element) return [...tracer.sourcesOf(element), ...added]
  return added.length > 0 ? added : [extended(source, [key])]
}

function hasSpread(node: TSESTree.ArrayExpression): boolean {
  return node.elements.some((element) => element?.type === 'SpreadElement')
}

function elementsOf(node: TSESTree.ArrayExpression, tracer: Tracer): readonly Source[] {
  return node.elements.flatMap((element) => {
    if (element === null) return []
    return element.type === 'SpreadElement'
      ? tracer.membersAt(element.argument, ['*'])
      : tracer.sourcesOf(element)
  })
}
