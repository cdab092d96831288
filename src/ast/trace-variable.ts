// Which values does a variable get, and which type does the code write down for it?
import type { TSESLint, TSESTree } from '@typescript-eslint/utils'
import { importBindingOf } from './import-binding.ts'
import { withWritesBelow, writesTo, writtenSources } from './member-writes.ts'
import type { PatternPlace } from './pattern-path.ts'
import { patternPlaceOf } from './pattern-path.ts'
import type { Path, Source } from './source.ts'
import { undefinedAt, unknownAt } from './source.ts'
import type { FunctionNode } from './source-file.ts'
import { isClass, isFunction } from './source-file.ts'
import { keyName } from './static-value.ts'
import { receiverOfCallback } from './trace-callback.ts'
import { declaredAt } from './trace-declared.ts'
import { enumMemberSources } from './trace-literal.ts'
import { membersOf } from './trace-member.ts'
import type { Tracer } from './tracer.ts'

type Variable = TSESLint.Scope.Variable

/** All sources of a variable: definitions, and later assignments. */
export function traceVariable(variable: Variable, tracer: Tracer): readonly Source[] {
  return tracer.answer(variable, 'value', () => valuesOf(variable, tracer))
}

function valuesOf(variable: Variable, tracer: Tracer): readonly Source[] {
  const written = variable.references.filter((reference) => reference.isWrite() && reference.init !== true)
  const sources = [
    ...variable.defs.flatMap((def) => traceDefinition(def, variable, tracer)),
    ...written.flatMap((reference) => traceWrite(reference.identifier, tracer)),
  ]
  if (written.length === 0) sources.push(...valueOfEmpty(variable))
  return withWritesBelow(sources, writesTo(variable, variable.identifiers[0], tracer))
}

/** `let x` that nobody writes to is undefined; what is only declared comes from elsewhere. */
function valueOfEmpty({ defs }: Variable): readonly Source[] {
  return defs.flatMap(({ node }: { node: TSESTree.Node }) => {
    if (node.type !== 'VariableDeclarator' || node.init || isLoopHead(node)) return []
    return [node.parent.declare ? unknownAt(node) : undefinedAt(node)]
  })
}

function isLoopHead({ parent }: TSESTree.VariableDeclarator): boolean {
  const loop: TSESTree.Node = parent.parent
  return (loop.type === 'ForOfStatement' || loop.type === 'ForInStatement') && loop.left === parent
}

function traceDefinition(
  def: TSESLint.Scope.Definition,
  variable: Variable,
  tracer: Tracer,
): readonly Source[] {
  const binding = importBindingOf(def)
  if (binding) {
    const { module, isTypeOnly, node, exportPath } = binding
    return tracer.followed({ kind: 'import', node, module, isTypeOnly, path: exportPath })
  }
  const node: TSESTree.Node = def.node
  const name: TSESTree.Node = def.name
  if (isClass(node)) return [{ kind: 'class', node, path: [] }]
  if (isFunction(node) && def.type !== 'Parameter') return [{ kind: 'function', node, path: [] }]
  switch (node.type) {
    case 'TSDeclareFunction':
      // An overload says nothing that its implementation does not.
      return variable.defs.some((other) => isFunction(other.node)) ? [] : [unknownAt(node)]
    case 'TSEnumMember':
      return enumMemberSources(node, tracer)
    case 'TSImportEqualsDeclaration':
      // `import Client = cio.TrackClient`
      return tracer.sourcesOf(node.moduleReference)
    case 'TSInterfaceDeclaration':
    case 'TSTypeAliasDeclaration':
      return []
    default: {
      const place = patternPlaceOf(name)
      return place ? tracePlace(place, name, tracer) : [unknownAt(node)]
    }
  }
}

function traceWrite(identifier: TSESTree.Node, tracer: Tracer): readonly Source[] {
  const place = patternPlaceOf(identifier)
  return place ? tracePlace(place, identifier, tracer) : [unknownAt(identifier)]
}

function tracePlace(place: PatternPlace, name: TSESTree.Node, tracer: Tracer): readonly Source[] {
  const path = known(place.path)
  const defaults = place.defaults.flatMap(({ value, path: below }) => tracer.membersAt(value, known(below)))
  return [...declaredAt(place, path, tracer), ...valuesAt(place, path, name, tracer), ...defaults]
}

function known(path: PatternPlace['path']): Path {
  return path.map((part) => part ?? '*')
}

function valuesAt(place: PatternPlace, path: Path, name: TSESTree.Node, tracer: Tracer): readonly Source[] {
  const { owner } = place
  switch (owner.type) {
    case 'VariableDeclarator':
      return owner.init ? partOf(tracer.sourcesOf(owner.init), place, path, name, tracer) : []
    case 'AssignmentExpression':
      return isPlain(owner)
        ? partOf(tracer.sourcesOf(owner.right), place, path, name, tracer)
        : tracer.sourcesOf(owner)
    case 'ForOfStatement':
      return partOf(tracer.sourcesOf(owner.right), place, ['*', ...path], name, tracer)
    case 'TSParameterProperty':
      return parameterSources(owner.parent as FunctionNode, owner, path, name, tracer)
    case 'ForInStatement':
    case 'CatchClause':
      return [unknownAt(name)]
    default:
      return parameterSources(owner, ownParameter(name, owner), path, name, tracer)
  }
}

/** `x = y`, `x ??= y`: the variable holds `y` itself, not the result of a computation. */
function isPlain({ operator }: TSESTree.AssignmentExpression): boolean {
  return operator === '=' || operator === '??=' || operator === '||=' || operator === '&&='
}

/** What a pattern reads; the rest of a list starts at another index than the list. */
function partOf(
  sources: readonly Source[],
  { isRest }: PatternPlace,
  path: Path,
  name: TSESTree.Node,
  tracer: Tracer,
): readonly Source[] {
  const parts = membersOf(sources, path, tracer)
  if (!isRest || name.parent?.parent?.type !== 'ArrayPattern') return parts
  return parts.map((part) =>
    part.kind === 'array' && part.path.length === 0 ? { ...part, path: ['...'] } : part,
  )
}

/** The direct child of the function's parameter list above a name. */
function ownParameter(name: TSESTree.Node, owner: FunctionNode): TSESTree.Node {
  let current = name
  while (current.parent && current.parent !== owner) current = current.parent
  return current
}

function parameterSources(
  fn: FunctionNode,
  parameter: TSESTree.Node,
  path: Path,
  name: TSESTree.Node,
  tracer: Tracer,
): readonly Source[] {
  const index = fn.params.indexOf(parameter as TSESTree.Parameter)
  const isRest = parameter.type === 'RestElement'
  const read = isRest ? ['...', ...path] : path
  const received = receiverOfCallback(fn, index, read, tracer)
  if (received) return received
  return [
    { kind: 'parameter', node: name, function: fn, index, path: read },
    ...writtenThroughSetter(fn, path, tracer),
  ]
}

/** `set client(value) {…}` gets what is written to `this.client`. */
function writtenThroughSetter(fn: FunctionNode, path: Path, tracer: Tracer): readonly Source[] {
  const { parent } = fn
  const isSetter = (parent.type === 'MethodDefinition' || parent.type === 'Property') && parent.kind === 'set'
  if (!isSetter) return []
  const key = keyName(parent.key, parent.computed)
  const owner = parent.type === 'MethodDefinition' ? parent.parent.parent : parent.parent
  if (key === null || (!isClass(owner) && owner.type !== 'ObjectExpression')) return []
  return writtenSources(writesTo(owner, owner, tracer), [key, ...path], tracer)
}
