/** The checks of webhooks in a sample, as the rules would be told of them. */
import { Signatures } from '../../src/analysis/signatures/leaky-comparisons.ts'
import type { SignatureCheck } from '../../src/analysis/webhooks/signature-checks.ts'
import { SignatureChecks } from '../../src/analysis/webhooks/signature-checks.ts'
import { unwrapAwait } from '../../src/ast/unwrap.ts'
import type { AnalysedOptions } from './analysed-sample.ts'
import { analysedSample } from './analysed-sample.ts'

export interface ChecksOfSample {
  readonly checks: SignatureChecks
  /** The check behind the only marker `/* check *\/`; throws where there is none. */
  readonly check: SignatureCheck
  readonly textOf: (node: SignatureCheck['node']) => string
}

export function checksIn(sample: string, options: AnalysedOptions = {}): ChecksOfSample {
  const { file, code } = analysedSample(sample, options)
  const checks = new SignatureChecks(file.context, new Signatures(file.tracer), file.context)
  const check = checks.checkAt(unwrapAwait(code.nodeAt('check')))
  if (!check) throw new Error('The marked node is no check.')
  return { checks, check, textOf: code.textOf }
}

/** A check that says no by `false`, and one that throws. */
export const imports = `
  import { isValidWebhook as verify, verifyWebhook as eventOf } from 'eslint-plugin-customerio/runtime'
`
