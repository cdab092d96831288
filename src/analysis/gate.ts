// Could this file have anything to do with the subject of a rule? The one gate, before any listener is registered.
import path from 'node:path'

import type { RuleContext } from '@typescript-eslint/utils/ts-eslint'

import type { Trace } from '../project/module-traces.ts'
import { isTraceBehind, specifiersIn } from '../project/module-traces.ts'
import type { ReadSettings } from './settings.ts'
import { readSettings } from './settings.ts'

/** What a rule looks for: Customer.io's clients, calls and keys; anything signed with an HMAC; Customer.io's webhooks. */
export type Subject = 'customerio' | 'signed-webhook' | 'customerio-webhook'

const customerioTraces = [/customer[._\s-]?io/i, /(?:^|[^a-z])cio/i, /Cio(?![a-z])/]

/** Every test is one pass over the text, without backtracking. */
const traces: Readonly<Record<Subject, readonly RegExp[]>> = {
  customerio: [...customerioTraces, /\bsa_(?:live|sandbox)_/],
  'customerio-webhook': customerioTraces,
  'signed-webhook': [/hmac|signature|timingSafeEqual|webhook/i],
}

/** What another file must hold to be of interest: looser words would open half of a project. */
export const moduleTrace: Trace = {
  name: 'customerio',
  isIn: (text) => /customerio|customer\.io|customer-io|\b_cio\b/i.test(text),
}

const known = new WeakMap<object, Map<Subject, boolean>>()

type GateContext = Readonly<RuleContext<string, readonly unknown[]>>

/**
 * Whether a rule should look at the file; linear in its length, and worked out once for all rules.
 *
 * @throws {TypeError} when `settings.customerio` is wrong: a wrong setting must not pass in silence.
 */
export function isWorthAnalysing(context: GateContext, subject: Subject): boolean {
  const read = readSettings(context.settings)
  const answers = known.get(context.sourceCode) ?? new Map<Subject, boolean>()
  known.set(context.sourceCode, answers)
  const answer = answers.get(subject) ?? isSubjectOf(context, subject, read)
  answers.set(subject, answer)
  return answer
}

function isSubjectOf(
  { sourceCode, filename, cwd }: GateContext,
  subject: Subject,
  settings: ReadSettings,
): boolean {
  const { text } = sourceCode
  // A handler may say by its place alone whose webhooks it takes: `app/api/webhooks/customerio/route.ts`.
  if (
    subject === 'customerio-webhook' &&
    customerioTraces.some((trace) => trace.test(filename.replace(cwd, '')))
  )
    return true
  if (traces[subject].some((trace) => trace.test(text))) return true
  if ([...settings.clients, ...settings.verifiers].some(({ module }) => text.includes(lastName(module))))
    return true
  if (subject !== 'customerio' || !settings.followImports || !path.isAbsolute(filename)) return false
  return isTraceBehind(filename, specifiersIn(text), moduleTrace)
}

/** `./src/lib/crm.ts` is imported as `…/crm`, whatever the path to it. */
function lastName(module: string): string {
  const withoutExtension = module.replace(/(?:\/index)?(?:\.[cm]?[jt]sx?)?$/, '')
  return withoutExtension.slice(withoutExtension.lastIndexOf('/') + 1)
}
