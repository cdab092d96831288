/** Judges the payloads of a sample: `sanitized`, `harmless`, `absent`, or `raw` with its reasons. */
import { expect, it } from 'vitest'

import type { CustomerioSettings } from '../../src/analysis/settings.ts'
import { analysedSample } from './analysed-sample.ts'

/** The verdict is written as `raw: record user, sensitive-key ssn`. */
export type JudgedSample = readonly [
  situation: string,
  sample: string,
  verdict: string,
  settings?: CustomerioSettings,
]

const prelude = `
  import { TrackClient, APIClient, PipelinesClient, SendEmailRequest, SendPushRequest } from 'customerio-node'
  import { createSanitizer, hashPii, sanitizeAttributes } from 'eslint-plugin-customerio/runtime'
  import { createHash } from 'node:crypto'
  import _ from 'lodash'
  declare const cio: TrackClient
  declare const api: APIClient
  declare const cdp: PipelinesClient
  declare const random: any
`

/** One test for each sample: the last call of a client in it has this verdict. */
export function checkVerdicts(samples: readonly JudgedSample[]): void {
  for (const given of samples) {
    const [situation, sample, verdict] = given
    const settings = given[3]
    it(situation, () => {
      expect(verdictsIn(sample, settings)).toEqual([verdict])
    })
  }
}

/** What is said of each payload of the last client call of a sample. */
export function verdictsIn(sample: string, settings?: CustomerioSettings): readonly string[] {
  return judgedIn(sample, settings).map(({ state, faults }) => {
    const reasons = faults.map(({ reason, name }) => (name === null ? reason : `${reason} ${name}`))
    return reasons.length > 0 && state === 'raw' ? `${state}: ${reasons.join(', ')}` : state
  })
}

/** The verdicts of the payloads of the last client call of a sample. */
export function judgedIn(sample: string, settings?: CustomerioSettings) {
  const { file } = analysedSample(prelude + sample, settings ? { settings } : {})
  const calls = file.tracer.index.calls.flatMap((node) =>
    node.type === 'CallExpression' ? (file.callAt(node) ?? []) : [],
  )
  const call = calls.filter(({ forwardedTo }) => forwardedTo === null).at(-1)
  if (!call) throw new Error('The sample has no call of a client.')
  return file.payloadsOf(call).map((payload) => ({ ...file.verdictOf(payload), payload }))
}
