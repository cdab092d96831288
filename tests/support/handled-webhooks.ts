/** Runs the handlers of samples on genuine and forged webhooks, as they are written and after a suggestion. */
import { createRequire } from 'node:module'

import { Linter } from 'eslint'
import ts from 'typescript'

import plugin from '../../src/index.ts'
import * as runtime from '../../src/runtime/index.ts'
import { runtimeSpecifier } from '../../src/vocabulary/own-exports.ts'
import { syntaxOf } from './sample-syntax.ts'

export const signingKey = 'made-up signing key'
export const sentBody = '{"event_id":"01E4","metric":"bounced"}'
const now = Math.floor(Date.now() / 1000)

/** A request as servers of Node hand it over, with its raw body. */
export interface IncomingWebhook {
  readonly headers: Readonly<Record<string, string | undefined>>
  readonly rawBody: string
  /** the parsed body */
  readonly body: unknown
  get(name: string): string | undefined
}

export interface SentWebhook {
  readonly key?: string
  readonly timestamp?: number
  /** the body that is signed */
  readonly body?: string
  /** what a forger makes of the signature */
  readonly change?: (signature: string) => string
}

/** A webhook that Customer.io sent, or somebody else. */
export function webhookOf({
  key = signingKey,
  timestamp = now,
  body = sentBody,
  change = (signature) => signature,
}: SentWebhook = {}): IncomingWebhook {
  const signed = runtime.signWebhook({ body, secret: key, timestamp })
  const headers: Record<string, string> = { ...signed, 'content-type': 'application/json' }
  headers['x-cio-signature'] = change(headers['x-cio-signature'] ?? '')
  return withBody({ headers }, body)
}

function withBody({ headers }: Pick<IncomingWebhook, 'headers'>, rawBody: string): IncomingWebhook {
  const body: unknown = JSON.parse(rawBody)
  return { headers, rawBody, body, get: (name) => headers[name.toLowerCase()] }
}

/** As a server of `Request` and `Response` gets it. */
export function fetchRequestOf({ headers, rawBody }: IncomingWebhook): Request {
  const given = Object.entries(headers).flatMap(([name, value]) =>
    value === undefined ? [] : [[name, value] as [string, string]],
  )
  return new Request('http://127.0.0.1/webhooks', { method: 'POST', headers: given, body: rawBody })
}

/** What nobody may get past a verifier, by what it is. */
export const forgeries = {
  'another body': withBody(webhookOf(), sentBody.replace('bounced', 'clicked')),
  'a body of two megabytes': withBody(
    webhookOf(),
    JSON.stringify({ event_id: '01E4', metric: 'x'.repeat(2 ** 21) }),
  ),
  'another key': webhookOf({ key: 'somebody else' }),
  'a cut signature': webhookOf({ change: (signature) => signature.slice(0, 40) }),
  'the first digit of a signature': webhookOf({ change: (signature) => signature.slice(0, 1) }),
  'an empty signature': webhookOf({ change: () => '' }),
  'no signature': {
    ...withBody({ headers: { 'x-cio-timestamp': String(now) } }, sentBody),
  },
  'a signature of a megabyte': webhookOf({ change: (signature) => signature.repeat(16_384) }),
  'a recording of yesterday': webhookOf({ timestamp: now - 86_400 }),
  'a recording under a new timestamp': {
    ...withBody(
      { headers: { ...webhookOf({ timestamp: now - 86_400 }).headers, 'x-cio-timestamp': String(now) } },
      sentBody,
    ),
  },
} satisfies Readonly<Record<string, IncomingWebhook>>

/** A handler of a sample: true, or a promise of it, for what it believes. */
export type SampleHandler = (request: unknown, secret: string) => unknown

/** What `module.exports` or `export const handle` of a sample is; it finds the runtime and installed packages. */
export function handlerOf(code: string): SampleHandler {
  const load = createRequire(import.meta.url)
  const require = (specifier: string): unknown => (specifier === runtimeSpecifier ? runtime : load(specifier))
  const { outputText } = ts.transpileModule(code, {
    compilerOptions: {
      module: ts.ModuleKind.CommonJS,
      target: ts.ScriptTarget.ES2022,
      esModuleInterop: true,
    },
  })
  const module: { exports: unknown } = { exports: {} }
  // eslint-disable-next-line @typescript-eslint/no-implied-eval -- the samples stand in the tests
  const run = new Function('require', 'module', 'exports', outputText) as (...given: unknown[]) => void
  run(require, module, module.exports)
  return typeof module.exports === 'function'
    ? (module.exports as SampleHandler)
    : (module.exports as { readonly handle: SampleHandler }).handle
}

/** Whether a handler believes a request; what it throws is an answer of its own. */
export async function answerOf(handler: SampleHandler, request: unknown, key = signingKey): Promise<unknown> {
  try {
    return await handler(request, key)
  } catch (error) {
    return error instanceof Error ? error.name : 'thrown'
  }
}

/** What rules say of a sample. */
export function webhookFindings(
  code: string,
  rules: Partial<Linter.RulesRecord>,
  givenFilename?: string,
): readonly Linter.LintMessage[] {
  const { filename, parser } = syntaxOf(
    givenFilename === undefined ? { code } : { code, filename: givenFilename },
  )
  const sourceType = /\bmodule\.exports\b/.test(code) ? 'commonjs' : 'module'
  const config: Linter.Config = {
    files: ['**'],
    plugins: { customerio: plugin },
    languageOptions: { parser, sourceType },
    rules,
  }
  const messages = new Linter().verify(code, config, { filename })
  const fatal = messages.find((message) => message.fatal)
  if (fatal) throw new SyntaxError(`${fatal.message} (line ${fatal.line}) in:\n${code}`)
  return messages
}

/** The code after the suggestion of this name of the only finding. */
export function withSuggestion(code: string, rules: Partial<Linter.RulesRecord>, messageId: string): string {
  const found = webhookFindings(code, rules)
  const [message] = found
  if (!message || found.length > 1) throw new Error(`Not one finding but ${found.length}:\n${code}`)
  const suggestion = message.suggestions?.find((one) => one.messageId === messageId)
  if (!suggestion) throw new Error(`The rule suggests no ${messageId}:\n${code}`)
  const { range, text } = suggestion.fix
  return code.slice(0, range[0]) + text + code.slice(range[1])
}
