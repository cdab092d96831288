// What does a property hold in each place its object can come from?
import type { TSESTree } from '@typescript-eslint/utils'
import { jsdocTagsOf } from './jsdoc.ts'
import { remainingPath, writesTo } from './member-writes.ts'
import { namedClasses, readType } from './declared-type.ts'
import type { DeclaredSource, ObjectSource, Source } from './source.ts'
import { distinct, extended } from './source.ts'
import type { ClassNode } from './source-file.ts'
import { isClass } from './source-file.ts'
import { keyName, memberChainOf, propertyName } from './static-value.ts'
import type { ThisOwner } from './this-owner.ts'
import { constructorOf, thisPlaceOf } from './this-owner.ts'
import type { Tracer } from './tracer.ts'
import { unknownAt } from './tracer.ts'

/** Keys a computed name may take before it counts as any key. */
const mostKeys = 16

/** The sources of `a.b`: what `b` is in each source of `a`, and what is written to `a.b` by that name. */
export function traceMember(node: TSESTree.MemberExpression, tracer: Tracer): readonly Source[] {
  const objects = tracer.sourcesOf(node.object)
  const values = keysOf(node, tracer).flatMap((key) => membersOf(objects, [key], tracer))
  return [...values, ...writtenTo(node, tracer)]
}

/** The names a member expression can read; `*` when they are not known. */
export function keysOf(node: TSESTree.MemberExpression, tracer: Tracer): readonly string[] {
  const name = propertyName(node)
  if (name !== null) return [name]
  const sources = tracer.sourcesOf(node.property)
  const keys = sources.flatMap((source) =>
    source.kind === 'literal' && (typeof source.value === 'string' || typeof source.value === 'number')
      ? [String(source.value)]
      : [],
  )
  return keys.length === sources.length && keys.length > 0 && keys.length <= mostKeys ? keys : ['*']
}

function writtenTo(node: TSESTree.MemberExpression, tracer: Tracer): readonly Source[] {
  const { root, path } = memberChainOf(node)
  const owner = ownerOf(root, tracer)
  if (owner === null) return []
  const names = path.map((name) => name ?? '*')
  return writesTo(owner, node, tracer).flatMap((write) => {
    const rest = write.path.length === 0 ? null : remainingPath(write, names)
    return rest ? membersOf(tracer.sourcesOf(write.value), rest, tracer) : []
  })
}

function ownerOf(root: TSESTree.Node, tracer: Tracer) {
  if (root.type === 'ThisExpression') return thisPlaceOf(root)?.owner ?? null
  return root.type === 'Identifier' ? (tracer.variableAt(root) ?? root.name) : null
}

/** What reading a path gives in each of these places. */
export function membersOf(
  sources: readonly Source[],
  path: readonly string[],
  tracer: Tracer,
): readonly Source[] {
  let current = sources
  for (const key of path) current = distinct(current.flatMap((source) => memberOf(source, key, tracer)))
  return current
}

function memberOf(source: Source, key: string, tracer: Tracer): readonly Source[] {
  if (source.path.length > 0) return [extended(source, [key])]
  // A namespace or a required module: its first name is the export to look for.
  if (source.kind === 'import') return tracer.followed(extended(source, [key]))
  if (source.kind === 'literal') {
    return source.value === undefined || source.value === null ? [] : [unknownAt(source.node)]
  }
  const isStatic = source.kind === 'class' || (source.kind === 'instance' && source.isStatic)
  return tracer.memberOnce(source.node, isStatic ? `static ${key}` : key, () =>
    memberOfPlace(source, key, tracer),
  )
}

function memberOfPlace(source: Source, key: string, tracer: Tracer): readonly Source[] {
  switch (source.kind) {
    case 'object':
      return objectMember(source, key, tracer)
    case 'array':
      return arrayMember(source.node, key, tracer)
    case 'instance':
      return ownerMember(source.node, key, source.isStatic, tracer)
    case 'class':
      return ownerMember(source.node, key, true, tracer)
    case 'new':
      return newMember(source.node, key, tracer)
    case 'declared':
      return declaredMember(source, key, tracer)
    default:
      return [extended(source, [key])]
  }
}

/** A member of a value whose written type is a class of the project: what the class says of it. */
function declaredMember(source: DeclaredSource, key: string, tracer: Tracer): readonly Source[] {
  const members = classesOf(source, tracer).flatMap((node) => ownerMember(node, key, false, tracer))
  return [
    extended(source, [key]),
    ...members.filter(({ kind, path }) => kind !== 'instance' || path.length === 0),
  ]
}

function classesOf(source: DeclaredSource, tracer: Tracer): readonly ClassNode[] {
  return namedClasses(readType(source.type)).flatMap(({ node, module, exportPath }) => {
    if (node && isClass(node)) return [node]
    if (module === null) return []
    const imported = tracer.followed({
      kind: 'import',
      node: source.node,
      module,
      isTypeOnly: false,
      path: exportPath,
    })
    return imported.flatMap((found) =>
      found.kind === 'class' && found.path.length === 0 ? [found.node] : [],
    )
  })
}

/** Later properties win over earlier ones; spreads and computed keys may hold the name. */
function objectMember({ node, writes }: ObjectSource, key: string, tracer: Tracer): readonly Source[] {
  const found: Source[] = []
  for (const write of writes) {
    const rest = remainingPath(write, [key])
    if (rest)
      found.push(...membersOf(tracer.sourcesOf(write.value), write.path.length === 0 ? [key] : [], tracer))
  }
  for (const property of [...node.properties].reverse()) {
    if (property.type === 'SpreadElement') {
      found.push(...membersOf(tracer.sourcesOf(property.argument), [key], tracer))
      continue
    }
    const name = keyName(property.key, property.computed)
    if (name !== null && name !== key && key !== '*') continue
    found.push(...propertyValue(property, tracer))
    if (name === key) return found
  }
  return found.length > 0 ? found : [{ kind: 'literal', node, value: undefined, path: [] }]
}

function propertyValue(property: TSESTree.Property, tracer: Tracer): readonly Source[] {
  const { value } = property
  if (property.kind === 'get' && value.type === 'FunctionExpression') return tracer.resultOf(value, null)
  return tracer.sourcesOf(value)
}

function arrayMember(node: TSESTree.ArrayExpression, key: string, tracer: Tracer): readonly Source[] {
  const hasSpread = node.elements.some((element) => element?.type === 'SpreadElement')
  if (key === '*' || (hasSpread && /^\d+$/.test(key))) {
    return node.elements.flatMap((element) => {
      if (element === null) return []
      return element.type === 'SpreadElement'
        ? membersOf(tracer.sourcesOf(element.argument), ['*'], tracer)
        : tracer.sourcesOf(element)
    })
  }
  const element = /^\d+$/.test(key) ? node.elements[Number(key)] : null
  return element ? tracer.sourcesOf(element) : [{ kind: 'unknown', node, path: [key] }]
}

/** A member of `new X()`: of the class or constructor function when the project defines it. */
function newMember(node: TSESTree.NewExpression, key: string, tracer: Tracer): readonly Source[] {
  return tracer.sourcesOf(node.callee).flatMap((source): readonly Source[] => {
    const isOwn = (source.kind === 'class' || source.kind === 'function') && source.path.length === 0
    if (isOwn && source.node.type !== 'ArrowFunctionExpression') {
      const members = ownerMember(source.node, key, false, tracer)
      const isUnknown = members.every((member) => member.kind === 'instance' && member.path.length > 0)
      return isUnknown ? [{ kind: 'new', node, path: [key] }] : members
    }
    return source.kind === 'declared' ? [] : [{ kind: 'new', node, path: [key] }]
  })
}

/** A member of what owns `this`: fields, methods, accessors, assignments, then the superclass. */
function ownerMember(owner: ThisOwner, key: string, isStatic: boolean, tracer: Tracer): readonly Source[] {
  if (owner.type === 'ObjectExpression') {
    return objectMember(
      { kind: 'object', node: owner, path: [], writes: writesTo(owner, owner, tracer) },
      key,
      tracer,
    )
  }
  const written = writesTo(owner, owner, tracer).flatMap((write) => {
    const rest = write.path.length === 1 ? remainingPath(write, [key]) : null
    return rest && isStaticWrite(write.node) === isStatic ? tracer.sourcesOf(write.value) : []
  })
  const own = isClass(owner) ? classMember(owner, key, isStatic, tracer) : prototypeMember(owner, key, tracer)
  if (own.length + written.length > 0) return [...own, ...written]
  if (isClass(owner) && owner.superClass)
    return inheritedMember(owner, owner.superClass, key, isStatic, tracer)
  return [{ kind: 'instance', node: owner, isStatic, path: [key] }]
}

function isStaticWrite(node: TSESTree.Node): boolean {
  return (
    node.type === 'AssignmentExpression' && (thisPlaceOf(memberChainOf(node.left).root)?.isStatic ?? false)
  )
}

function inheritedMember(
  owner: ClassNode,
  superClass: TSESTree.Expression,
  key: string,
  isStatic: boolean,
  tracer: Tracer,
): readonly Source[] {
  const inherited = tracer
    .sourcesOf(superClass)
    .flatMap((source) =>
      source.kind === 'class'
        ? tracer.memberOnce(source.node, isStatic ? `static ${key}` : key, () =>
            ownerMember(source.node, key, isStatic, tracer),
          )
        : [],
    )
  return inherited.length > 0 ? inherited : [{ kind: 'instance', node: owner, isStatic, path: [key] }]
}

function classMember(owner: ClassNode, key: string, isStatic: boolean, tracer: Tracer): readonly Source[] {
  const found: Source[] = []
  for (const member of owner.body.body) {
    if (member.type === 'StaticBlock' || member.type === 'TSIndexSignature' || member.static !== isStatic)
      continue
    const name = keyName(member.key, member.computed)
    if (name !== key && key !== '*') continue
    found.push(...elementSources(member, tracer))
  }
  if (!isStatic) found.push(...parameterProperty(owner, key, tracer))
  return found
}

function elementSources(
  member: Exclude<TSESTree.ClassElement, TSESTree.StaticBlock | TSESTree.TSIndexSignature>,
  tracer: Tracer,
): readonly Source[] {
  const { value } = member
  if (member.type === 'MethodDefinition' || member.type === 'TSAbstractMethodDefinition') {
    if (value?.type !== 'FunctionExpression') return []
    if (member.kind === 'get') return tracer.resultOf(value, null)
    return member.kind === 'method' ? [{ kind: 'function', node: value, path: [] }] : []
  }
  const declared = declaredField(member, tracer)
  return value ? [...declared, ...tracer.sourcesOf(value)] : declared
}

function declaredField(
  member: Exclude<TSESTree.ClassElement, TSESTree.StaticBlock | TSESTree.TSIndexSignature>,
  tracer: Tracer,
): readonly Source[] {
  const index = tracer.indexOf(member)
  if ('typeAnnotation' in member && member.typeAnnotation) {
    const { typeAnnotation } = member.typeAnnotation
    return [{ kind: 'declared', node: member, path: [], type: { syntax: typeAnnotation, index } }]
  }
  const tag = jsdocTagsOf(member, index.file).find(({ tag }) => tag === 'type')
  return tag ? [{ kind: 'declared', node: member, path: [], type: { jsdoc: tag.type, index } }] : []
}

/** `constructor(private readonly client: TrackClient)` declares the field `client`. */
function parameterProperty(owner: ClassNode, key: string, tracer: Tracer): readonly Source[] {
  for (const parameter of constructorOf(owner)?.params ?? []) {
    if (parameter.type !== 'TSParameterProperty') continue
    const binding =
      parameter.parameter.type === 'AssignmentPattern' ? parameter.parameter.left : parameter.parameter
    if (binding.type === 'Identifier' && binding.name === key) return tracer.sourcesOf(binding)
  }
  return []
}

/** `Shop.prototype.track = function () {…}` */
function prototypeMember(owner: ThisOwner, key: string, tracer: Tracer): readonly Source[] {
  const name = owner.type === 'FunctionDeclaration' ? owner.id : null
  const variable = name ? tracer.variableAt(name) : null
  if (!variable) return []
  return writesTo(variable, owner, tracer).flatMap((write) =>
    write.path.length === 2 && write.path[0] === 'prototype' && write.path[1] === key
      ? tracer.sourcesOf(write.value)
      : [],
  )
}
