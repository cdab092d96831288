// Do rule, fix and sanitizer agree? Every place of the vocabulary where data is sent is reported, repaired and run.
import * as sdk from 'customerio-node'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

import { startFakeCustomerio } from '../examples/fake-customerio.mjs'
import type { FakeCustomerio } from '../examples/fake-customerio.mjs'
import packageJson from '../package.json' with { type: 'json' }
import * as runtime from '../src/runtime/index.ts'
import { ownExports, packageName, providedClients, runtimeSpecifier } from '../src/vocabulary/own-exports.ts'
import type { ClientKind, MethodFacts, PayloadPosition } from '../src/vocabulary/sdk.ts'
import { browserGlobals, methodFactsOf, methodNames } from '../src/vocabulary/sdk.ts'
import { linted, repaired } from './support/repaired-code.ts'

const sensitive = {
  ssn: '078-05-1120',
  password: 'correct horse',
  iban: 'NL91 ABNA 0417 1643 00',
  phone: '+15551234567',
}
const record = { plan: 'pro', ...sensitive, nested: { passport_number: 'X1234567', seats: 3 } }
const secrets = [...Object.values(sensitive), record.nested.passport_number]

interface Sender {
  readonly name: string
  readonly kind: ClientKind
  /** How the sample gets its client, called `client`. */
  readonly load: string
  readonly methods: Readonly<Record<string, MethodFacts>>
  /** Whether the client really sends, to the recording server. */
  readonly isReal: boolean
}

const tableOf = (kind: ClientKind): Record<string, MethodFacts> =>
  Object.fromEntries(
    methodNames(kind)
      .flatMap((name) => [[name, methodFactsOf(kind, name)] as const])
      .filter(isKnown),
  )

function isKnown(entry: readonly [string, MethodFacts | null]): entry is readonly [string, MethodFacts] {
  return entry[1] !== null
}

const senders: readonly Sender[] = [
  {
    name: 'TrackClient',
    kind: 'track',
    load: `const { TrackClient } = require('customerio-node')
const client = new TrackClient('site', 'key', { url: process.env.TRACK_URL })`,
    methods: tableOf('track'),
    isReal: true,
  },
  {
    name: 'APIClient',
    kind: 'app',
    load: `const sdk = require('customerio-node')
const client = new sdk.APIClient('key', { url: process.env.APP_URL })`,
    methods: tableOf('app'),
    isReal: true,
  },
  {
    name: 'PipelinesClient',
    kind: 'pipelines',
    load: `const { PipelinesClient } = require('customerio-node')
const client = new PipelinesClient('key', { url: process.env.PIPELINES_URL })`,
    methods: tableOf('pipelines'),
    isReal: true,
  },
  {
    name: 'Analytics of cdp-analytics-node',
    kind: 'cdp',
    load: `const { Analytics } = require('@customerio/cdp-analytics-node')
const client = new Analytics({ writeKey: 'key' })`,
    methods: tableOf('cdp'),
    isReal: false,
  },
  {
    name: 'AnalyticsBrowser',
    kind: 'browser',
    load: `const { AnalyticsBrowser } = require('@customerio/cdp-analytics-browser')
const client = AnalyticsBrowser.load({ writeKey: 'key' })`,
    methods: tableOf('browser'),
    isReal: false,
  },
  {
    name: 'CustomerIO of React Native',
    kind: 'mobile',
    load: `const { CustomerIO: client } = require('customerio-reactnative')`,
    methods: tableOf('mobile'),
    isReal: false,
  },
  ...browserGlobals.map(({ name, kind, methods }) => ({
    name: `window.${name}`,
    kind,
    load: `const client = window.${name}`,
    methods,
    isReal: false,
  })),
]

/** An object or array that holds `data` where the path leads. */
function around(path: readonly string[], data: string): string {
  const [key, ...rest] = path
  if (key === undefined) return data
  return key === '*' ? `[${around(rest, data)}]` : `{ ${key}: ${around(rest, data)} }`
}

/** What the clients ask for beside the data. */
const required = `userId: 'u', groupId: 'g', previousId: 'p', event: 'e', name: 'n', `

/** A call that has the record in one position of the table. */
function callOf(method: string, facts: MethodFacts, position: PayloadPosition): string {
  const index = position.argument === 'first-object' ? (position.otherwise ?? 0) : position.argument
  const count = Math.max(index + 1, position.arguments?.min ?? 0)
  const given = around(position.path, 'data')
  const args = Array.from({ length: count }, (_, place) => {
    if (place !== index) return `'text-${place}'`
    return given.startsWith('{ ') ? `{ ${required}${given.slice(2)}` : given
  })
  // A message cannot be made without its envelope.
  const envelope = `to: 'a@example.com', identifiers: { id: '1' }, transactional_message_id: 1, `
  if (facts.request) args[0] = `new sdk.${facts.request}({ ${envelope}${given.slice(2)})`
  return `client.${method}(${args.join(', ')})`
}

const cases = senders.flatMap((sender) =>
  Object.entries(sender.methods).flatMap(([method, facts]) =>
    facts.payloads.map((position) => ({
      sender,
      method,
      isOldForm: position.arguments?.max !== undefined,
      title: `${sender.name}.${method}, ${[String(position.argument), ...position.path].join('.')}`,
      sample: `${sender.load}\nmodule.exports = (data) => ${callOf(method, facts, position)}\n`,
    })),
  ),
)

let server: FakeCustomerio
const environment: Record<string, string> = {}

beforeAll(async () => {
  server = await startFakeCustomerio()
  environment.TRACK_URL = server.trackUrl
  environment.APP_URL = server.appUrl
  environment.PIPELINES_URL = server.pipelinesUrl
})

afterAll(() => server.close())

/** A client that keeps what it is given, whatever the method. */
function recorder(received: unknown[]): object {
  // Callable and constructible, whatever is asked of it.
  const own: object = new Proxy(
    function stub(): null {
      return null
    },
    {
      get: (_, name) =>
        name === 'then'
          ? undefined
          : name === 'load'
            ? () => own
            : (...args: unknown[]) => void received.push(args),
      construct: () => own,
    },
  )
  return own
}

/** Runs a sample as CommonJS, with the real SDK and our runtime behind `require`. */
async function run(sample: string, received: unknown[]): Promise<void> {
  const stub = recorder(received)
  const modules: Readonly<Record<string, unknown>> = {
    'customerio-node': sdk,
    [runtimeSpecifier]: runtime,
    '@customerio/cdp-analytics-node': { Analytics: stub },
    '@customerio/cdp-analytics-browser': { AnalyticsBrowser: stub },
    'customerio-reactnative': { CustomerIO: stub },
  }
  const module: { exports: unknown } = { exports: null }
  const window = Object.fromEntries(browserGlobals.map(({ name }) => [name, stub]))
  // eslint-disable-next-line @typescript-eslint/no-implied-eval, @typescript-eslint/no-unsafe-call -- the repaired sample is what is under test
  new Function('require', 'module', 'process', 'window', sample)(
    (name: string) => modules[name],
    module,
    { env: environment },
    window,
  )
  await (module.exports as (data: unknown) => unknown)(structuredClone(record))
}

describe('every position of every table', () => {
  it('is covered', () => {
    expect(cases.length).toBeGreaterThan(40)
    expect(new Set(cases.map(({ sender }) => sender.kind)).size).toBe(6)
  })

  it.each(cases)(
    '$title: reported, repaired, silent, and nothing sensitive arrives',
    async ({ sender, method, sample, isOldForm }) => {
      const filename = 'sample.cjs'
      expect(linted(sample, { filename })).not.toEqual([])

      const { output, messages } = repaired(sample, { filename })
      expect(messages, output).toEqual([])
      expect(repaired(output, { filename }).output).toBe(output)

      // Methods and overloads of old majors have nothing to run against.
      if (sender.isReal && (isOldForm || !hasMethod(sender.kind, method))) return
      const received: unknown[] = []
      const before = server.requests.length
      await run(output, received)
      const arrived = JSON.stringify([
        received,
        server.requests.slice(before).map(({ body }): unknown => body),
      ])
      expect(arrived).toContain('pro')
      for (const secret of secrets) expect(arrived).not.toContain(secret)
    },
  )
})

function hasMethod(kind: ClientKind, method: string): boolean {
  const client = { track: sdk.TrackClient, app: sdk.APIClient, pipelines: sdk.PipelinesClient }[
    kind as 'track'
  ]
  return method in (client.prototype as object)
}

describe('what fixes write', () => {
  it.each(Object.keys(ownExports))('is exported by the runtime: %s', (name) => {
    expect(runtime).toHaveProperty(name)
  })

  it.each(Object.keys(providedClients))('is a client that a provider gives: %s', (name) => {
    expect(runtime.createClientProvider({ load: () => ({}) })).toHaveProperty(name)
  })

  it('comes from a specifier that the package exports', () => {
    expect(runtimeSpecifier).toBe(`${packageJson.name}/runtime`)
    expect(packageName).toBe(packageJson.name)
    expect(packageJson.exports).toHaveProperty('./runtime')
  })
})
