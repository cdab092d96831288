// Which property names can this expression spell?
import type { TSESTree } from '@typescript-eslint/utils'

import type { FunctionNode } from '../../ast/source-file.ts'
import type { Source } from '../../ast/source.ts'
import { keyName, propertyName, staticStringOf } from '../../ast/static-value.ts'
import { membersOf } from '../../ast/trace-member.ts'
import type { Tracer } from '../../ast/tracer.ts'
import { unwrap } from '../../ast/unwrap.ts'

/** The expression that stands for a parameter, and what is read from it; `null` when that is not known. */
export type GivenArgument = (
  fn: FunctionNode,
  index: number,
) => { readonly node: TSESTree.Node; readonly path: readonly string[] } | null

interface Question {
  readonly tracer: Tracer
  readonly given: GivenArgument
  readonly depth: number
}

/** The names of a key: written, or the values of a constant, a list that is walked, an enum; `null` when others are possible. */
export function namesOfKey(
  key: TSESTree.Node,
  computed: boolean,
  tracer: Tracer,
  given: GivenArgument,
): readonly string[] | null {
  const name = keyName(key, computed)
  if (name !== null) return [name]
  const member = enumMemberAt(key, tracer)
  if (member !== null) return [member]
  const names = namesAmong(tracer.sourcesOf(key), { tracer, given, depth: 0 })
  return names && names.length > 0 ? [...new Set(names)] : null
}

const deepest = 4

function namesAmong(sources: readonly Source[], question: Question): readonly string[] | null {
  const names: string[] = []
  for (const source of sources) {
    const found = namesFrom(source, question)
    if (found === null) return null
    names.push(...found)
  }
  return names
}

function namesFrom(source: Source, { tracer, given, depth }: Question): readonly string[] | null {
  switch (source.kind) {
    case 'declared':
      return []
    case 'literal':
      return typeof source.value === 'string' || typeof source.value === 'number'
        ? [String(source.value)]
        : null
    case 'parameter': {
      const argument = depth > deepest ? null : given(source.function, source.index)
      if (!argument) return null
      const found = membersOf(tracer.sourcesOf(argument.node), [...argument.path, ...source.path], tracer)
      return namesAmong(found, { tracer, given, depth: depth + 1 })
    }
    case 'call':
      return namesListedBy(source.node, source.path, tracer)
    default:
      return null
  }
}

/** An element of `Object.keys({…})`, or one side of an element of `Object.entries({…})`. */
function namesListedBy(
  { callee, arguments: [listed] }: TSESTree.CallExpression,
  path: readonly string[],
  tracer: Tracer,
): readonly string[] | null {
  const inner = unwrap(callee)
  if (inner.type !== 'MemberExpression' || inner.object.type !== 'Identifier' || !listed) return null
  if (inner.object.name !== 'Object' || tracer.variableAt(inner.object)) return null
  const part = `${propertyName(inner) ?? ''} ${path.join(' ')}`
  const isKey = part === 'keys *' || part === 'entries * 0'
  if (!isKey && part !== 'values *' && part !== 'entries * 1') return null
  const names: string[] = []
  for (const source of tracer.sourcesOf(listed)) {
    if (source.kind === 'declared') continue
    if (source.kind !== 'object' || source.path.length + source.writes.length > 0) return null
    for (const property of source.node.properties) {
      if (property.type === 'SpreadElement') return null
      const name = isKey ? keyName(property.key, property.computed) : staticStringOf(property.value)
      if (name === null) return null
      names.push(name)
    }
  }
  return names
}

/** `Attribute.Plan` of an enum of the file. */
function enumMemberAt(node: TSESTree.Node, tracer: Tracer): string | null {
  const inner = unwrap(node)
  if (inner.type !== 'MemberExpression' || inner.object.type !== 'Identifier') return null
  const definition = tracer.variableAt(inner.object)?.defs[0]?.node as TSESTree.Node | undefined
  if (definition?.type !== 'TSEnumDeclaration') return null
  const name = propertyName(inner)
  const index = definition.body.members.findIndex(({ id }) => keyName(id, false) === name)
  const member = definition.body.members[index]
  if (!member) return null
  return member.initializer ? keyName(member.initializer, true) : String(index)
}
