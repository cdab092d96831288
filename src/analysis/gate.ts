// Could this file have anything to do with the subject of a rule? The one gate, before any listener is registered.
import type { RuleContext } from '@typescript-eslint/utils/ts-eslint'

import type { ReadSettings } from './settings.ts'
import { readSettings } from './settings.ts'

/** What a rule looks for: Customer.io's clients, calls and keys, or webhooks signed with an HMAC. */
export type Subject = 'customerio' | 'signed-webhook'

/** Every test is one pass over the text, without backtracking. */
const traces: Readonly<Record<Subject, readonly RegExp[]>> = {
  customerio: [/customer[._\s-]?io/i, /(?:^|[^a-z])cio/i, /Cio(?![a-z])/, /\bsa_(?:live|sandbox)_/],
  'signed-webhook': [/hmac|signature|timingSafeEqual/i],
}

const known = new WeakMap<object, Map<Subject, boolean>>()

/**
 * Whether a rule should look at the file; linear in its length, and worked out once for all rules.
 *
 * @throws {TypeError} when `settings.customerio` is wrong: a wrong setting must not pass in silence.
 */
export function isWorthAnalysing(
  { sourceCode, settings }: Readonly<RuleContext<string, readonly unknown[]>>,
  subject: Subject,
): boolean {
  const read = readSettings(settings)
  const answers = known.get(sourceCode) ?? new Map<Subject, boolean>()
  known.set(sourceCode, answers)
  const answer = answers.get(subject) ?? hasTrace(sourceCode.text, subject, read)
  answers.set(subject, answer)
  return answer
}

function hasTrace(text: string, subject: Subject, settings: ReadSettings): boolean {
  if (traces[subject].some((trace) => trace.test(text))) return true
  return [...settings.clients, ...settings.verifiers].some(({ module }) => text.includes(lastName(module)))
}

/** `./src/lib/crm.ts` is imported as `…/crm`, whatever the path to it. */
function lastName(module: string): string {
  const withoutExtension = module.replace(/(?:\/index)?(?:\.[cm]?[jt]sx?)?$/, '')
  return withoutExtension.slice(withoutExtension.lastIndexOf('/') + 1)
}
