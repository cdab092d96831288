import * as sdk5 from 'customerio-node'
import * as sdk4 from 'customerio-node-4'
import { describe, expect, it } from 'vitest'

import {
  classifyEntityOperation,
  classifySemanticEvent,
  clientOptionNames,
  findClientExport,
  findRegionExport,
  findRequestExport,
  findVerifierExport,
  identifierTypes,
  messageRetentionOption,
  methodFactsOf,
  methodNames,
} from '../../src/vocabulary/sdk.ts'

describe('findClientExport', () => {
  it.each([
    ['customerio-node', ['TrackClient'], 'track', 'construct', ['site-id', 'track-key'], 2],
    ['customerio-node', ['APIClient'], 'app', 'construct', ['app-key'], 1],
    ['customerio-node', ['PipelinesClient'], 'pipelines', 'construct', ['write-key'], 1],
    ['@customerio/cdp-analytics-node', ['Analytics'], 'cdp', 'construct', ['write-key'], 0],
    ['@customerio/cdp-analytics-node', ['default'], 'cdp', 'construct', ['write-key'], 0],
    ['@customerio/cdp-analytics-browser', ['AnalyticsBrowser'], 'browser', 'construct', [], null],
    [
      '@customerio/cdp-analytics-browser',
      ['AnalyticsBrowser', 'load'],
      'browser',
      'call',
      ['public-write-key'],
      0,
    ],
    ['customerio-reactnative', ['CustomerIO'], 'mobile', 'instance', [], null],
  ] as const)('%s %j is a client of kind %s', (module, path, kind, use, credentials, options) => {
    const facts = findClientExport(module, path)
    expect(facts).toMatchObject({ module, kind, use, options })
    expect(facts?.credentials.map(({ credential }) => credential)).toEqual(credentials)
  })

  it.each([
    ['the whole module, required (0.x to 2.x)', 'customerio-node', []],
    ['a default import of the class (0.x to 2.x)', 'customerio-node', ['default']],
    ['the class behind /track', 'customerio-node/track', []],
    ['the class behind /track, default', 'customerio-node/track', ['default']],
    ['the class behind /track.js', 'customerio-node/track.js', []],
    ['a member of a default import', 'customerio-node', ['default', 'TrackClient']],
    ['the compiled file', 'customerio-node/dist/lib/track', ['TrackClient']],
    ['the compiled file with its ending', 'customerio-node/dist/lib/track.js', ['TrackClient']],
    ['the source file', 'customerio-node/lib/track', ['TrackClient']],
    ['the entry of the compiled files', 'customerio-node/dist', ['TrackClient']],
    ['the entry of the compiled files by name', 'customerio-node/dist/index.js', ['TrackClient']],
    ['the compiled file of 2.1', 'customerio-node/dist/track', ['default']],
  ])('finds the track client: %s', (_, module, path) => {
    expect(findClientExport(module, path)).toMatchObject({ kind: 'track', use: 'construct' })
  })

  it.each([
    ['customerio-node/api', ['APIClient'], 'app'],
    ['customerio-node/dist/lib/api', ['APIClient'], 'app'],
    ['customerio-node/dist/lib/pipelines.js', ['PipelinesClient'], 'pipelines'],
  ])('finds %s %j', (module, path, kind) => {
    expect(findClientExport(module, path)).toMatchObject({ kind })
  })

  it.each([
    ['customerio-node', ['Track']],
    ['customerio-node', ['TrackClient', 'prototype']],
    ['customerio-node', ['default', 'default']],
    ['customerio-node/api', []],
    ['customerio-node/api', ['TrackClient']],
    ['customerio-node/regions', ['RegionUS']],
    ['customerio-node/dist/lib/api/requests', ['APIClient']],
    ['customerio-node/distrack', []],
    ['customerio-node-extra', ['TrackClient']],
    ['my-customerio-node', ['TrackClient']],
    ['@customerio/track', ['TrackClient']],
    ['@segment/analytics-node', ['Analytics']],
    ['@segment/analytics-next', ['AnalyticsBrowser']],
    ['@customerio/cdp-analytics-node', []],
    ['@customerio/cdp-analytics-browser', ['AnalyticsBrowser', 'track']],
    ['toString', ['constructor']],
    ['', []],
  ])('takes %s %j for no client', (module, path) => {
    expect(findClientExport(module, path)).toBeNull()
  })
})

describe('findRequestExport', () => {
  it.each(Object.keys(sdk5).filter((name) => /^Send\w+Request$/.test(name)))(
    'knows %s of the SDK',
    (name) => {
      const facts = findRequestExport('customerio-node', [name])
      expect(facts).toMatchObject({ class: name, argument: 0 })
      expect(facts?.payloads[0]).toMatchObject({ path: ['message_data'], slot: 'message-data' })
    },
  )

  it('finds them in the sub-paths of every version', () => {
    for (const module of [
      'customerio-node/api',
      'customerio-node/dist/lib/api/requests.js',
      'customerio-node/lib/api/requests',
    ]) {
      expect(findRequestExport(module, ['SendEmailRequest'])).toMatchObject({ class: 'SendEmailRequest' })
    }
    expect(findRequestExport('customerio-node', ['default', 'SendSMSRequest'])).not.toBeNull()
  })

  it('takes no other export for one', () => {
    expect(findRequestExport('customerio-node', ['SendFaxRequest'])).toBeNull()
    expect(findRequestExport('customerio-node', [])).toBeNull()
    expect(findRequestExport('customerio-node/track', ['SendEmailRequest'])).toBeNull()
    expect(findRequestExport('nodemailer', ['SendEmailRequest'])).toBeNull()
  })

  it('names the class that each sending method takes', () => {
    expect(methodFactsOf('app', 'sendSMS')?.request).toBe('SendSMSRequest')
    expect(methodFactsOf('app', 'sendNewsletter')?.request).toBeUndefined()
  })

  it('names the option that keeps a message from being retained', () => {
    const options = { identifiers: { id: '1' }, transactional_message_id: 1, [messageRetentionOption]: true }
    expect(new sdk5.SendSMSRequest(options).message).toMatchObject({ disable_message_retention: true })
  })
})

describe('methodFactsOf', () => {
  it('knows no method by an inherited name, and none of raw requests', () => {
    for (const name of ['constructor', 'toString', '__proto__', 'hasOwnProperty', 'identity']) {
      expect(methodFactsOf('track', name)).toBeNull()
    }
    expect(methodNames('http')).toEqual([])
    expect(methodFactsOf('http', 'identify')).toBeNull()
  })

  it('lets the two forms of trackAnonymous exclude each other', () => {
    expect(methodFactsOf('track', 'trackAnonymous')?.payloads.map((payload) => payload.arguments)).toEqual([
      { min: 2 },
      { max: 1 },
    ])
  })

  it('says which methods erase and which send', () => {
    const effects = (kind: 'track' | 'app', effect: string) =>
      methodNames(kind).filter((name) => methodFactsOf(kind, name)?.effect === effect)
    expect(effects('track', 'destroy')).toEqual(['destroy'])
    expect(effects('track', 'suppress')).toEqual(['suppress'])
    expect(effects('app', 'suppress')).toEqual([])
    expect(effects('app', 'send').sort()).toEqual([
      'sendEmail',
      'sendInApp',
      'sendInboxMessage',
      'sendNewsletter',
      'sendPush',
      'sendSMS',
      'sendWhatsApp',
      'triggerBroadcast',
    ])
  })

  it('gives the queueing clients no promise', () => {
    for (const kind of ['cdp', 'browser', 'mobile'] as const) {
      for (const name of methodNames(kind)) {
        expect(methodFactsOf(kind, name)?.returnsPromise, `${kind}.${name}`).toBe(false)
      }
    }
  })

  it('gives cdp-analytics-node the positions of the Pipelines client', () => {
    for (const name of ['alias', 'group', 'identify', 'page', 'screen', 'track']) {
      expect({ ...methodFactsOf('cdp', name), returnsPromise: true }).toEqual(
        methodFactsOf('pipelines', name),
      )
    }
  })

  it('takes both forms of the mobile identify', () => {
    expect(methodFactsOf('mobile', 'identify')?.payloads).toEqual([
      { argument: 0, path: ['traits'], slot: 'traits', arguments: { max: 1 } },
      { argument: 1, path: [], slot: 'attributes', arguments: { min: 2 } },
    ])
    expect(methodFactsOf('mobile', 'initialize')?.credentials?.[0]).toMatchObject({
      path: ['cdpApiKey'],
      credential: 'public-write-key',
    })
  })
})

describe('operations that say themselves what they do', () => {
  it.each([
    ['person', 'delete', 'destroy'],
    ['person', 'suppress', 'suppress'],
    ['person', 'identify', 'identify'],
    ['person', 'page', 'event'],
    ['object', 'delete', 'write'],
    ['delivery', 'event', 'write'],
  ])('a v2 %s %s is a %s', (type, action, effect) => {
    expect(classifyEntityOperation(type, action)).toBe(effect)
  })

  it('does not guess the type or the action of a v2 operation', () => {
    expect(classifyEntityOperation('', 'delete')).toBeNull()
    expect(classifyEntityOperation('person', 'forget')).toBeNull()
    expect(classifyEntityOperation('person', 'constructor')).toBeNull()
    expect(classifyEntityOperation('object', 'suppress')).toBeNull()
  })

  it('knows the events that delete and suppress, by their exact names', () => {
    expect(classifySemanticEvent('User Deleted')).toBe('destroy')
    expect(classifySemanticEvent('User Suppressed')).toBe('suppress')
    expect(classifySemanticEvent('User Unsuppressed')).toBe('unsuppress')
    expect(classifySemanticEvent('user deleted')).toBeNull()
    expect(classifySemanticEvent('toString')).toBeNull()
  })
})

describe('options, regions and verifiers of the SDKs', () => {
  it('finds the regions where each version exports them', () => {
    expect(findRegionExport('customerio-node', ['RegionEU'])).toBe('eu')
    expect(findRegionExport('customerio-node/regions', ['RegionUS'])).toBe('us')
    expect(findRegionExport('customerio-node', ['default', 'RegionUS'])).toBe('us')
    expect(findRegionExport('customerio-node', ['Region'])).toBeNull()
    expect(findRegionExport('elsewhere', ['RegionEU'])).toBeNull()
  })

  it('names options that the client heeds', () => {
    const [url = ''] = clientOptionNames.track.url
    expect(new sdk5.TrackClient('s', 'k', { [url]: 'https://proxy.example' }).trackRoot).toBe(
      'https://proxy.example',
    )
    expect(new sdk4.APIClient('k', { [url]: 'https://proxy.example' }).apiRoot).toBe('https://proxy.example')
    const [region = ''] = clientOptionNames.track.region
    expect(new sdk5.TrackClient('s', 'k', { [region]: sdk5.RegionEU }).trackRoot).toContain('track-eu')
    const [retry = ''] = clientOptionNames.track.retry
    expect(new sdk5.TrackClient('s', 'k', { [retry]: { maxRetries: 9 } }).request.retry.maxRetries).toBe(9)
    const [timeout = ''] = clientOptionNames.track.timeout
    expect(new sdk5.TrackClient('s', 'k', { [timeout]: 7 }).request.defaults.timeout).toBe(7)
  })

  it('knows the verifier and the names of its options', () => {
    const verifier = findVerifierExport('customerio-node', ['verifyRequestSignature'])
    expect(verifier).toMatchObject({ checksFreshness: false })
    const { secret, timestamp, body, signature } = verifier?.options ?? {
      secret: '',
      timestamp: '',
      body: '',
      signature: '',
    }
    const request = {
      [secret]: 'signing-secret',
      [timestamp]: '1614265384',
      [body]: '{"event_id":"abc","object_type":"email","metric":"delivered"}',
      // eslint-disable-next-line customerio/no-hardcoded-keys -- the signature of a published vector, no secret
      [signature]: '6f55cf23f9b73a2ff07733fe04421f64ce9ec5e409696edda6b2a80311944230',
    }
    const verify: (options: never) => boolean = sdk5.verifyRequestSignature
    expect(verify(request as never)).toBe(true)
    expect(findVerifierExport('customerio-node/dist/lib/webhooks', ['verifyRequestSignature'])).not.toBeNull()
    expect(findVerifierExport('customerio-node', ['verify'])).toBeNull()
    expect(findVerifierExport('stripe', ['verifyRequestSignature'])).toBeNull()
  })

  it('has the members of IdentifierType', () => {
    expect({ ...identifierTypes }).toEqual({ ...sdk5.IdentifierType })
    expect({ ...identifierTypes }).toEqual({ ...sdk4.IdentifierType })
  })
})
