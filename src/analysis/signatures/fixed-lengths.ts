// Is a value always as long as the code decides, whatever comes in from outside?
import type { TSESTree } from '@typescript-eslint/utils'

import { calledName, lastNameOf, propertyName } from '../../ast/static-value.ts'
import { unwrap, unwrapAwait } from '../../ast/unwrap.ts'
import { digestMethods, hmacComputedAt } from '../digests/digests.ts'
import { digestedArgument } from '../digests/plain-hashes.ts'
import { formOfConversion } from './conversions.ts'
import { fixesGroup, fixesLength, patternTestAt } from './fixed-patterns.ts'
import { effectOf } from './method-effects.ts'
import { valuesOf } from './related-values.ts'
import type { SignatureOrigins } from './signature-origins.ts'

const deepest = 12

/** Functions whose result is as long as their arguments that are numbers say. */
const sizedResults = /^(?:scrypt|pbkdf2|hkdf|randomBytes|getRandomValues|deriveBits)(?:Sync)?$/
/** Functions that cannot be followed, whose names say that they digest. */
const digesting = /^(?:(?:hash|hmac|digest|sha\d*|md5|mac)\w*|\w+(?:Hash|Hmac|Digest|Sha\d+|SHA\d+|HMAC))$/
const reading = /^(?:get|read|parse|extract|load|fetch|find|lookup|to|from|decode|strip)/i

/** Whether every value of an expression has a fixed length: digests of either kind, texts, what a pattern fixed. */
export function hasFixedLength(node: TSESTree.Node, signatures: SignatureOrigins): boolean {
  return isFixed(node, signatures, 0)
}

function isFixed(outer: TSESTree.Node, signatures: SignatureOrigins, depth: number): boolean {
  const node = unwrapAwait(outer)
  const within = (inner: TSESTree.Node): boolean => depth < deepest && isFixed(inner, signatures, depth + 1)
  switch (node.type) {
    case 'Literal':
      return true
    case 'TemplateLiteral':
      return node.expressions.every(within)
    case 'BinaryExpression':
      return node.operator === '+' && within(node.left) && within(node.right)
    case 'ConditionalExpression':
      return within(node.consequent) && within(node.alternate)
    case 'LogicalExpression':
      return node.operator === '&&' ? within(node.right) : within(node.left) && within(node.right)
    case 'Identifier':
      return isFixedVariable(node, signatures, within)
    case 'MemberExpression':
      return isFixedGroup(node.object, signatures) || isMemberOfFixed(node, within)
    case 'CallExpression':
      return isFixedResult(node, signatures, within)
    case 'NewExpression':
      return isCopy(node) && node.arguments.slice(0, 1).every(within)
    default:
      return false
  }
}

type Within = (inner: TSESTree.Node) => boolean

function isFixedVariable(node: TSESTree.Identifier, signatures: SignatureOrigins, within: Within): boolean {
  const variable = signatures.tracer.variableAt(node)
  const [def] = variable?.defs ?? []
  if (!variable || !def) return false
  if (def.type === 'Parameter') return isFixedParameter(node, signatures, within)
  const values = valuesOf(variable)
  if (values.length === 0) return false
  const isPattern = def.node.type === 'VariableDeclarator' && def.node.id.type !== 'Identifier'
  // `const [, hex] = /^sha256=([0-9a-f]{64})$/.exec(header)`
  return isPattern ? values.every((value) => isFixedGroup(value, signatures)) : values.every(within)
}

/** A parameter that every call in the file gives a value of fixed length. */
function isFixedParameter(node: TSESTree.Identifier, signatures: SignatureOrigins, within: Within): boolean {
  const sources = signatures.tracer.sourcesOf(node).filter(({ kind }) => kind !== 'declared')
  return (
    sources.length > 0 &&
    sources.every((source) => {
      if (source.kind !== 'parameter' || source.path.length > 0) return false
      const calls = signatures.callersOf(source.function)
      return (
        calls.length > 0 &&
        calls.every((call) => {
          const argument = call.arguments[source.index]
          return argument !== undefined && argument.type !== 'SpreadElement' && within(argument)
        })
      )
    })
  )
}

/** What `exec` and `match` give: the whole match, or its groups. */
function isFixedGroup(outer: TSESTree.Node, { tracer }: SignatureOrigins): boolean {
  const match = withoutGroups(outer)
  const variable = match.type === 'Identifier' ? tracer.variableAt(match) : null
  return (variable ? valuesOf(variable) : [match]).some((value) => {
    const inner = withoutGroups(value)
    const test = patternTestAt(inner.type === 'LogicalExpression' ? inner.left : inner, tracer)
    return test?.patterns.some((pattern) => fixesLength(pattern) || fixesGroup(pattern)) ?? false
  })
}

/** `match` of `match?.groups` */
function withoutGroups(outer: TSESTree.Node): TSESTree.Node {
  const node = unwrapAwait(outer)
  const isGroups = node.type === 'MemberExpression' && propertyName(node) === 'groups'
  return isGroups ? unwrap(node.object) : node
}

/** `mac.buffer`, `digests[0]` */
function isMemberOfFixed(node: TSESTree.MemberExpression, within: Within): boolean {
  return propertyName(node) === 'buffer' && within(node.object)
}

function isFixedResult(node: TSESTree.CallExpression, signatures: SignatureOrigins, within: Within): boolean {
  const { tracer } = signatures
  const name = calledName(node)
  if (digestMethods.has(name) && node.callee.type === 'MemberExpression') return true
  if (sizedResults.test(name) || hmacComputedAt(node, tracer) !== null) return true
  if (tracer.sourcesOf(node.callee).some((source) => digestedArgument(source) !== null)) return true
  const functions = tracer.functionsAt(node.callee)
  if (functions.length > 0) return functions.every((fn) => allOf(tracer.returnsOf(fn), within))
  if (isConversion(node, signatures)) return allOf(convertedBy(node), within)
  return node.arguments.length > 0 && digesting.test(name) && !reading.test(name)
}

function isConversion(node: TSESTree.CallExpression, { tracer }: SignatureOrigins): boolean {
  const name = calledName(node)
  if (/^(?:alloc|padEnd|padStart|fill)/.test(name)) return false
  return (
    name === 'encode' ||
    name === 'concat' ||
    formOfConversion(node.callee, tracer) !== null ||
    effectOf(name) !== null
  )
}

/** The object of a method such as `slice`, else the first argument, where `concat` takes a list. */
function convertedBy(node: TSESTree.CallExpression): readonly TSESTree.Node[] {
  const callee = unwrap(node.callee)
  const name = lastNameOf(callee) ?? ''
  if (callee.type === 'MemberExpression' && effectOf(name) !== null) return [callee.object]
  const [first] = node.arguments
  if (!first) return []
  return first.type === 'ArrayExpression' ? first.elements.filter((element) => element !== null) : [first]
}

/** `new Uint8Array(mac)`; `new Uint8Array(32)` is as long as the code says, too. */
function isCopy({ callee }: TSESTree.NewExpression): boolean {
  return (
    callee.type === 'Identifier' &&
    /^(?:Uint8Array|Uint8ClampedArray|DataView|Buffer|String)$/.test(callee.name)
  )
}

function allOf(nodes: readonly TSESTree.Node[], within: Within): boolean {
  return nodes.length > 0 && nodes.every(within)
}
