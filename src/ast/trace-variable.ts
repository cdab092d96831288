// Which values does a variable get, and which type does the code write down for it?
import type { TSESLint, TSESTree } from '@typescript-eslint/utils'
import { importBindingOf } from './import-binding.ts'
import { jsdocTagsOf } from './jsdoc.ts'
import type { PatternPlace } from './pattern-path.ts'
import { patternPlaceOf } from './pattern-path.ts'
import type { Source } from './source.ts'

import type { FunctionNode } from './source-file.ts'
import { isClass, isFunction } from './source-file.ts'
import { membersOf } from './trace-member.ts'
import { receiverOfCallback } from './trace-call.ts'
import type { Tracer } from './tracer.ts'
import { unknownAt } from './tracer.ts'
import { writesTo } from './member-writes.ts'

/** All sources of a variable: definitions first, later assignments after them. */
export function traceVariable(variable: TSESLint.Scope.Variable, tracer: Tracer): readonly Source[] {
  const sources = [
    ...variable.defs.flatMap((def) => traceDefinition(def, tracer)),
    ...variable.references.flatMap((reference) =>
      reference.isWrite() && reference.init !== true ? traceWrite(reference.identifier, tracer) : [],
    ),
  ]
  return withWrites(sources, variable, tracer)
}

/** Properties written through the variable belong to the object literal that it holds. */
function withWrites(
  sources: readonly Source[],
  variable: TSESLint.Scope.Variable,
  tracer: Tracer,
): readonly Source[] {
  const writes = writesTo(variable, variable.identifiers[0], tracer)
  if (writes.length === 0) return sources
  return sources.map((source) =>
    source.kind === 'object' && source.path.length === 0
      ? { ...source, writes: [...new Set([...source.writes, ...writes])] }
      : source,
  )
}

function traceDefinition(def: TSESLint.Scope.Definition, tracer: Tracer): readonly Source[] {
  const binding = importBindingOf(def)
  if (binding) {
    const { module, isTypeOnly, node, exportPath } = binding
    return tracer.followed({ kind: 'import', node, module, isTypeOnly, path: exportPath })
  }
  const node: TSESTree.Node = def.node
  const name: TSESTree.Node = def.name
  if (isClass(node)) return [{ kind: 'class', node, path: [] }]
  if (isFunction(node) && def.type !== 'Parameter') return [{ kind: 'function', node, path: [] }]
  const place = patternPlaceOf(name)
  return place ? tracePlace(place, name, tracer) : [unknownAt(node)]
}

function traceWrite(identifier: TSESTree.Node, tracer: Tracer): readonly Source[] {
  const place = patternPlaceOf(identifier)
  return place ? tracePlace(place, identifier, tracer) : []
}

function tracePlace(place: PatternPlace, name: TSESTree.Node, tracer: Tracer): readonly Source[] {
  const path = place.path.map((part) => part ?? '*')
  const defaults = place.defaults.flatMap(({ value, path: below }) =>
    membersOf(
      tracer.sourcesOf(value),
      below.map((part) => part ?? '*'),
      tracer,
    ),
  )
  return [...declaredAt(place, path, tracer), ...valuesAt(place, path, name, tracer), ...defaults]
}

function valuesAt(
  { owner }: PatternPlace,
  path: readonly string[],
  name: TSESTree.Node,
  tracer: Tracer,
): readonly Source[] {
  switch (owner.type) {
    case 'VariableDeclarator':
      return owner.init ? membersOf(tracer.sourcesOf(owner.init), path, tracer) : []
    case 'AssignmentExpression':
      return path.length === 0
        ? tracer.sourcesOf(owner)
        : membersOf(tracer.sourcesOf(owner.right), path, tracer)
    case 'ForOfStatement':
      return membersOf(tracer.sourcesOf(owner.right), ['*', ...path], tracer)
    case 'TSParameterProperty':
      return parameterSources(owner.parent as FunctionNode, owner, path, name, tracer)
    case 'ForInStatement':
    case 'CatchClause':
      return [{ kind: 'unknown', node: name, path: [] }]
    default:
      return parameterSources(owner, ownParameter(name, owner), path, name, tracer)
  }
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
  path: readonly string[],
  name: TSESTree.Node,
  tracer: Tracer,
): readonly Source[] {
  const index = fn.params.indexOf(parameter as TSESTree.Parameter)
  const receiver = receiverOfCallback(fn, index, tracer)
  if (receiver) return membersOf(receiver, path, tracer)
  const isRest = parameter.type === 'RestElement' && parameter.argument === name
  return [{ kind: 'parameter', node: name, function: fn, index, path: isRest ? ['...'] : path }]
}

/** The annotation or JSDoc type of a binding, as a source of its own. */
function declaredAt(place: PatternPlace, path: readonly string[], tracer: Tracer): readonly Source[] {
  const { owner, pattern } = place
  const annotated = annotationOf(pattern)
  const index = tracer.indexOf(owner)
  if (annotated) {
    return [{ kind: 'declared', node: pattern, path, type: { syntax: annotated, index } }]
  }
  const jsdoc = jsdocTypeOf(place, tracer)
  return jsdoc === null ? [] : [{ kind: 'declared', node: pattern, path, type: { jsdoc, index } }]
}

function annotationOf(pattern: TSESTree.Node): TSESTree.TypeNode | null {
  switch (pattern.type) {
    case 'Identifier':
    case 'ObjectPattern':
    case 'ArrayPattern':
    case 'RestElement':
      return pattern.typeAnnotation?.typeAnnotation ?? null
    case 'AssignmentPattern':
      return annotationOf(pattern.left)
    case 'TSParameterProperty':
      return annotationOf(pattern.parameter)
    default:
      return null
  }
}

function jsdocTypeOf({ owner, pattern }: PatternPlace, tracer: Tracer): string | null {
  if (owner.type === 'VariableDeclarator') {
    const tags = jsdocTagsOf(owner, tracer.indexOf(owner).file)
    return tags.find(({ tag }) => tag === 'type')?.type ?? null
  }
  if (!isFunction(owner)) return null
  const tags = jsdocTagsOf(owner, tracer.indexOf(owner).file).filter(({ tag }) => tag === 'param')
  if (tags.length === 0) return null
  const binding = pattern.type === 'AssignmentPattern' ? pattern.left : pattern
  // `@param {T} options.name` describes a member, not a parameter of its own.
  const own = tags.filter(({ name }) => !name.includes('.'))
  const found =
    binding.type === 'Identifier'
      ? own.find(({ name }) => name.replace(/^\[/, '') === binding.name)
      : own[owner.params.indexOf(pattern as TSESTree.Parameter)]
  return found?.type ?? null
}

/** Sources of a parameter as its callers' argument would be, with the path applied. */
export function argumentSources(
  call: TSESTree.CallExpression | TSESTree.NewExpression,
  index: number,
  path: readonly string[],
  tracer: Tracer,
): readonly Source[] | null {
  const given = call.arguments
  if (given.slice(0, index + 1).some((argument) => argument.type === 'SpreadElement')) return null
  const argument = given[index]
  if (!argument) return [{ kind: 'literal', node: call, value: undefined, path: [] }]
  if (path[0] === '...') return null
  return membersOf(tracer.sourcesOf(argument), path, tracer)
}
