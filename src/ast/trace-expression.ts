// What does each form of expression say about where its value comes from?
import type { TSESTree } from '@typescript-eslint/utils'
import type { Source } from './source.ts'
import { extended } from './source.ts'
import { isClass, isFunction } from './source-file.ts'
import { staticStringOf } from './static-value.ts'
import { thisPlaceOf } from './this-owner.ts'
import { traceCall } from './trace-call.ts'
import { traceMember } from './trace-member.ts'
import { traceVariable } from './trace-variable.ts'
import type { Tracer } from './tracer.ts'
import { unwrap } from './unwrap.ts'

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
  const node = unwrap(outer)
  if (node !== outer) return [...castOf(outer, tracer), ...tracer.sourcesOf(node)]
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
      return [{ kind: 'object', node, path: [], writes: [] }]
    case 'ArrayExpression':
      return [{ kind: 'array', node, path: [] }]
    case 'NewExpression':
      return [{ kind: 'new', node, path: [] }]
    case 'CallExpression':
      return traceCall(node, tracer)
    case 'ImportExpression':
      return traceDynamicImport(node, tracer)
    case 'MemberExpression':
      return traceMember(node, tracer)
    case 'ThisExpression':
      return traceThis(node)
    case 'Super':
      return traceThis(node)
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
    case 'MetaProperty':
      return [{ kind: 'global', node, name: `${node.meta.name}.${node.property.name}`, path: [] }]
    case 'UnaryExpression':
      return node.operator === 'void'
        ? [{ kind: 'literal', node, value: undefined, path: [] }]
        : [{ kind: 'expression', node, path: [] }]
    case 'UpdateExpression':
    case 'TaggedTemplateExpression':
      return [{ kind: 'expression', node, path: [] }]
    default:
      return [{ kind: 'unknown', node, path: [] }]
  }
}

/** `x as T` and `x satisfies T` write a type down; `as const` does not. */
function castOf(node: TSESTree.Node, tracer: Tracer): readonly Source[] {
  if (node.type !== 'TSAsExpression' && node.type !== 'TSTypeAssertion') return []
  const { typeAnnotation } = node
  const isConst =
    typeAnnotation.type === 'TSTypeReference' &&
    typeAnnotation.typeName.type === 'Identifier' &&
    typeAnnotation.typeName.name === 'const'
  if (isConst) return []
  return [{ kind: 'declared', node, path: [], type: { syntax: typeAnnotation, index: tracer.indexOf(node) } }]
}

function traceIdentifier(node: TSESTree.Identifier, tracer: Tracer): readonly Source[] {
  const variable = tracer.variableAt(node)
  if (variable) return traceVariable(variable, tracer)
  return node.name === 'undefined'
    ? [{ kind: 'literal', node, value: undefined, path: [] }]
    : [{ kind: 'global', node, name: node.name, path: [] }]
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
    ? [{ kind: 'unknown', node, path: [] }]
    : tracer.followed({ kind: 'import', node, module, isTypeOnly: false, path: [] })
}

function traceThis(node: TSESTree.ThisExpression | TSESTree.Super): readonly Source[] {
  const place = thisPlaceOf(node)
  return place
    ? [{ kind: 'instance', node: place.owner, isStatic: place.isStatic, path: [] }]
    : [{ kind: 'unknown', node, path: [] }]
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

/** The same sources with names read from each, where nothing more is known about them. */
export function readOpaquely(sources: readonly Source[], path: readonly string[]): readonly Source[] {
  return sources.map((source) => extended(source, path))
}
