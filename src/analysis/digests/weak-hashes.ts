// Which digests of personal data in a payload can be reversed by trying every value?
import type { TSESTree } from '@typescript-eslint/utils'

import { memberChainOf } from '../../ast/static-value.ts'
import type { Tracer } from '../../ast/tracer.ts'
import { unwrapAwait } from '../../ast/unwrap.ts'
import { classifyAttribute, segmentsOf, squashedName } from '../../vocabulary/sensitive-fields.ts'
import type { ClientContext } from '../clients/clients.ts'
import type { Payload } from '../payloads/payload-sites.ts'
import { isAtHand } from '../payloads/sensitive-data.ts'
import type { ValueDigest } from './value-digests.ts'
import { digestAt } from './value-digests.ts'
import { valuesAt } from '../values/variable-values.ts'
import type { Entry, Verdict } from '../judgement/verdict.ts'

/** A digest that does not protect what it was made of. */
export interface WeakHash {
  readonly kind: 'unkeyed' | 'truncated'
  /** the value in the property, or the payload where the property is made by another function or file */
  readonly node: TSESTree.Node
  /** what is digested, by name */
  readonly name: string
  readonly bits: number | null
  /** the digest that `hashPii` can stand for, and its only input; `null` where none can */
  readonly repair: { readonly digest: TSESTree.Node; readonly input: TSESTree.Node } | null
}

/** Fewer bits let different people share a digest, and a digest be searched for. */
const fewestBits = 128
const deepest = 8
const secretWords = new Set(['secret', 'salt', 'pepper'])
const hashWords = /^(?:hash(?:ed)?|digest|sha\d*|md\d?|hex|fingerprint|1|5|256|512|384|key|id)$/

/** The weak digests of personal data in a payload, in the order of the source. */
export function weakHashesIn(
  payload: Payload,
  { entries }: Verdict,
  context: ClientContext,
): readonly WeakHash[] {
  return entries.flatMap((entry) => {
    const digest = digestAt(entry.value, context)
    const weak = digest && weaknessOf(digest, entry, context.tracer)
    if (!weak) return []
    const node = [entry.value, entry.node].find((place) => isAtHand(place, payload)) ?? payload.node
    return [{ ...weak, node }]
  })
}

function weaknessOf(digest: ValueDigest, entry: Entry, tracer: Tracer): Omit<WeakHash, 'node'> | null {
  const { inputs, value, bits, isKeyed, isReplaceable } = digest
  const reads = new ReadCollector(tracer).collect(inputs)
  const hasSecret = isKeyed || reads.some((read) => isSecret(read, tracer))
  const isShort = bits !== null && bits < fewestBits
  if (hasSecret && !isShort) return null
  const name = personalNameOf(reads, entry, tracer)
  if (name === null) return null
  return {
    kind: hasSecret ? 'truncated' : 'unkeyed',
    name,
    bits,
    repair: isReplaceable && !hasSecret && value ? { digest: digest.node, input: value } : null,
  }
}

/** What the digest is made of; where that tells nothing, what the property says that it is. */
function personalNameOf(reads: readonly Read[], { name }: Entry, tracer: Tracer): string | null {
  const read = reads.find((candidate) => isPersonal(candidate.name) && !isLiteral(candidate.node, tracer))
  if (read) return read.name
  const isUnknown = reads.some(({ node, name: own }) => !isLiteral(node, tracer) && !/id$/i.test(own))
  const words = segmentsOf(name).filter((word) => !hashWords.test(word))
  const hashed = words.join('_')
  return isUnknown && words.length < segmentsOf(name).length && isPersonal(hashed) ? hashed : null
}

/** Random tokens and keys cannot be guessed; passwords can. */
function isPersonal(name: string): boolean {
  const category = classifyAttribute(name)
  if (category === 'credential') return /pass|pin$|answer/.test(squashedName(name))
  return category !== null && category !== 'demographic'
}

function isSecret({ node, name, root }: Read, tracer: Tracer): boolean {
  const words = segmentsOf(name)
  const isNamed = words.some((word) => secretWords.has(word)) || words.at(-1) === 'key'
  return (isNamed || root === 'process') && !isLiteral(node, tracer)
}

function isLiteral(node: TSESTree.Node, tracer: Tracer): boolean {
  return tracer.sourcesOf(node).every(({ kind }) => kind === 'literal')
}

/** A read of a variable or property that a digest is made of. */
interface Read {
  readonly node: TSESTree.Node
  readonly name: string
  readonly root: string
}

/** Finds every read in an expression and in the constants that it names. */
class ReadCollector {
  readonly #tracer: Tracer
  readonly #seen = new Set<TSESTree.Node>()
  readonly #reads: Read[] = []

  constructor(tracer: Tracer) {
    this.#tracer = tracer
  }

  collect(nodes: readonly TSESTree.Node[]): readonly Read[] {
    for (const node of nodes) this.#visit(node, 0)
    return this.#reads
  }

  #visit(outer: TSESTree.Node, depth: number): void {
    const node = unwrapAwait(outer)
    if (depth > deepest || this.#seen.has(node)) return
    this.#seen.add(node)
    for (const part of this.#partsOf(node)) this.#visit(part, depth + 1)
  }

  #partsOf(node: TSESTree.Node): readonly TSESTree.Node[] {
    switch (node.type) {
      case 'Identifier':
        this.#reads.push({ node, name: node.name, root: node.name })
        return this.#valuesOf(node)
      case 'MemberExpression':
        return this.#inMember(node)
      case 'CallExpression': {
        const isMethod = node.callee.type === 'MemberExpression'
        return [...(isMethod && 'object' in node.callee ? [node.callee.object] : []), ...node.arguments]
      }
      case 'NewExpression':
        return node.arguments
      case 'TemplateLiteral':
        return node.expressions
      case 'BinaryExpression':
      case 'LogicalExpression':
        return [node.left, node.right]
      case 'ConditionalExpression':
        return [node.consequent, node.alternate]
      case 'ArrayExpression':
        return node.elements.filter((element) => element !== null)
      case 'SpreadElement':
        return [node.argument]
      default:
        return []
    }
  }

  #inMember(node: TSESTree.MemberExpression): readonly TSESTree.Node[] {
    const { root, path } = memberChainOf(node)
    const name = path.at(-1) ?? null
    if (name !== null) this.#reads.push({ node, name, root: root.type === 'Identifier' ? root.name : '' })
    return root.type === 'Identifier' || root.type === 'ThisExpression' ? [] : [root]
  }

  #valuesOf(node: TSESTree.Identifier): readonly TSESTree.Node[] {
    const variable = this.#tracer.variableAt(node)
    if (!variable) return []
    return valuesAt(variable, node).flatMap((value) => {
      if (value.kind !== 'place') return []
      const { owner, path } = value.place
      const taken = path.at(-1)
      if (typeof taken === 'string') this.#reads.push({ node, name: taken, root: '' })
      return owner.type === 'VariableDeclarator' && owner.init && path.length === 0 ? [owner.init] : []
    })
  }
}
