// What does each form of expression say about where its value comes from?
import type { TSESTree } from '@typescript-eslint/utils'
import { argumentSources } from './given.ts'
import { jsdocCastOf } from './jsdoc.ts'
import { writesTo } from './member-writes.ts'
import type { Source } from './source.ts'
import { undefinedAt, unknownAt } from './source.ts'
import { isClass, isFunction } from './source-file.ts'
import { staticStringOf } from './static-value.ts'
import { traceCall } from './trace-call.ts'
import { callsOfParameter } from './trace-callback.ts'
import { traceMember, writtenToGlobal } from './trace-member.ts'
import { traceVariable } from './trace-variable.ts'
import type { Tracer } from './tracer.ts'
import { innerOf, unwrap } from './unwrap.ts'

/**
 * | expression                     | its sources                                             |
 * |--------------------------------|---------------------------------------------------------|
 * | identifier                     | initial and later values, parameter, import, global     |
 * | `a.b`                          | what `b` is in each source of `a`, and writes to `a.b`  |
 * | `f(x)`                         | what `f` returns, else the call itself                  |
 * | `await`, `as`, `!`, `(0, x)`   | those of the inner expression                           |
 * | `c ? a : b`, `a ?? b`, `a \|\| b` | those of both; of `a && b` those of `b`                |
 * | `a = b`                        | those of `b`                                            |
 * | literal, object, array, class … | the expression itself                                  |
 */
export function traceExpression(outer: TSESTree.Node, tracer: Tracer): readonly Source[] {
  const inner = innerOf(outer)
  const values = inner ? tracer.sourcesOf(inner) : traceInner(outer, tracer)
  return [...castOf(outer, tracer), ...values]
}

// The table above, row by row: a switch that is long and says nothing twice.
// eslint-disable-next-line max-lines-per-function -- splitting the table would hide it
function traceInner(node: TSESTree.Node, tracer: Tracer): readonly Source[] {
  if (isFunction(node)) return [{ kind: 'function', node, path: [] }]
  if (isClass(node)) return [{ kind: 'class', node, path: [] }]
  switch (node.type) {
    case 'Identifier':
      return traceIdentifier(node, tracer)
    case 'Literal':
      return [{ kind: 'literal', node, value: node.value, path: [] }]
    case 'TemplateLiteral':
    case 'BinaryExpression':
      return traceText(node)
    case 'ObjectExpression':
      return [{ kind: 'object', node, path: [], writes: writesTo(node, node, tracer) }]
    case 'ArrayExpression':
      return [{ kind: 'array', node, path: [], writes: [] }]
    case 'NewExpression':
      return traceNew(node, tracer)
    case 'CallExpression':
      return traceCall(node, tracer)
    case 'ImportExpression':
      return traceDynamicImport(node, tracer)
    case 'MemberExpression':
      return traceMember(node, tracer)
    case 'ThisExpression':
      return traceThis(node, tracer)
    case 'AwaitExpression':
      return tracer.sourcesOf(node.argument)
    case 'ConditionalExpression':
      return [...tracer.sourcesOf(node.consequent), ...tracer.sourcesOf(node.alternate)]
    case 'LogicalExpression':
      return node.operator === '&&'
        ? tracer.sourcesOf(node.right)
        : [...tracer.sourcesOf(node.left), ...tracer.sourcesOf(node.right)]
    case 'AssignmentExpression':
      return traceAssignment(node, tracer)
    case 'TSQualifiedName':
      return tracer.membersAt(node.left, [node.right.name])
    case 'MetaProperty':
      return [{ kind: 'global', node, name: `${node.meta.name}.${node.property.name}`, path: [] }]
    case 'UnaryExpression':
      return node.operator === 'void' ? [undefinedAt(node)] : [{ kind: 'expression', node, path: [] }]
    case 'UpdateExpression':
    case 'TaggedTemplateExpression':
      return [{ kind: 'expression', node, path: [] }]
    default:
      return [unknownAt(node)]
  }
}

/** `x as T` writes a type down, and so does JSDoc in front of parentheses; `as const` and `as any` do not. */
function castOf(node: TSESTree.Node, tracer: Tracer): readonly Source[] {
  const index = tracer.indexOf(node)
  const jsdoc = jsdocCastOf(node, index.file)
  if (jsdoc !== null) return [{ kind: 'declared', node, path: [], type: { jsdoc, index } }]
  if (node.type !== 'TSAsExpression' && node.type !== 'TSTypeAssertion') return []
  const { typeAnnotation } = node
  const isConst =
    typeAnnotation.type === 'TSTypeReference' &&
    typeAnnotation.typeName.type === 'Identifier' &&
    typeAnnotation.typeName.name === 'const'
  const isOpen = typeAnnotation.type === 'TSAnyKeyword' || typeAnnotation.type === 'TSUnknownKeyword'
  return isConst || isOpen
    ? []
    : [{ kind: 'declared', node, path: [], type: { syntax: typeAnnotation, index } }]
}

function traceIdentifier(node: TSESTree.Identifier, tracer: Tracer): readonly Source[] {
  const variable = tracer.variableAt(node)
  if (variable) return traceVariable(variable, tracer)
  if (node.name === 'undefined') return [undefinedAt(node)]
  const list = node.name === 'arguments' ? argumentsList(node, tracer) : null
  return (
    list ?? [
      { kind: 'global', node, name: node.name, path: [] },
      ...writtenToGlobal([node.name], node, tracer),
    ]
  )
}

/** `arguments` is the rest of all parameters from the first on. */
function argumentsList(node: TSESTree.Identifier, tracer: Tracer): readonly Source[] | null {
  const scope = tracer.indexOf(node).variables.get(node)?.scope.block
  return isFunction(scope) ? [{ kind: 'parameter', node, function: scope, index: 0, path: ['...'] }] : null
}

/** A proxy stands for its target, a promise for what its executor resolves it with. */
function traceNew(node: TSESTree.NewExpression, tracer: Tracer): readonly Source[] {
  const own: Source = { kind: 'new', node, path: [] }
  const callee = unwrap(node.callee)
  const [first] = node.arguments
  if (callee.type !== 'Identifier' || !first || tracer.variableAt(callee)) return [own]
  if (callee.name === 'Proxy' && first.type !== 'SpreadElement') return tracer.sourcesOf(first)
  if (callee.name !== 'Promise' || !isFunction(first)) return [own]
  const resolved = callsOfParameter(first, 0, tracer).flatMap(
    (call) => argumentSources({ function: first, call }, 0, [], tracer) ?? [],
  )
  return resolved.length > 0 ? resolved : [own]
}

function traceText(node: TSESTree.TemplateLiteral | TSESTree.BinaryExpression): readonly Source[] {
  const value = staticStringOf(node)
  return value === null
    ? [{ kind: 'expression', node, path: [] }]
    : [{ kind: 'literal', node, value, path: [] }]
}

function traceDynamicImport(node: TSESTree.ImportExpression, tracer: Tracer): readonly Source[] {
  const module = staticStringOf(node.source)
  return module === null
    ? [unknownAt(node)]
    : tracer.followed({ kind: 'import', node, module, isTypeOnly: false, path: [] })
}

function traceThis(node: TSESTree.ThisExpression, tracer: Tracer): readonly Source[] {
  const place = tracer.indexOf(node).thisPlaces.get(node)
  return place
    ? [{ kind: 'instance', node: place.owner, isStatic: place.isStatic, path: [] }]
    : [unknownAt(node)]
}

function traceAssignment(node: TSESTree.AssignmentExpression, tracer: Tracer): readonly Source[] {
  switch (node.operator) {
    case '=':
      return tracer.sourcesOf(node.right)
    case '??=':
    case '||=':
      return [...tracer.sourcesOf(node.left), ...tracer.sourcesOf(node.right)]
    case '&&=':
      return tracer.sourcesOf(node.right)
    default:
      return [{ kind: 'expression', node, path: [] }]
  }
}
