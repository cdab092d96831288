/** What does the analysis make of a raw HTTP request, in one line of text for tests? */
import type { TSESTree } from '@typescript-eslint/utils'

import type { ClientCall, CustomerioFile } from '../../src/analysis/index.ts'
import { analysedSample } from './analysed-sample.ts'
import type { AnalysedOptions } from './analysed-sample.ts'

export interface DescribedRequest {
  /** `track identify PUT`, `app ? ?` where operation and verb are not known. */
  readonly request: string
  /** The source text of the data that is sent. */
  readonly data: readonly string[]
  /** `track-key=process.env.KEY` */
  readonly credentials: readonly string[]
}

/** The request of the call marked `call`; `null` when it is none to Customer.io. */
export function describedRequest(sample: string, options: AnalysedOptions = {}): DescribedRequest | null {
  const { file, callsAt, code } = analysedSample(sample, options)
  const [node, ...others] = callsAt('call')
  if (!node || others.length > 0) throw new Error(`One call must be marked, not ${others.length + 1}.`)
  const [sender, call] = requestIn(node, file)
  let inner = call
  while (inner?.forwardedTo) inner = inner.forwardedTo
  if (!call || !inner?.http) return null
  const { api, verb, operation } = inner.http
  return {
    request: `${api} ${operation?.name ?? (operation ? 'resource' : '?')} ${verb ?? '?'}`,
    data: file.payloadsOf(call).map((payload) => [code.textOf(payload.node), ...payload.path].join(' ')),
    credentials: file
      .credentialsGivenTo(sender)
      .map(({ credential, node: value, path }) => [`${credential}=${code.textOf(value)}`, ...path].join(' ')),
  }
}

/** The request at the start of a chain: `superagent.put(url)` of `superagent.put(url).send(data)`. */
function requestIn(
  node: TSESTree.CallExpression,
  file: CustomerioFile,
): [TSESTree.CallExpression, ClientCall | null] {
  const call = file.callAt(node)
  const { callee } = node
  const inner = callee.type === 'MemberExpression' ? callee.object : null
  return call || inner?.type !== 'CallExpression' ? [node, call] : requestIn(inner, file)
}
