// Could this file have anything to do with the subject of a rule? The one gate, before any listener is registered.
import type { RuleContext } from '@typescript-eslint/utils/ts-eslint'

import { typeServicesOf } from '../ast/type-services.ts'
import type { ReadSettings } from './settings.ts'
import { readSettings } from './settings.ts'
import { lastNameOf, leadsToCustomerio, mayConcernCustomerio, usesLead } from './traces.ts'

/**
 * What a rule looks for: anything of Customer.io, its keys included; what is made or called of its clients, requests and
 * verifiers; anything signed with an HMAC; Customer.io's webhooks, and those of them whose signature the file itself is
 * concerned with.
 */
export type Subject =
  'customerio' | 'customerio-calls' | 'signed-webhook' | 'customerio-webhook' | 'signed-customerio-webhook'

const customerioWords = [/customer[._\s-]?io/i, /(?:^|[^a-z])cio/i, /Cio(?![a-z])/]
const serviceAccountToken = /\bsa_(?:live|sandbox)_/
const signedWords = /hmac|signature|timingSafeEqual|webhook/i

type GateContext = Readonly<RuleContext<string, readonly unknown[]>>

/** ESLint asks all rules about one file before it goes on to the next: nothing is worked out twice, or kept for long. */
let linted: LintedFile | null = null

/**
 * Whether a rule should look at the file; linear in its length, and worked out once for all rules.
 *
 * @throws {TypeError} when `settings.customerio` is wrong: a wrong setting must not pass in silence.
 */
export function isWorthAnalysing(context: GateContext, subject: Subject): boolean {
  if (linted?.isOf(context) !== true) linted = new LintedFile(context)
  switch (subject) {
    case 'customerio':
      return linted.isOfCustomerio()
    case 'customerio-calls':
      return linted.mayCall()
    case 'signed-webhook':
      return linted.isSigned()
    case 'customerio-webhook':
      return linted.namesWebhooks()
    case 'signed-customerio-webhook':
      return linted.isSigned() && linted.namesWebhooks()
  }
}

/** The answers about one file, each worked out when first asked for: nearly all files are asked for little. */
class LintedFile {
  readonly #context: GateContext
  readonly #sourceCode: GateContext['sourceCode']
  readonly #text: string
  readonly #settings: ReadSettings
  readonly #namesSetting: boolean
  /** most texts are told by this first look */
  readonly #mayConcern: boolean
  #namesCustomerio: boolean | null = null
  #isOfCustomerio: boolean | null = null
  #mayCall: boolean | null = null
  #isSigned: boolean | null = null
  #namesWebhooks: boolean | null = null

  constructor(context: GateContext) {
    const { sourceCode } = context
    this.#context = context
    this.#sourceCode = sourceCode
    this.#text = sourceCode.text
    this.#settings = readSettings(context.settings)
    this.#namesSetting = namesSetting(this.#text, this.#settings)
    this.#mayConcern = mayConcernCustomerio(this.#text)
  }

  isOf({ sourceCode }: GateContext): boolean {
    return sourceCode === this.#sourceCode
  }

  isOfCustomerio(): boolean {
    this.#isOfCustomerio ??=
      this.#namesSetting || this.#textNamesCustomerio() || this.#hasToken() || this.#importsCustomerio()
    return this.#isOfCustomerio
  }

  /** Many a file names Customer.io in a comment, a variable of its configuration or a text, and leads to none of its code. */
  mayCall(): boolean {
    this.#mayCall ??=
      this.isOfCustomerio() &&
      (this.#namesSetting ||
        // Types may come from packages of which nothing else is known here.
        typeServicesOf(this.#sourceCode.parserServices) !== null ||
        leadsToCustomerio(this.#context.filename, this.#text, this.#settings))
    return this.#mayCall
  }

  isSigned(): boolean {
    return (this.#isSigned ??= this.#namesSetting || signedWords.test(this.#text))
  }

  /** A handler may say by its place alone whose webhooks it takes: `app/api/webhooks/customerio/route.ts`. */
  namesWebhooks(): boolean {
    this.#namesWebhooks ??= this.#namesSetting || this.#textNamesCustomerio() || this.#placeNamesCustomerio()
    return this.#namesWebhooks
  }

  #textNamesCustomerio(): boolean {
    return (this.#namesCustomerio ??= this.#mayConcern && namesCustomerio(this.#text))
  }

  #placeNamesCustomerio(): boolean {
    const { filename, cwd } = this.#context
    return mayConcernCustomerio(filename) && namesCustomerio(filename.replace(cwd, ''))
  }

  #hasToken(): boolean {
    return this.#mayConcern && serviceAccountToken.test(this.#text)
  }

  #importsCustomerio(): boolean {
    return usesLead(this.#context.filename, this.#text, this.#settings)
  }
}

function namesCustomerio(text: string): boolean {
  return customerioWords.some((word) => word.test(text))
}

function namesSetting(text: string, { clients, verifiers }: ReadSettings): boolean {
  if (clients.length === 0 && verifiers.length === 0) return false
  return [...clients, ...verifiers].some(({ module }) => text.includes(lastNameOf(module)))
}
