// Will Customer.io keep the message that this call sends, as it does unless it is told not to?
import type { TSESTree } from '@typescript-eslint/utils'

import { valuesAmong } from '../../ast/source.ts'
import { propertyName } from '../../ast/static-value.ts'
import { unwrap, unwrapAwait } from '../../ast/unwrap.ts'
import type { Position } from '../../vocabulary/sdk.ts'
import { messageRetentionOption } from '../../vocabulary/sdk.ts'
import type { ClientCall } from '../clients/calls.ts'
import type { ClientContext } from '../clients/clients.ts'
import type { Site } from '../payloads/payload-sites.ts'
import { envelopePaths, sitesAt, sitesIn } from '../payloads/payload-sites.ts'

/** `kept` only where the code shows it: options that may hold the flag leave it open. */
export interface Retention {
  readonly state: 'kept' | 'dropped' | 'unknown'
  /** the `false` values that the flag is given */
  readonly refusals: readonly TSESTree.Node[]
}

/** Functions that build a message for each other are followed this deep. */
const deepest = 5

/** What becomes of the message that a call sends, through house wrappers too. */
export function retentionOf(call: ClientCall, context: ClientContext): Retention {
  const chain: ClientCall[] = []
  for (let current: ClientCall | null = call; current; current = current.forwardedTo) chain.push(current)
  const reader = new RetentionReader(chain, context)
  const flags = envelopePaths(messageRetentionOption).map((path) =>
    reader.read(chain.length - 1, { argument: 0, path }),
  )
  return joined(flags)
}

/** Opens sites further that lead into functions of the project, or into `Object.assign(…)`. */
export function openedSites(sites: readonly Site[], context: ClientContext, depth = 0): readonly Site[] {
  return sites.flatMap((site) => {
    const node = unwrapAwait(site.node)
    if (site.path.length === 0 || node.type !== 'CallExpression' || depth >= deepest) return [site]
    const built = isAssign(node) ? copiedBy(node) : resultsOf(node, context)
    if (built.length === 0) return [site]
    const inner = built.flatMap((value) => sitesIn(value, site.path, context))
    return openedSites(inner, context, depth + 1)
  })
}

function isAssign(node: TSESTree.CallExpression): boolean {
  const callee = unwrap(node.callee)
  return (
    callee.type === 'MemberExpression' &&
    callee.object.type === 'Identifier' &&
    callee.object.name === 'Object' &&
    propertyName(callee) === 'assign'
  )
}

function copiedBy(node: TSESTree.CallExpression): readonly TSESTree.Node[] {
  return node.arguments.map((argument) => (argument.type === 'SpreadElement' ? argument.argument : argument))
}

function resultsOf({ callee }: TSESTree.CallExpression, { tracer }: ClientContext): readonly TSESTree.Node[] {
  return tracer.functionsAt(callee).flatMap((fn) => tracer.returnsOf(fn))
}

function joined(parts: readonly Retention[]): Retention {
  const has = (state: Retention['state']): boolean => parts.some((part) => part.state === state)
  return {
    state: has('dropped') ? 'dropped' : has('unknown') ? 'unknown' : 'kept',
    refusals: [...new Set(parts.flatMap(({ refusals }) => refusals))],
  }
}

const unknown: Retention = { state: 'unknown', refusals: [] }

class RetentionReader {
  readonly #chain: readonly ClientCall[]
  readonly #context: ClientContext

  /** @param chain a call, the call inside its wrapper, and so on to the one that sends */
  constructor(chain: readonly ClientCall[], context: ClientContext) {
    this.#chain = chain
    this.#context = context
  }

  read(level: number, position: Position): Retention {
    const call = this.#chain[level]
    if (!call) return unknown
    const sites = openedSites(sitesAt(call, position, this.#context), this.#context)
    return joined(sites.map((site) => this.#readSite(level, site)))
  }

  #readSite(level: number, { node, path }: Site): Retention {
    const sources = valuesAmong(this.#context.tracer.sourcesOf(node))
    if (sources.length === 0) return unknown
    return joined(
      sources.map((source): Retention => {
        if (source.kind === 'literal') {
          if (path.length > 0 || source.path.length > 0) return { state: 'kept', refusals: [] }
          return source.value ? { state: 'dropped', refusals: [] } : { state: 'kept', refusals: [node] }
        }
        // What a wrapper does not know, its caller may.
        const isGiven = source.kind === 'parameter' && level > 0 && source.path[0] !== '...'
        if (!isGiven) return unknown
        return this.read(level - 1, { argument: source.index, path: [...source.path, ...path] })
      }),
    )
  }
}
