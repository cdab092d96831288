// What must other files hold for the analysis of a file to lead there?
import path from 'node:path'

import { isTraceBehind } from '../project/export-traces.ts'
import type { Trace } from '../project/text-modules.ts'
import { browserGlobals, findVerifierExport } from '../vocabulary/sdk.ts'
import { clientExports, clientPackages, requestExports } from '../vocabulary/client-exports.ts'
import { packageName } from '../vocabulary/own-exports.ts'
import { signatureHeader } from '../vocabulary/webhook-signature.ts'
import type { ReadSettings } from './settings.ts'

/** What all words hold that lead to Customer.io, and a service account's token: one pass tells most texts. */
const anyWord = /customer[._\s-]?io|cio|sa_(?:live|sandbox)_/i

const globals = browserGlobals.map(({ name }) => name)

/** Hosts and headers are written in any case; Customer.io by itself is prose. */
const inAnyCase = ['\\.customer\\.io', signatureHeader].map((text) =>
  text.replace(/[a-z]/g, (letter) => `[${letter}${letter.toUpperCase()}]`),
)

/** Without any of these a file has neither a client nor a request nor a verifier of its own. */
const leads = new RegExp(
  [...clientPackages, packageName, 'customer\\.io', ...globals, ...inAnyCase].join('|'),
)

const words = /customerio|customer\.io|customer-io|\b_cio\b/i

const known = new WeakMap<ReadSettings, { readonly lead: Trace; readonly word: Trace }>()

/** False for texts that neither name Customer.io nor hold a token of it, as nearly all do. */
export function mayConcernCustomerio(text: string): boolean {
  return anyWord.test(text)
}

/** Whether code of a file can reach Customer.io: by what it names itself, or by what it uses of other files. */
export function leadsToCustomerio(filename: string, text: string, settings: ReadSettings): boolean {
  return leadTraceOf(settings).isIn(text) || usesLead(filename, text, settings)
}

/** Whether a file uses anything of other files by which its calls can reach Customer.io. */
export function usesLead(filename: string, text: string, settings: ReadSettings): boolean {
  if (!settings.followImports || !path.isAbsolute(filename)) return false
  return isTraceBehind(filename, text, leadTraceOf(settings))
}

/**
 * Whether calls into a file can reach Customer.io: it names a package of clients, a host, a global, the header of its
 * signatures or a setting.
 */
export function leadTraceOf(settings: ReadSettings): Trace {
  return tracesOf(settings).lead
}

/** Whether a file can say anything of Customer.io: its configuration, too, which names only keys. */
export function wordTraceOf(settings: ReadSettings): Trace {
  return tracesOf(settings).word
}

function tracesOf(settings: ReadSettings) {
  const found = known.get(settings) ?? {
    lead: traceWith(leads, settings),
    word: traceWith(words, settings),
  }
  known.set(settings, found)
  return found
}

function traceWith(pattern: RegExp, { clients }: ReadSettings): Trace {
  const modules = clients.map(({ module }) => lastNameOf(module))
  const isIn = (text: string) =>
    (anyWord.test(text) && pattern.test(text)) || modules.some((module) => text.includes(module))
  return { isIn, isExport }
}

/** Of a package that is known only what it exports counts, of any other what its name says. */
function isExport(specifier: string, name: string): boolean {
  const known = [...clientExports(specifier), ...requestExports(specifier)]
  if (known.length === 0) return leads.test(specifier)
  if (name === '*' || name === 'default' || findVerifierExport(specifier, [name])) return true
  return known.some(({ exportPath }) => exportPath[0] === name)
}

/** `./src/lib/crm.ts` is imported as `…/crm`, whatever the path to it. */
export function lastNameOf(module: string): string {
  const withoutExtension = module.replace(/(?:\/index)?(?:\.[cm]?[jt]sx?)?$/, '')
  return withoutExtension.slice(withoutExtension.lastIndexOf('/') + 1)
}
