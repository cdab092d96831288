// What does a member of `this`, of a class or of an instance hold?
import type { TSESTree } from '@typescript-eslint/utils'
import { joinedWrites } from './distinct.ts'
import type { NamedClass } from './declared-type.ts'
import { namedClasses, readType, shapeAt } from './declared-type.ts'
import { inContext, remembering, substituted } from './given.ts'
import type { MemberWrite } from './member-writes.ts'
import { withWritesBelow, writesBelow, writesNamed, writesTo, writtenSources } from './member-writes.ts'
import type { CallNode, DeclaredSource, Source } from './source.ts'
import { unknownAt } from './source.ts'
import type { ClassNode, FunctionNode } from './source-file.ts'
import { isClass } from './source-file.ts'
import { keyName } from './static-value.ts'
import type { ThisOwner } from './this-owner.ts'
import { constructorOf, nameOfOwner } from './this-owner.ts'
import { taggedType } from './trace-declared.ts'
import { mayHave, objectMember } from './trace-literal.ts'
import type { Tracer } from './tracer.ts'
import { unwrap } from './unwrap.ts'

type Member = Exclude<TSESTree.ClassElement, TSESTree.StaticBlock | TSESTree.TSIndexSignature>

/** Superclasses above which nothing is looked up. */
const deepestInheritance = 20

/** A member of what owns `this`: fields, methods, accessors, assignments, then what is inherited. */
export function memberOfOwner(
  owner: ThisOwner,
  key: string,
  isStatic: boolean,
  tracer: Tracer,
): readonly Source[] {
  const aspect = `${isStatic ? 'static' : 'own'} ${key}`
  return tracer.answer(owner, aspect, () => {
    if (owner.type === 'ObjectExpression') return memberOfLiteral(owner, key, tracer)
    const { declared, values } = ownMember(owner, key, isStatic, tracer)
    return [...declared, ...(values ?? inheritedMember(owner, key, isStatic, tracer))]
  })
}

/** An object literal's methods see what is written through `this` and through the variable that holds it. */
function memberOfLiteral(owner: TSESTree.ObjectExpression, key: string, tracer: Tracer): readonly Source[] {
  const writes = joinedWrites(writesTo(owner, owner, tracer), writesToHolder(owner, tracer))
  return objectMember({ kind: 'object', node: owner, path: [], writes }, key, tracer)
}

function writesToHolder(owner: ThisOwner, tracer: Tracer): readonly MemberWrite[] {
  const name = nameOfOwner(owner)
  const variable = name && tracer.variableAt(name)
  return variable ? writesTo(variable, owner, tracer) : []
}

/** A function's own property; `null` when nothing is written to it. */
export function memberOfFunction(fn: FunctionNode, key: string, tracer: Tracer): readonly Source[] | null {
  return ownMember(fn, key, true, tracer).values
}

interface OwnMember {
  readonly declared: readonly Source[]
  /** `null` when the owner gives the member no value */
  readonly values: readonly Source[] | null
}

function ownMember(
  owner: ClassNode | FunctionNode,
  key: string,
  isStatic: boolean,
  tracer: Tracer,
): OwnMember {
  const members = isClass(owner) ? membersNamed(owner, key, isStatic) : []
  const parameters = isClass(owner) && !isStatic ? parameterProperties(owner, key) : []
  const path = isStatic ? [key] : ['prototype', key]
  const all = writesNamed(writesTo(owner, owner, tracer), key).filter((write) => write.isStatic === isStatic)
  const own = all.filter((write) => mayWrite(write, [key]))
  const aside = writesNamed(writesToHolder(owner, tracer), path[0])
  const held = aside.filter((write) => mayWrite(write, path))
  const hasValue = members.some(givesValue) || parameters.length + own.length + held.length > 0
  const declared = [
    ...members.flatMap((member) => declaredField(member, tracer)),
    ...own.flatMap((write) => taggedType(write.node, [], tracer)),
  ]
  if (!hasValue) return { declared, values: bodiless(members) }
  const values = [
    ...members.flatMap((member) => memberValue(member, tracer)),
    ...parameters.flatMap((parameter) => tracer.sourcesOf(parameter)),
    ...writtenSources(own, [key], tracer),
    ...writtenSources(held, path, tracer),
  ]
  const below = joinedWrites(writesBelow(all, [key]), writesBelow(aside, path))
  return {
    declared,
    values: withWritesBelow(values, below),
  }
}

/** Whether a write sets a member, or copies an object in that may have it. */
function mayWrite({ path, value }: MemberWrite, names: readonly string[]): boolean {
  const isMet = path.every((name, index) => name === null || name === names[index] || names[index] === '*')
  if (!isMet || path.length > names.length) return false
  if (path.length === names.length) return true
  return (
    path.length === names.length - 1 &&
    mayHave(value, names.at(-1)) &&
    (path.length === 0 || isLiteral(value))
  )
}

function isLiteral(node: TSESTree.Node): boolean {
  return unwrap(node).type === 'ObjectExpression'
}

const named = new WeakMap<ClassNode, ReadonlyMap<string, readonly Member[]>>()

/** The members of a class by name; `*` asks for all, computed names answer to any. */
function membersNamed(owner: ClassNode, key: string, isStatic: boolean): readonly Member[] {
  const known = named.get(owner) ?? membersByName(owner)
  named.set(owner, known)
  const members = key === '*' ? [...known.values()].flat() : (known.get(key) ?? [])
  return members.filter((member) => member.static === isStatic)
}

function membersByName(owner: ClassNode): ReadonlyMap<string, readonly Member[]> {
  const members = new Map<string, Member[]>()
  for (const member of owner.body.body) {
    if (member.type === 'StaticBlock' || member.type === 'TSIndexSignature') continue
    const name = keyName(member.key, member.computed) ?? ''
    const list = members.get(name)
    if (list) list.push(member)
    else members.set(name, [member])
  }
  return members
}

/** Overloads, abstract members and fields without a value declare only. */
function givesValue(member: Member): boolean {
  const isMethod = member.type === 'MethodDefinition' || member.type === 'TSAbstractMethodDefinition'
  return isMethod
    ? member.value.type === 'FunctionExpression' && (member.kind === 'method' || member.kind === 'get')
    : member.value !== null
}

/** A method that is only declared; `null` when there is none. */
function bodiless(members: readonly Member[]): readonly Source[] | null {
  const values = members.flatMap(({ value }) =>
    value?.type === 'TSEmptyBodyFunctionExpression' ? [unknownAt(value)] : [],
  )
  return values.length > 0 ? values : null
}

function memberValue(member: Member, tracer: Tracer): readonly Source[] {
  const { value } = member
  if (!value || !givesValue(member)) return []
  if (member.type !== 'MethodDefinition') return tracer.sourcesOf(value)
  if (value.type !== 'FunctionExpression') return []
  return member.kind === 'get' ? tracer.resultOf(value, null) : [{ kind: 'function', node: value, path: [] }]
}

function declaredField(member: Member, tracer: Tracer): readonly Source[] {
  if (member.type === 'MethodDefinition' || member.type === 'TSAbstractMethodDefinition') return []
  const index = tracer.indexOf(member)
  if (member.typeAnnotation) {
    const { typeAnnotation } = member.typeAnnotation
    return [{ kind: 'declared', node: member, path: [], type: { syntax: typeAnnotation, index } }]
  }
  return taggedType(member, [], tracer)
}

/** `constructor(private readonly client: TrackClient)` declares the field `client`. */
function parameterProperties(owner: ClassNode, key: string): readonly TSESTree.Identifier[] {
  return (constructorOf(owner)?.params ?? []).flatMap((parameter) => {
    if (parameter.type !== 'TSParameterProperty') return []
    const { parameter: inner } = parameter
    const binding = inner.type === 'AssignmentPattern' ? inner.left : inner
    return binding.name === key || key === '*' ? [binding] : []
  })
}

/** A member that the owner does not have itself: its superclass's, else a member of the instance. */
function inheritedMember(
  owner: ClassNode | FunctionNode,
  key: string,
  isStatic: boolean,
  tracer: Tracer,
): readonly Source[] {
  const own: Source = { kind: 'instance', node: owner, isStatic, path: [key] }
  if (!isClass(owner) || !owner.superClass) return [own]
  return tracer.sourcesOf(owner.superClass).flatMap((source): readonly Source[] => {
    const isOwn = (source.kind === 'class' || source.kind === 'function') && source.path.length === 0
    if (!isOwn || source.node === owner) return [own]
    const inherited = memberOfOwner(source.node, key, isStatic, tracer)
    const base = constructionOf(source.node, tracer)
    const calls = tracer.indexOf(owner).superCalls.get(owner) ?? []
    if (!base || calls.length === 0) return inherited
    return calls.flatMap((call) => madeBy(inherited, base, call, tracer))
  })
}

/** Members of an instance: methods remember what the constructor was called with. */
function madeBy(
  members: readonly Source[],
  construction: FunctionNode,
  call: CallNode,
  tracer: Tracer,
): readonly Source[] {
  if (construction.params.length === 0) return members
  const given = { function: construction, call }
  return substituted(members, given, tracer).map((member) =>
    member.kind === 'function' ? remembering(member, given) : member,
  )
}

/** `super.track` is the superclass's, even where the class has a member of that name. */
export function memberOfSuper(node: TSESTree.Node, key: string, tracer: Tracer): readonly Source[] {
  const place = tracer.indexOf(node).thisPlaces.get(node)
  if (!place || !isClass(place.owner)) return [{ kind: 'unknown', node, path: [key] }]
  return inheritedMember(place.owner, key, place.isStatic, tracer)
}

/** A member of `new X(…)`, the constructor's parameters replaced by the arguments. */
export function memberOfNew(node: CallNode, key: string, tracer: Tracer): readonly Source[] {
  const opaque: Source = { kind: 'new', node: node as TSESTree.NewExpression, path: [key] }
  return tracer.sourcesOf(node.callee).flatMap((source): readonly Source[] => {
    if (source.kind === 'declared') return []
    const isOwn = (source.kind === 'class' || source.kind === 'function') && source.path.length === 0
    if (!isOwn) return [opaque]
    const members = memberOfOwner(source.node, key, false, tracer)
    const construction = constructionOf(source.node, tracer)
    const known = construction ? madeBy(members, construction, node, tracer) : members
    return inContext(known, source.given, tracer).map((member) =>
      isPlaceholder(member, key) ? opaque : member,
    )
  })
}

function isPlaceholder(member: Source, key: string): boolean {
  return member.kind === 'instance' && member.path.length === 1 && member.path[0] === key
}

/** A member of a value whose written type is a class of the project: what the class says of it. */
export function memberOfDeclared(source: DeclaredSource, key: string, tracer: Tracer): readonly Source[] {
  const shape = shapeAt(readType(source.type), source.path)
  const classes = (shape ? namedClasses(shape) : []).flatMap((named) => classNamed(named, source, tracer))
  return classes
    .flatMap((node) => memberOfOwner(node, key, false, tracer))
    .filter((member) => !isPlaceholder(member, key))
}

function classNamed(
  { node, module, exportPath }: NamedClass,
  source: DeclaredSource,
  tracer: Tracer,
): readonly ClassNode[] {
  if (node) return [node]
  if (module === null) return []
  const found = tracer.followed({
    kind: 'import',
    node: source.node,
    module,
    isTypeOnly: false,
    path: exportPath,
  })
  return found.flatMap((one) => (one.kind === 'class' && one.path.length === 0 ? [one.node] : []))
}

/** The function that runs when a class is constructed: its own constructor or the inherited one. */
function constructionOf(owner: ClassNode | FunctionNode, tracer: Tracer): FunctionNode | null {
  let current = owner
  for (let depth = 0; depth < deepestInheritance; depth++) {
    if (!isClass(current)) return current
    const own = constructorOf(current)
    if (own || !current.superClass) return own
    const [parent] = tracer.sourcesOf(current.superClass)
    const isOwn = (parent?.kind === 'class' || parent?.kind === 'function') && parent.path.length === 0
    if (!isOwn) return null
    current = parent.node
  }
  return null
}
