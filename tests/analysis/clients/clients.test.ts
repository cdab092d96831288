// Which values are Customer.io clients, and by which evidence?
import { describe, expect, it } from 'vitest'

import type { AnalysedOptions } from '../../support/analysed-sample.ts'
import { analysedSample } from '../../support/analysed-sample.ts'

type Sample = readonly [situation: string, sample: string, options?: AnalysedOptions]

/** Every node marked `client` must be one of this kind by this evidence; none marked `not-client` may be one. */
function check(expected: string, samples: readonly Sample[], prelude = ''): void {
  for (const given of samples) {
    const [situation, sample] = given
    const options = given[2] ?? {}
    it(situation, () => {
      const { file, nodesAt } = analysedSample(`${prelude}\n${sample}`, options)
      const answers = (marker: string): (string | null)[] =>
        nodesAt(marker).map((node) => {
          const client = file.clientAt(node)
          return client && `${client.kind} by ${client.evidence}`
        })
      const clients = nodesAt('client')
      const others = nodesAt('not-client')
      expect(clients.length + others.length).toBeGreaterThan(0)
      expect(answers('client')).toEqual(clients.map(() => expected))
      expect(answers('not-client')).toEqual(others.map(() => null))
    })
  }
}

const trackClient = `import { TrackClient } from 'customerio-node'`

describe('a client by its import', () => {
  check('track by import', [
    ['named', `${trackClient}\n;(/* client */ new TrackClient(a, b)).identify()`],
    [
      'renamed',
      `import { TrackClient as Cio } from 'customerio-node'\nconst cio = new Cio(a, b)\n;(/* client */ cio)`,
    ],
    [
      'namespace',
      `import * as lib from 'customerio-node'\nconst cio = new lib.TrackClient(a, b)\n;(/* client */ cio)`,
    ],
    ['default of 1.x', `import CIO from 'customerio-node'\nconst cio = new CIO(a, b)\n;(/* client */ cio)`],
    [
      'a sub-path',
      `import { TrackClient } from 'customerio-node/track'\n;(/* client */ new TrackClient(a, b))`,
    ],
    [
      'a compiled file',
      `import { TrackClient } from 'customerio-node/dist/lib/track'\n;(/* client */ new TrackClient(a, b))`,
    ],
    ['import equals', `import lib = require('customerio-node')\n;(/* client */ new lib.TrackClient(a, b))`],
    ['require', `const { TrackClient } = require('customerio-node')\n;(/* client */ new TrackClient(a, b))`],
    ['require of 1.x', `const CIO = require('customerio-node')\n;(/* client */ new CIO(a, b))`],
    ['require of a file', `const Track = require('customerio-node/track')\n;(/* client */ new Track(a, b))`],
    ['member of require', `const T = require('customerio-node').TrackClient\n;(/* client */ new T(a, b))`],
    ['compiled code', `var lib_1 = require("customerio-node")\n;(/* client */ new lib_1.TrackClient(a, b))`],
    [
      'dynamic import',
      `const { TrackClient } = await import('customerio-node')\n;(/* client */ new TrackClient(a, b))`,
    ],
    ['re-assigned to a const', `${trackClient}\nconst Cio = TrackClient\n;(/* client */ new Cio(a, b))`],
  ])
})

describe('a client on its way to the call', () => {
  check(
    'track by import',
    [
      ['a const', `const cio = new TrackClient(a, b)\n;(/* client */ cio)`],
      ['an alias', `const cio = new TrackClient(a, b)\nconst same = cio\n;(/* client */ same)`],
      ['a let that is filled later', `let cio: any\nif (x) cio = new TrackClient(a, b)\n;(/* client */ cio)`],
      [
        'null at first',
        `let cio = null\nfunction f() { return (/* client */ cio) }\ncio = new TrackClient(a, b)`,
      ],
      ['a condition', `const cio = x ? new TrackClient(a, b) : null\n;(/* client */ cio)`],
      ['a guard', `const cio = x && new TrackClient(a, b)\n;(/* client */ cio)`],
      ['a fallback', `const cio = globalThis.cio ?? new TrackClient(a, b)\n;(/* client */ cio)`],
      ['a factory', `const getCio = () => new TrackClient(a, b)\n;(/* client */ getCio())`],
      [
        'an async factory',
        `async function make() { return new TrackClient(a, b) }\nconst cio = await make()\n;(/* client */ cio)`,
      ],
      [
        'a memoised factory',
        `let cio: any\nfunction getCio() { if (!cio) { cio = new TrackClient(a, b) } return cio }\n;(/* client */ getCio())`,
      ],
      ['??=', `let cio: any\nconst get = () => (cio ??= new TrackClient(a, b))\n;(/* client */ get())`],
      [
        'casts',
        `const cio = new TrackClient(a, b)\n;(/* client */ cio as any)\n;(/* client */ cio!)\n;(/* client */ cio satisfies object)`,
      ],
      ['a property', `const clients = { track: new TrackClient(a, b) }\n;(/* client */ clients.track)`],
      [
        'destructuring',
        `const clients = { track: new TrackClient(a, b) }\nconst { track: cio } = clients\n;(/* client */ cio)`,
      ],
      ['a default parameter', `function f(cio = new TrackClient(a, b)) { return (/* client */ cio) }`],
      [
        'an element of a list',
        `const all = [new TrackClient(a, b)]\nfor (const cio of all) (/* client */ cio)`,
      ],
      ['a promise', `Promise.resolve(new TrackClient(a, b)).then((cio) => (/* client */ cio))`],
      ['a frozen object', `const cio = Object.freeze(new TrackClient(a, b))\n;(/* client */ cio)`],
      ['a try block', `let cio\ntry { cio = new TrackClient(a, b) } catch {}\n;(/* client */ cio)`],
    ],
    trackClient,
  )
})

describe('a client in a class', () => {
  check(
    'track by import',
    [
      ['a field', `class A { cio = new TrackClient(a, b); go() { return (/* client */ this.cio) } }`],
      [
        'a private field',
        `class A { #cio = new TrackClient(a, b); go() { return (/* client */ this.#cio) } }`,
      ],
      ['a static field', `class A { static cio = new TrackClient(a, b) }\n;(/* client */ A.cio)`],
      [
        'the constructor',
        `class A { constructor() { this.cio = new TrackClient(a, b) } go() { return (/* client */ this.cio) } }`,
      ],
      [
        'a condition in the constructor',
        `class A { cio?: any; constructor() { if (x) this.cio = new TrackClient(a, b) } go() { return (/* client */ this.cio!) } }`,
      ],
      [
        'a getter',
        `class A { get cio() { return new TrackClient(a, b) } go() { return (/* client */ this.cio) } }`,
      ],
      ['an arrow function', `class A { cio = new TrackClient(a, b); go = () => (/* client */ this.cio) }`],
      [
        'a nested function',
        `class A { cio = new TrackClient(a, b); go() { return [1].map(() => (/* client */ this.cio)) } }`,
      ],
      [
        'this under another name',
        `class A { cio = new TrackClient(a, b); go() { const self = this; return (/* client */ self.cio) } }`,
      ],
      [
        'destructured from this',
        `class A { cio = new TrackClient(a, b); go() { const { cio } = this; return (/* client */ cio) } }`,
      ],
      ['an instance', `class A { cio = new TrackClient(a, b) }\n;(/* client */ new A().cio)`],
      [
        'a subclass of the SDK',
        `class Cio extends TrackClient { go() { return (/* client */ this) } }\n;(/* client */ new Cio(a, b))`,
      ],
      [
        'a subclass of a subclass',
        `class A extends TrackClient {}\nclass B extends A {}\n;(/* client */ new B(a, b))`,
      ],
      [
        'a constructor function',
        `function A() { this.cio = new TrackClient(a, b) }\nA.prototype.go = function () { return (/* client */ this.cio) }`,
      ],
      [
        'a method of an object',
        `const service = { cio: new TrackClient(a, b), go() { return (/* client */ this.cio) } }`,
      ],
    ],
    trackClient,
  )
})

describe('a client by its annotation', () => {
  check(
    'track by annotation',
    [
      ['a parameter', `function f(cio: TrackClient) { return (/* client */ cio) }`],
      ['null allowed', `function f(cio: TrackClient | null) { return (/* client */ cio!) }`],
      ['optional', `function f(cio?: TrackClient) { return (/* client */ cio) }`],
      ['Pick', `function f(cio: Pick<TrackClient, 'identify'>) { return (/* client */ cio) }`],
      ['Partial', `function f(cio: Partial<TrackClient>) { return (/* client */ cio) }`],
      ['destructured', `function f({ cio }: { cio: TrackClient }) { return (/* client */ cio) }`],
      ['a property', `function f(deps: { cio: TrackClient }) { return (/* client */ deps.cio) }`],
      [
        'an interface',
        `interface Deps { cio: TrackClient }\nconst f = ({ cio }: Deps) => (/* client */ cio)`,
      ],
      [
        'a parameter property',
        `class A { constructor(private readonly cio: TrackClient) {} go() { return (/* client */ this.cio) } }`,
      ],
      [
        'a decorated parameter',
        `class A { constructor(@Inject('CIO') private cio: TrackClient) {} go() { return (/* client */ this.cio) } }`,
      ],
      ['a field', `class A { cio!: TrackClient; go() { return (/* client */ this.cio) } }`],
      ['a variable', `declare const cio: TrackClient\n;(/* client */ cio)`],
      [
        'a result',
        `declare function get(): TrackClient\nfunction g(): TrackClient { return lookup() }\n;(/* client */ g())`,
      ],
      [
        'a promise',
        `async function g(): Promise<TrackClient> { return lookup() }\nconst cio = await g()\n;(/* client */ cio)`,
      ],
      ['a cast', `const cio = lookup() as TrackClient\n;(/* client */ cio)`],
      ['an alias of the type', `type Cio = TrackClient\nfunction f(cio: Cio) { return (/* client */ cio) }`],
    ],
    `import type { TrackClient } from 'customerio-node'`,
  )
  check('track by annotation', [
    [
      'an import type',
      `function f(cio: import('customerio-node').TrackClient) { return (/* client */ cio) }`,
    ],
    [
      'InstanceType',
      `import { TrackClient } from 'customerio-node'\nfunction f(cio: InstanceType<typeof TrackClient>) { return (/* client */ cio) }`,
    ],
  ])
  const javaScript: AnalysedOptions = { parser: 'espree', fileName: 'sample.js' }
  check('track by annotation', [
    [
      'JSDoc of a parameter',
      `/** @param {import('customerio-node').TrackClient} cio */\nfunction f(cio) { return (/* client */ cio) }`,
      javaScript,
    ],
    [
      'JSDoc of a variable',
      `/** @type {import('customerio-node').TrackClient | null} */\nlet cio = null\n;(/* client */ cio)`,
      javaScript,
    ],
    [
      'JSDoc of a field',
      `class A { /** @type {import('customerio-node').TrackClient} */ cio; go() { return (/* client */ this.cio) } }`,
      javaScript,
    ],
    [
      'JSDoc with a name that is imported',
      `const { TrackClient } = require('customerio-node')\n/** @param {TrackClient} cio */\nfunction f(cio) { return (/* client */ cio) }`,
      javaScript,
    ],
  ])
})

describe('a client of a provider of the runtime', () => {
  const provider = `import { createClientProvider } from 'eslint-plugin-customerio/runtime'
    const provider = createClientProvider({ load, region: 'eu' })`
  check(
    'track by import',
    [
      ['of its method', `;(/* client */ provider.track())`],
      ['held', `const cio = provider.track()\n;(/* client */ cio)`],
      ['awaited, as nobody has to', `const cio = await provider.track()\n;(/* client */ cio)`],
      ['of a method that was taken out', `const { track } = provider\n;(/* client */ track())`],
      ['a function that gives it', `const getCio = () => provider.track()\n;(/* client */ getCio())`],
      [
        'a field',
        `class A { #provider = provider; get cio() { return this.#provider.track() } go() { return (/* client */ this.cio) } }`,
      ],
      [
        'what is none',
        `;(/* not-client */ provider)\n;(/* not-client */ provider.track)\n;(/* not-client */ provider.credentials())\n;(/* not-client */ provider.track().track())`,
      ],
    ],
    provider,
  )
  check('app by import', [['app', `;(/* client */ provider.app())`]], provider)
  check('pipelines by import', [['pipelines', `;(/* client */ provider.pipelines())`]], provider)
  check('track by import', [
    [
      'required',
      `const { createClientProvider } = require('eslint-plugin-customerio/runtime')
      const provider = createClientProvider({ load })
      ;(/* client */ provider.track())`,
    ],
    [
      'of a namespace',
      `import * as runtime from 'eslint-plugin-customerio/runtime'
      const provider = runtime.createClientProvider({ load })
      ;(/* client */ provider.track())`,
    ],
  ])
  check('track by annotation', [
    [
      'a parameter',
      `import type { ClientProvider } from 'eslint-plugin-customerio/runtime'
      function f(provider: ClientProvider<typeof sdk> | null) { return (/* client */ provider?.track()) }`,
    ],
    [
      'a field',
      `import type { ClientProvider } from 'eslint-plugin-customerio/runtime'
      class A { constructor(private readonly provider: ClientProvider) {} go() { return (/* client */ this.provider.track()) } }`,
    ],
    [
      'what the maker gives back',
      `import { createClientProvider } from 'eslint-plugin-customerio/runtime'
      function f(provider: ReturnType<typeof createClientProvider>) { return (/* client */ provider.track()) }`,
    ],
    [
      'the type of another',
      `${provider}
      function f(other: typeof provider) { return (/* client */ other.track()) }`,
    ],
    [
      'JSDoc',
      `/** @param {import('eslint-plugin-customerio/runtime').ClientProvider} provider */
      function f(provider) { return (/* client */ provider.track()) }`,
      { parser: 'espree', fileName: 'sample.js' },
    ],
  ])
  check('none', [
    [
      'a function of that name from elsewhere',
      `import { createClientProvider } from './clients'
      const provider = createClientProvider({ load })
      ;(/* not-client */ provider.track())`,
    ],
    [
      'another export of the runtime',
      `import { createAuditLog } from 'eslint-plugin-customerio/runtime'
      ;(/* not-client */ createAuditLog({ sink }).track())`,
    ],
    [
      'a type of that name from elsewhere',
      `import type { ClientProvider } from './clients'
      function f(provider: ClientProvider) { return (/* not-client */ provider.track()) }`,
    ],
  ])
})

describe('a client by a setting', () => {
  const settings = {
    clients: [
      { module: '@acme/messaging', name: 'messaging', kind: 'track' },
      { module: './src/lib/crm.ts', name: 'default', kind: 'track' },
      { module: './src/lib/crm.ts', name: 'Crm', kind: 'track' },
      { module: './src/lib/crm.ts', name: 'makeCrm', kind: 'track' },
    ],
  } as const
  const inApp: AnalysedOptions = { settings, fileName: 'src/app/sample.ts' }
  check('track by setting', [
    [
      'an instance of a package',
      `import { messaging } from '@acme/messaging'\n;(/* client */ messaging)`,
      { settings },
    ],
    [
      'under another name',
      `import { messaging as m } from '@acme/messaging'\n;(/* client */ m)`,
      { settings },
    ],
    [
      'of a namespace',
      `import * as acme from '@acme/messaging'\n;(/* client */ acme.messaging)`,
      { settings },
    ],
    ['required', `const { messaging } = require('@acme/messaging')\n;(/* client */ messaging)`, { settings }],
    ['a path of the project', `import crm from '../lib/crm'\n;(/* client */ crm)`, inApp],
    ['with its extension', `import crm from '../lib/crm.js'\n;(/* client */ crm)`, inApp],
    ['a class', `import { Crm } from '../lib/crm'\n;(/* client */ new Crm())`, inApp],
    [
      'a subclass of it',
      `import { Crm } from '../lib/crm'\nclass Own extends Crm {}\n;(/* client */ new Own())`,
      inApp,
    ],
    ['a factory', `import { makeCrm } from '../lib/crm'\n;(/* client */ makeCrm())`, inApp],
    [
      'an annotation',
      `import type { Crm } from '../lib/crm'\nfunction f(crm: Crm) { return (/* client */ crm) }`,
      inApp,
    ],
    ['another export', `import { other } from '@acme/messaging'\n;(/* not-client */ other)`, { settings }],
    ['another module', `import { messaging } from '@acme/mail'\n;(/* not-client */ messaging)`, { settings }],
    ['another folder', `import crm from './lib/crm'\n;(/* not-client */ crm)`, inApp],
  ])
  check('app by setting', [
    [
      'another kind',
      `import { mail } from '@acme/mail'\n;(/* client */ mail)`,
      { settings: { clients: [{ module: '@acme/mail', name: 'mail', kind: 'app' }] } },
    ],
  ])
})

describe('a client of the browser', () => {
  check('browser by global', [
    ['_cio', `(/* client */ _cio)`],
    ['of window', `(/* client */ window._cio)\n;(/* client */ globalThis._cio)\n;(/* client */ self._cio)`],
    ['cioanalytics', `(/* client */ cioanalytics)`],
    ['under another name', `const cio = window._cio\n;(/* client */ cio)`],
    ['shadowed', `function f(_cio) { return (/* not-client */ _cio) }`],
    ['declared by the file', `const cioanalytics = make()\n;(/* not-client */ cioanalytics)`],
    ['of another object', `(/* not-client */ app._cio)`],
  ])
  check('browser by import', [
    [
      'loaded',
      `import { AnalyticsBrowser } from '@customerio/cdp-analytics-browser'\nconst a = AnalyticsBrowser.load({ writeKey })\n;(/* client */ a)`,
    ],
    [
      'constructed',
      `import { AnalyticsBrowser } from '@customerio/cdp-analytics-browser'\n;(/* client */ new AnalyticsBrowser())`,
    ],
  ])
})

describe('clients of other kinds', () => {
  check('app by import', [
    ['APIClient', `import { APIClient } from 'customerio-node'\n;(/* client */ new APIClient(key))`],
    ['of a file', `const { APIClient } = require('customerio-node/api')\n;(/* client */ new APIClient(key))`],
  ])
  check('pipelines by import', [
    [
      'PipelinesClient',
      `import { PipelinesClient } from 'customerio-node'\n;(/* client */ new PipelinesClient(key))`,
    ],
  ])
  check('cdp by import', [
    [
      'Analytics',
      `import { Analytics } from '@customerio/cdp-analytics-node'\n;(/* client */ new Analytics({ writeKey }))`,
    ],
    [
      'the default export',
      `import Analytics from '@customerio/cdp-analytics-node'\n;(/* client */ new Analytics({ writeKey }))`,
    ],
  ])
  check('mobile by import', [
    ['CustomerIO', `import { CustomerIO } from 'customerio-reactnative'\n;(/* client */ CustomerIO)`],
  ])
})

describe('what is no client', () => {
  check('', [
    ['a class of that name', `class TrackClient {}\n;(/* not-client */ new TrackClient(a, b))`],
    [
      'an import of that name from elsewhere',
      `import { TrackClient } from './own'\n;(/* not-client */ new TrackClient(a, b))`,
    ],
    [
      'a type-only import as a value',
      `import type { TrackClient } from 'customerio-node'\n;(/* not-client */ new TrackClient(a, b))`,
    ],
    [
      'shadowed by a parameter',
      `${trackClient}\nfunction f(TrackClient: any) { return (/* not-client */ new TrackClient(a, b)) }`,
    ],
    [
      'a name alone',
      `(/* not-client */ customerio)\n;(/* not-client */ cio)\n;(/* not-client */ trackClient)`,
    ],
    [
      'another export',
      `import { RegionEU } from 'customerio-node'\n;(/* not-client */ RegionEU)\n;(/* not-client */ new RegionEU())`,
    ],
    [
      'another vendor',
      `import { Analytics } from '@segment/analytics-node'\n;(/* not-client */ new Analytics({ writeKey }))`,
    ],
    [
      'a package with a similar name',
      `import { TrackClient } from 'customerio-node-extra'\n;(/* not-client */ new TrackClient(a, b))`,
    ],
    ['the class itself', `${trackClient}\n;(/* not-client */ TrackClient)`],
    [
      'a method of the client',
      `${trackClient}\nconst cio = new TrackClient(a, b)\n;(/* not-client */ cio.identify)`,
    ],
    ['cyclic code', `let a = b, b = a\n;(/* not-client */ a)`],
  ])
})

describe('what a client was made with', () => {
  it('is the construction or factory call itself', () => {
    const { file, nodesAt } = analysedSample(`
      import { TrackClient } from 'customerio-node'
      import { AnalyticsBrowser } from '@customerio/cdp-analytics-browser'
      const cio = /* construction */ new TrackClient(a, b)
      const analytics = /* construction */ AnalyticsBrowser.load({ writeKey })
      ;(/* use */ cio).identify()
    `)
    const [first, second] = nodesAt('construction')
    const client = nodesAt('use').map((node) => file.clientAt(node))[0]
    expect(client?.construction).toBe(first)
    expect(client?.facts?.kind).toBe('track')
    for (const node of [first, second]) {
      if (node?.type !== 'NewExpression' && node?.type !== 'CallExpression')
        throw new Error('No construction.')
      expect(file.constructionAt(node)?.construction).toBe(node)
    }
  })
})
