// Which type does the code write down for a binding?
import type { TSESTree } from '@typescript-eslint/utils'
import { objectText } from './jsdoc-properties.ts'
import { jsdocTagsOf } from './jsdoc.ts'
import type { PatternPlace } from './pattern-path.ts'
import type { Path, Source } from './source.ts'
import type { FunctionNode } from './source-file.ts'
import { isFunction } from './source-file.ts'
import type { Tracer } from './tracer.ts'
import { wrapperOf } from './unwrap.ts'

/** The annotation or JSDoc type of a binding, as a source of its own. */
export function declaredAt(place: PatternPlace, path: Path, tracer: Tracer): readonly Source[] {
  const { owner, pattern } = place
  const annotated = annotationOf(pattern)
  const index = tracer.indexOf(owner)
  if (annotated) {
    return [{ kind: 'declared', node: pattern, path, type: { syntax: annotated, index } }]
  }
  const jsdoc = jsdocTypeOf(place, tracer)
  if (jsdoc !== null) return [{ kind: 'declared', node: pattern, path, type: { jsdoc, index } }]
  return isFunction(owner) ? declaredForFunction(owner, pattern, path, tracer) : []
}

/** `const send: Sender = (client) => …`: the function's type says what its parameters are. */
function declaredForFunction(
  fn: FunctionNode,
  pattern: TSESTree.Node,
  path: Path,
  tracer: Tracer,
): readonly Source[] {
  const index = fn.params.indexOf(pattern as TSESTree.Parameter)
  const { parent } = wrapperOf(fn)
  if (index === -1 || !parent) return []
  const place = [`(${String(index)})`, ...path]
  const annotation =
    parent.type === 'VariableDeclarator'
      ? annotationOf(parent.id)
      : parent.type === 'PropertyDefinition'
        ? parent.typeAnnotation?.typeAnnotation
        : null
  if (annotation) {
    const type = { syntax: annotation, index: tracer.indexOf(fn) }
    return [{ kind: 'declared', node: pattern, path: place, type }]
  }
  const jsdoc = parent.type === 'VariableDeclarator' ? typeTagOf(parent, tracer) : null
  if (jsdoc === null) return []
  return [{ kind: 'declared', node: pattern, path: place, type: { jsdoc, index: tracer.indexOf(fn) } }]
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
  const { file } = tracer.indexOf(owner)
  if (owner.type === 'VariableDeclarator') return typeTagOf(owner, tracer)
  if (!isFunction(owner)) return null
  const tags = jsdocTagsOf(owner, file).filter(({ tag }) => tag === 'param' || tag === 'arg')
  if (tags.length === 0) return null
  const binding = pattern.type === 'AssignmentPattern' ? pattern.left : pattern
  // `@param {T} options.name` describes a member, not a parameter of its own.
  const own = tags.filter(({ name }) => !name.includes('.'))
  const found =
    binding.type === 'Identifier'
      ? own.find(({ name }) => name.replace(/^\[/, '') === binding.name)
      : own[owner.params.indexOf(pattern as TSESTree.Parameter)]
  if (!found) return null
  const prefix = `${found.name.replace(/^\[/, '')}.`
  const hasMembers = tags.some(({ name }) => name.replace(/^\[/, '').startsWith(prefix))
  return hasMembers ? objectText([{ ...found, name: '' }, ...tags], prefix) : found.type
}

/** The type of the `@type` tag above a declaration or assignment. */
function typeTagOf(node: TSESTree.Node, tracer: Tracer): string | null {
  const tags = jsdocTagsOf(node, tracer.indexOf(node).file)
  return tags.find(({ tag }) => tag === 'type')?.type ?? null
}

/** The `@type` above a declaration or assignment, as a source. */
export function taggedType(node: TSESTree.Node, path: Path, tracer: Tracer): readonly Source[] {
  const jsdoc = typeTagOf(node, tracer)
  return jsdoc === null
    ? []
    : [{ kind: 'declared', node, path, type: { jsdoc, index: tracer.indexOf(node) } }]
}
