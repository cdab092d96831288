// Which operation does a call perform: the kind of the client, the method and the evidence?
import { describe, expect, it } from 'vitest'

import type { AnalysedOptions } from '../../support/analysed-sample.ts'
import { analysedSample } from '../../support/analysed-sample.ts'

type Sample = readonly [
  situation: string,
  sample: string,
  calls: readonly string[],
  options?: AnalysedOptions,
]

const prelude = `
  import { TrackClient, APIClient, PipelinesClient, SendEmailRequest } from 'customerio-node'
  import { Analytics } from '@customerio/cdp-analytics-node'
  import { CustomerIO } from 'customerio-reactnative'
  const cio = new TrackClient(a, b)
  const api = new APIClient(key)
`

/** The calls marked `call` must be these, in their order; those marked `not-call` none. */
function check(samples: readonly Sample[]): void {
  for (const given of samples) {
    const [situation, sample, calls] = given
    const options = given[3] ?? {}
    it(situation, () => {
      const { file, callsAt } = analysedSample(`${prelude}\n${sample}`, options)
      const found = callsAt('call').map((node) => {
        const call = file.callAt(node)
        return call && `${call.client.kind}.${call.method} by ${call.client.evidence}`
      })
      const others = callsAt('not-call')
      expect(found).toEqual(calls)
      expect(others.map((node) => file.callAt(node))).toEqual(others.map(() => null))
      expect(found.length + others.length).toBeGreaterThan(0)
    })
  }
}

describe('calls of methods', () => {
  check([
    ['plain', `/* call */ cio.identify(id, user)`, ['track.identify by import']],
    ['awaited', `/* call */ await cio.track(id, event)`, ['track.track by import']],
    ['computed', `/* call */ cio['identify'](id, user)`, ['track.identify by import']],
    ['optional', `/* call */ cio?.identify?.(id, user)`, ['track.identify by import']],
    ['of the App API', `/* call */ api.sendEmail(request)`, ['app.sendEmail by import']],
    ['of a new client', `/* call */ new TrackClient(a, b).destroy(id)`, ['track.destroy by import']],
    [
      'of a pipelines client',
      `/* call */ new PipelinesClient(key).group(message)`,
      ['pipelines.group by import'],
    ],
    ['of a CDP client', `/* call */ new Analytics({ writeKey }).page(message)`, ['cdp.page by import']],
    [
      'of React Native',
      `/* call */ CustomerIO.setProfileAttributes(attributes)`,
      ['mobile.setProfileAttributes by import'],
    ],
    [
      'of a parameter',
      `const f = (client: TrackClient) => /* call */ client.suppress(id)`,
      ['track.suppress by annotation'],
    ],
    [
      'of a client in a map whose type says so',
      `const clients = new Map<string, TrackClient>()\n;/* call */ clients.get(name)?.identify(id, user)`,
      ['track.identify by annotation'],
    ],
    [
      'of a client in a map that is a field',
      `class A { readonly #clients = new Map<string, TrackClient>()
        send() { return /* call */ this.#clients.get(name)!.identify(id, user) } }`,
      ['track.identify by annotation'],
    ],
    [
      'of something else in a map',
      `const names = new Map<string, string>()\n;/* not-call */ names.get(name)?.identify(id, user)`,
      [],
    ],
    [
      'of what a setting names',
      `import { crm } from '@acme/crm'\n;/* call */ crm.identify(id, user)`,
      ['track.identify by setting'],
      { settings: { clients: [{ module: '@acme/crm', name: 'crm', kind: 'track' }] } },
    ],
  ])
})

describe('methods on their way', () => {
  check([
    [
      'destructured',
      `const { identify } = cio\n;/* call */ identify(id, user)`,
      ['track.identify by import'],
    ],
    [
      'destructured under another name',
      `const { track: send } = cio\n;/* call */ send(id, event)`,
      ['track.track by import'],
    ],
    ['bound', `const send = cio.track.bind(cio)\n;/* call */ send(id, event)`, ['track.track by import']],
    ['compiled', `;/* call */ (0, cio.identify)(id, user)`, ['track.identify by import']],
    ['through call', `/* call */ cio.identify.call(cio, id, user)`, ['track.identify by import']],
    ['through apply', `/* call */ cio.identify.apply(cio, [id, user])`, ['track.identify by import']],
    [
      'inherited',
      `class Own extends TrackClient { go() { return /* call */ this.identify(id, user) } }`,
      ['track.identify by import'],
    ],
  ])
  it.each([
    ['call', `/* call */ cio.identify.call(cio, id, user)`],
    ['apply', `/* call */ cio.identify.apply(cio, [id, user])`],
    ['a queue', `/* call */ _cio.push(['track', id, user])`],
  ])('the arguments are those of the method: %s', (_name, sample) => {
    const { file, callsAt, code } = analysedSample(`${prelude}\n${sample}`)
    const [node] = callsAt('call')
    const call = node ? file.callAt(node) : null
    expect(call?.arguments.map((argument) => code.textOf(argument))).toEqual(['id', 'user'])
  })
})

describe('calls of browser globals', () => {
  check([
    [
      '_cio',
      `/* call */ _cio.identify({ id })\n;/* call */ window._cio.track('x', data)`,
      ['browser.identify by global', 'browser.track by global'],
    ],
    ['cioanalytics', `/* call */ cioanalytics.track('x', data)`, ['browser.track by global']],
    [
      'the queue',
      `/* call */ _cio.push(['page', url, data])\n;/* call */ window._cio.push(['identify', person])`,
      ['browser.page by global', 'browser.identify by global'],
    ],
    [
      'the queue of something else',
      `/* not-call */ _cio.push(items)\n;/* not-call */ _cio.push(['unheard', x])\n;/* not-call */ queue.push(['track', x])`,
      [],
    ],
  ])
})

describe('calls that are no operation', () => {
  check([
    ['a method that no client has', `/* not-call */ cio.unheardOf(id)`, []],
    ['a method of another kind', `/* not-call */ cio.sendEmail(request)`, []],
    [
      'an inherited property of objects',
      `/* not-call */ cio.toString()\n;/* not-call */ cio.hasOwnProperty('x')`,
      [],
    ],
    ['a method of the answer', `/* not-call */ cio.identify(id).then(done)`, []],
    [
      'something that only has such a method',
      `/* not-call */ analytics.identify(id, user)\n;/* not-call */ user.track(event)`,
      [],
    ],
    ['the client itself', `/* not-call */ cio(id)`, []],
    ['a construction', `/* not-call */ Reflect.construct(TrackClient, [])`, []],
  ])
})

describe('what is known of a call', () => {
  it('are the facts of the table', () => {
    const { file, callsAt } = analysedSample(`${prelude}\n/* call */ cio.identify(id, user)`)
    const [node] = callsAt('call')
    const call = node ? file.callAt(node) : null
    expect(call).toMatchObject({
      node,
      http: null,
      forwardedTo: null,
      facts: { effect: 'identify', returnsPromise: true },
    })
    expect(node && file.callAt(node)).toBe(call)
  })
})
