// Which texts of this file are URLs over which Customer.io is spoken to without encryption?
import type { TSESTree } from '@typescript-eslint/utils'

import { programOf } from '../../ast/source-file.ts'
import type { Source } from '../../ast/source.ts'
import { propertyName } from '../../ast/static-value.ts'
import { patternText, textPatternsOf } from '../../ast/text-pattern.ts'
import { membersOf } from '../../ast/trace-member.ts'
import type { Tracer } from '../../ast/tracer.ts'
import { unwrapAwait } from '../../ast/unwrap.ts'
import type { ConnectionUrl } from '../../vocabulary/http-api.ts'
import { connectionUrlOf } from '../../vocabulary/http-api.ts'
import { clientOptionNames } from '../../vocabulary/sdk.ts'
import type { Client, ClientContext } from '../clients/clients.ts'
import { argumentsGiven } from '../credentials/leaves.ts'
import { sitesIn } from '../payloads/payload-sites.ts'

/** A text that begins a URL. */
export interface UrlText extends ConnectionUrl {
  /** the literal or template; where it is written in another file, what leads to it */
  readonly node: TSESTree.Node
  /** whether the scheme stands in the node itself */
  readonly isHere: boolean
}

type TextNode = TSESTree.StringLiteral | TSESTree.TemplateLiteral

/** Methods that look for a text, or take it away, and send nothing to it. */
const lookingMethods = new Set(
  'startsWith endsWith includes indexOf replace replaceAll match test split has toBe toEqual'.split(' '),
)

/** The URL of one of Customer.io's hosts that begins at a literal or template; `null` when none does. */
export function plainUrlAt(
  node: TSESTree.Literal | TSESTree.TemplateLiteral,
  tracer: Tracer,
): UrlText | null {
  if (!isText(node) || !/^http:\/\//i.test(startOf(node)) || isOnlyLookedFor(node)) return null
  const whole = sumAround(node)
  const urls = textPatternsOf(whole, tracer).flatMap((pattern) => connectionUrlOf(patternText(pattern)) ?? [])
  const found = urls.find(({ isCustomerio }) => isCustomerio)
  return found ? { ...found, node, isHere: true } : null
}

function isText(node: TSESTree.Node): node is TextNode {
  return node.type === 'TemplateLiteral' || (node.type === 'Literal' && typeof node.value === 'string')
}

function startOf(node: TextNode): string {
  return node.type === 'Literal' ? node.value : (node.quasis[0]?.value.cooked ?? '')
}

/** The sum that a text begins: `'http://' + host + path`. */
function sumAround(node: TSESTree.Node): TSESTree.Node {
  let current = node
  while (current.parent?.type === 'BinaryExpression' && current.parent.left === current)
    current = current.parent
  return current
}

function isOnlyLookedFor(node: TSESTree.Node): boolean {
  const { parent } = node
  switch (parent?.type) {
    case 'BinaryExpression':
      return parent.operator !== '+'
    case 'Property':
      return parent.key === node
    case 'CallExpression': {
      const { callee } = parent
      return callee.type === 'MemberExpression' && lookingMethods.has(propertyName(callee) ?? '')
    }
    case 'SwitchCase':
    case 'TSLiteralType':
    case 'ImportDeclaration':
      return true
    default:
      return false
  }
}

/** The URLs that a client is given to send to. */
export function urlsGivenTo(
  client: Client,
  args: readonly TSESTree.Node[],
  context: ClientContext,
): readonly UrlText[] {
  const { tracer } = context
  const options = args[client.facts?.options ?? -1]
  if (!options) return []
  const sites = clientOptionNames[client.kind].url.flatMap((name) => sitesIn(options, [name], context))
  return sites.flatMap(({ node, path }) =>
    membersOf(tracer.sourcesOf(node), path, tracer)
      .flatMap((source) => textsStarting(source, tracer, 0))
      .flatMap((text) => {
        const [url] = textPatternsOf(sumAround(text), tracer).flatMap(
          (pattern) => connectionUrlOf(patternText(pattern)) ?? [],
        )
        const isHere = programOf(text) === tracer.index.file.ast
        return url ? [{ ...url, node: isHere ? text : node, isHere }] : []
      }),
  )
}

/** The literals and templates with which a text can begin. */
function textsStarting(source: Source, tracer: Tracer, depth: number): readonly TextNode[] {
  if (depth > 6) return []
  const next = (node: TSESTree.Node): readonly TextNode[] => {
    const inner = unwrapAwait(node)
    if (isText(inner) && startOf(inner) !== '') return [inner]
    if (inner.type === 'TemplateLiteral') return inner.expressions.slice(0, 1).flatMap(next)
    if (inner.type === 'BinaryExpression' && inner.operator === '+') return next(inner.left)
    return tracer.sourcesOf(inner).flatMap((one) => textsStarting(one, tracer, depth + 1))
  }
  switch (source.kind) {
    case 'literal':
      return isText(source.node)
        ? [source.node]
        : source.node.type === 'BinaryExpression'
          ? next(source.node)
          : []
    case 'expression':
      return source.node.type === 'TemplateLiteral' || source.node.type === 'BinaryExpression'
        ? next(source.node)
        : []
    case 'parameter':
      return source.path.length === 0
        ? argumentsGiven(source.function, source.index, tracer).flatMap(next)
        : []
    default:
      return []
  }
}
