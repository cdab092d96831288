// Could this file have anything to do with the subject of a rule? The one gate, before any listener is registered.
import path from 'node:path'

import type { RuleContext } from '@typescript-eslint/utils/ts-eslint'

import { isTraceBehind } from '../project/export-traces.ts'
import { lastNameOf, leadTraceOf } from './traces.ts'
import type { ReadSettings } from './settings.ts'
import { readSettings } from './settings.ts'

/**
 * What a rule looks for: Customer.io's clients, calls and keys; anything signed with an HMAC; Customer.io's webhooks, and
 * those of them whose signature the file itself is concerned with.
 */
export type Subject = 'customerio' | 'signed-webhook' | 'customerio-webhook' | 'signed-customerio-webhook'

const customerioWords = [/customer[._\s-]?io/i, /(?:^|[^a-z])cio/i, /Cio(?![a-z])/]
/** What each of those words, and a service account's token, holds: most files are told by one pass over their text. */
const anyWord = /customer[._\s-]?io|cio|sa_(?:live|sandbox)_/i
const serviceAccountToken = /\bsa_(?:live|sandbox)_/
const signedWords = /hmac|signature|timingSafeEqual|webhook/i

/** What is known of a file: asked for by every rule, so that nothing is worked out twice. */
interface Answers {
  readonly hasWord: boolean
  readonly bySubject: Map<Subject, boolean>
}

const known = new WeakMap<object, Answers>()

type GateContext = Readonly<RuleContext<string, readonly unknown[]>>

/**
 * Whether a rule should look at the file; linear in its length, and worked out once for all rules.
 *
 * @throws {TypeError} when `settings.customerio` is wrong: a wrong setting must not pass in silence.
 */
export function isWorthAnalysing(context: GateContext, subject: Subject): boolean {
  const answers = answersOf(context)
  const answer = answers.bySubject.get(subject)
  if (answer !== undefined) return answer
  const isWorth = isSubjectOf(context, subject, answers)
  answers.bySubject.set(subject, isWorth)
  return isWorth
}

function answersOf({ sourceCode }: GateContext): Answers {
  const found = known.get(sourceCode)
  if (found) return found
  const answers: Answers = { hasWord: anyWord.test(sourceCode.text), bySubject: new Map() }
  known.set(sourceCode, answers)
  return answers
}

function isSubjectOf(context: GateContext, subject: Subject, { hasWord }: Answers): boolean {
  const { filename, cwd } = context
  const { text } = context.sourceCode
  const settings = readSettings(context.settings)
  if (subject === 'signed-customerio-webhook') {
    return isWorthAnalysing(context, 'signed-webhook') && isWorthAnalysing(context, 'customerio-webhook')
  }
  if (namesSetting(text, settings)) return true
  switch (subject) {
    case 'signed-webhook':
      return signedWords.test(text)
    case 'customerio-webhook':
      // A handler may say by its place alone whose webhooks it takes: `app/api/webhooks/customerio/route.ts`.
      return (hasWord && namesCustomerio(text)) || namesCustomerio(filename.replace(cwd, ''))
    case 'customerio':
      if (hasWord && (namesCustomerio(text) || serviceAccountToken.test(text))) return true
      return (
        settings.followImports &&
        path.isAbsolute(filename) &&
        isTraceBehind(filename, text, leadTraceOf(settings))
      )
  }
}

function namesCustomerio(text: string): boolean {
  return customerioWords.some((word) => word.test(text))
}

function namesSetting(text: string, { clients, verifiers }: ReadSettings): boolean {
  return [...clients, ...verifiers].some(({ module }) => text.includes(lastNameOf(module)))
}
