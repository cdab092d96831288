// Which of the values in a message let whoever reads it sign in, or change an account?
import type { TSESTree } from '@typescript-eslint/utils'

import { valuesAmong } from '../../ast/source.ts'
import { keyName, memberChainOf, propertyName } from '../../ast/static-value.ts'
import type { Hole, TextPattern } from '../../ast/text-pattern.ts'
import { textPatternsOf } from '../../ast/text-pattern.ts'
import type { Tracer } from '../../ast/tracer.ts'
import { unwrap, unwrapAwait } from '../../ast/unwrap.ts'
import { isMessageSecret } from '../../vocabulary/message-secrets.ts'
import { segmentsOf } from '../../vocabulary/sensitive-fields.ts'
import { isEvidentlyBoolean } from '../values/harmless-values.ts'

/** Words of names that hold the same for everybody: where the application is, and what language it speaks. */
const addressWords = new Set('url uri base host hostname origin domain root site endpoint prefix'.split(' '))
const pathWords = new Set('locale lang language slug tenant workspace subdomain version'.split(' '))
const configurations = new Set(
  'config configuration env environment settings constants urls routes paths'.split(' '),
)
/** These hold the application's addresses, unless every call brings its own: `send(user, urls)`. */
const addressLists = new Set('urls routes paths'.split(' '))
/** What a link of that path is for, and what its changing part is then called. */
const occasionInPath =
  /(?:^|[/_.-])(?:reset|verify|verification|confirm|confirmation|magic|invite|invitation|activate|activation|login|log-in|signin|sign-in)(?:$|[/?#_.-])/i
const proofWords = new Set('code hash key secret signature sig nonce jwt ticket'.split(' '))
/** Keys of links that only stop messages. */
const optOutWords = new Set('unsubscribe unsub optout preferences'.split(' '))
/** First words of functions that make something new. */
const makingWords = new Set(
  'generate gen create make build get issue new mint sign random fetch compose'.split(' '),
)
/** Last words of keys under which a function's result carries what it was made from. */
const carryingWords = new Set('link url uri href code cta'.split(' '))
const textMethods = new Set(
  'toString trim toUpperCase toLowerCase concat slice substring padStart padEnd replace replaceAll href'.split(
    ' ',
  ),
)

/** The name by which the value under a key is a secret; `null` when it evidently is none. */
export function secretNameOf(keys: readonly string[], value: TSESTree.Node, tracer: Tracer): string | null {
  const key = keys.at(-1) ?? ''
  const named = isMessageSecret(key) || (keys.length > 1 && isMessageSecret(keys.slice(-2).join('_')))
  if (named) return isTheSameForEverybody(value, tracer) ? null : key
  return segmentsOf(key).some((word) => optOutWords.has(word)) ? null : secretReadIn(value, key, tracer, 0)
}

/** Literals, settings and addresses made of them: `https://${HOST}/login` lets nobody in. */
function isTheSameForEverybody(value: TSESTree.Node, tracer: Tracer): boolean {
  if (isEvidentlyBoolean(value, tracer)) return true
  return textPatternsOf(value, tracer).every((pattern) =>
    pattern.every((piece, index) => typeof piece === 'string' || isFixedPart(piece, pattern, index, tracer)),
  )
}

function isFixedPart({ node }: Hole, pattern: TextPattern, index: number, tracer: Tracer): boolean {
  const inner = unwrapAwait(node)
  if (inner.type === 'Literal') return true
  if (inner.type === 'Identifier' && inner.name === 'undefined') return true
  if (isConfiguration(inner, tracer)) return true
  const name = readName(inner)
  if (pattern.length === 1 || name === null || isMessageSecret(name)) return false
  const last = segmentsOf(name).at(-1) ?? ''
  const before = pattern
    .slice(0, index)
    .map((piece) => (typeof piece === 'string' ? piece : 'x'))
    .join('')
  const isInAddress = !/\/|\?/.test(before.replace(/^[a-z]+:\/\//i, ''))
  return pathWords.has(last) || (isInAddress && (index > 0 || addressWords.has(last)))
}

function isConfiguration(node: TSESTree.Node, tracer: Tracer): boolean {
  // `config.get('appUrl')`
  const { root, path } = memberChainOf(node.type === 'CallExpression' ? node.callee : node)
  const holders = [root.type === 'Identifier' ? root.name : '', ...path].slice(0, -1)
  const sources = valuesAmong(tracer.sourcesOf(node))
  const isGiven = sources.some(({ kind }) => kind === 'parameter')
  if (path.length > 0 && holders.some((name) => namesConfiguration(name, isGiven))) return true
  return (
    sources.length > 0 &&
    sources.every(
      (source) =>
        source.kind === 'literal' ||
        (source.kind === 'global' && source.path[0] === 'env') ||
        (source.kind === 'import' && (source.path.length > 1 || /^[A-Z\d_]+$/.test(source.path[0] ?? ''))),
    )
  )
}

function namesConfiguration(name: string | null, isGiven: boolean): boolean {
  const words = segmentsOf(name ?? '').filter((word) => word !== 'service')
  const last = words.at(-1) ?? ''
  return configurations.has(last) && !(isGiven && addressLists.has(last))
}

/** The secret that an expression is, or is put together from. */
function secretReadIn(outer: TSESTree.Node, key: string, tracer: Tracer, depth: number): string | null {
  const node = unwrapAwait(outer)
  if (depth > 6) return null
  const next = (inner: TSESTree.Node) => secretReadIn(inner, key, tracer, depth + 1)
  switch (node.type) {
    case 'TemplateLiteral':
      return secretInTemplate(node, key, tracer, depth)
    case 'BinaryExpression':
      if (node.operator !== '+') return null
      return secretParameter(node) ?? next(node.left) ?? next(node.right)
    case 'LogicalExpression':
      return (node.operator === '&&' ? null : next(node.left)) ?? next(node.right)
    case 'ConditionalExpression':
      return next(node.consequent) ?? next(node.alternate)
    case 'Identifier':
    case 'MemberExpression':
      return secretRead(node, key, tracer, depth)
    case 'CallExpression':
      return secretFromCall(node, key, tracer, depth)
    default:
      return null
  }
}

function secretRead(
  node: TSESTree.Identifier | TSESTree.MemberExpression,
  key: string,
  tracer: Tracer,
  depth: number,
): string | null {
  const name = readName(node)
  if (name !== null && isMessageSecret(name)) return isTheSameForEverybody(node, tracer) ? null : name
  for (const source of tracer.sourcesOf(node)) {
    const isBuilt = source.kind === 'expression' || source.kind === 'call'
    if (!isBuilt || source.path.length > 0 || source.node === node) continue
    const found = secretReadIn(source.node, key, tracer, depth + 1)
    if (found !== null) return found
  }
  return null
}

/** `?token=${value}`: the text says what the hole holds. */
function secretInTemplate(
  { expressions, quasis }: TSESTree.TemplateLiteral,
  key: string,
  tracer: Tracer,
  depth: number,
): string | null {
  let before = ''
  for (const [index, hole] of expressions.entries()) {
    const text = quasis[index]?.value.cooked ?? ''
    before += text
    const parameter = parameterAtEnd(text)
    const isProof = occasionInPath.test(before) && (isProofName(parameter) || isProofName(readName(hole)))
    const isSecret = isProof || (parameter !== null && isMessageSecret(parameter))
    if (isSecret && !isTheSameForEverybody(hole, tracer)) return parameter ?? readName(hole)
    const found = secretReadIn(hole, key, tracer, depth + 1)
    if (found !== null) return found
  }
  return null
}

/** `?name=` */
function parameterAtEnd(text: string): string | null {
  return /[?&#]([\w.-]+)=$/.exec(text)?.[1] ?? null
}

function isProofName(name: string | null): boolean {
  return proofWords.has(segmentsOf(name ?? '').at(-1) ?? '')
}

/** `base + '/reset?token=' + value` */
function secretParameter({ left, right }: TSESTree.BinaryExpression): string | null {
  const start = unwrap(left)
  const text = start.type === 'BinaryExpression' ? unwrap(start.right) : start
  if (text.type !== 'Literal' || typeof text.value !== 'string' || unwrap(right).type === 'Literal')
    return null
  const name = parameterAtEnd(text.value)
  return name !== null && isMessageSecret(name) ? name : null
}

function secretFromCall(
  node: TSESTree.CallExpression,
  key: string,
  tracer: Tracer,
  depth: number,
): string | null {
  const callee = unwrap(node.callee)
  const name = readName(callee) ?? ''
  if (callee.type === 'MemberExpression' && textMethods.has(name)) {
    return secretReadIn(callee.object, key, tracer, depth + 1)
  }
  const words = segmentsOf(name)
  if (makingWords.has(words[0] ?? '') && isMessageSecret(words.slice(1).join('_'))) return name
  const isText = name === 'String' || name === 'encodeURIComponent' || name === 'encodeURI'
  if (!isText && !carryingWords.has(segmentsOf(key).at(-1) ?? '')) return null
  for (const argument of node.arguments) {
    const found = secretReadIn(argument, key, tracer, depth + 1)
    if (found !== null) return found
  }
  return null
}

/** The name that a value is read by, with the one before it where that makes it clear: `invite.url`. */
function readName(node: TSESTree.Node): string | null {
  if (node.type === 'Identifier') return node.name
  if (node.type !== 'MemberExpression') return null
  const name = propertyName(node)
  const object = unwrap(node.object)
  const holder =
    object.type === 'Identifier'
      ? object.name
      : object.type === 'MemberExpression'
        ? keyName(object.property, object.computed)
        : null
  const both = `${holder ?? ''}_${name ?? ''}`
  return name !== null && holder !== null && !isMessageSecret(name) && isMessageSecret(both) ? both : name
}
