import { setTimeout as delay } from 'node:timers/promises'
import * as sdk5 from 'customerio-node'
import * as sdk4 from 'customerio-node-4'
import { afterEach, describe, expect, it } from 'vitest'

import {
  createClientProvider,
  CredentialError,
  deleteCustomer,
  type ClientProviderOptions,
  type CustomerioSdk,
  type Reload,
} from '../../../src/runtime/index.ts'
import { startAnswering, type AnsweringServer } from '../../support/answering-server.ts'
import { everythingShown } from '../../support/everything-shown.ts'
import { madeUpAppKey, madeUpCredentials, madeUpTrackKey } from '../../support/made-up-keys.ts'

type Values = ReturnType<typeof madeUpCredentials>

/** A workspace that knows some keys, a store that holds some, and a provider between them. */
interface Scene {
  readonly server: AnsweringServer
  /** Track API keys that Customer.io accepts. */
  readonly accepted: Set<string>
  /** What the store holds. */
  stored: Values
  loads: number
  nowMs: number
  readonly reloads: Reload[]
}

const servers: AnsweringServer[] = []

afterEach(async () => {
  for (const server of servers.splice(0)) await server.close()
})

async function setScene(isTls: boolean): Promise<Scene> {
  const stored = madeUpCredentials()
  const accepted = new Set([stored.trackApiKey])
  const server = await startAnswering(({ headers }) => {
    const [, key = ''] = atob((headers.authorization ?? '').replace('Basic ', '')).split(':')
    const known = accepted.has(key) || headers.authorization === `Bearer ${scene.stored.appApiKey}`
    return known ? { status: 200 } : { status: 401, body: { meta: { error: `${key} is unknown` } } }
  }, isTls)
  servers.push(server)
  const scene: Scene = { server, accepted, stored, loads: 0, nowMs: 0, reloads: [] }
  return scene
}

const sdks: Readonly<
  Record<string, { sdk: CustomerioSdk; isTls: boolean; options: (server: AnsweringServer) => object }>
> = {
  'customerio-node 5': {
    sdk: sdk5,
    isTls: false,
    options: ({ url }) => ({ url: `${url}/api/v1`, retry: { maxRetries: 0 } }),
  },
  'customerio-node 4': {
    sdk: sdk4,
    isTls: true,
    options: ({ port }) => ({
      url: 'https://127.0.0.1/api/v1',
      port,
      rejectUnauthorized: false,
      agent: false,
    }),
  },
}

interface AnyTrackClient {
  identify(id: string, attributes?: object): Promise<unknown>
  suppress(id: string): Promise<unknown>
  destroy(id: string): Promise<unknown>
}

describe.each(Object.entries(sdks))('createClientProvider with %s', (_name, { sdk, isTls, options }) => {
  function provide(scene: Scene, more: Partial<ClientProviderOptions> = {}) {
    const provider = createClientProvider({
      load: async () => {
        scene.loads += 1
        const { stored } = scene
        await delay(1)
        return stored
      },
      sdk,
      clientOptions: { track: options(scene.server), app: options(scene.server) },
      now: () => scene.nowMs,
      onReload: (reload) => scene.reloads.push(reload),
      ...more,
    })
    return { provider, track: provider.track() as unknown as AnyTrackClient }
  }

  it('loads once for many requests, and only when the first is made', async () => {
    const scene = await setScene(isTls)
    const { track } = provide(scene)
    expect(scene.loads).toBe(0)
    await Promise.all(Array.from({ length: 20 }, (_, index) => track.identify(`person-${index}`)))
    expect(scene.loads).toBe(1)
    expect(scene.server.requests).toHaveLength(20)
    expect(scene.reloads).toEqual([{ reason: 'first', changed: true, error: null }])
  })

  it('loads anew after `maxAgeSeconds` and uses the new key from then on', async () => {
    const scene = await setScene(isTls)
    const { track } = provide(scene, { maxAgeSeconds: 60 })
    await track.identify('1')
    scene.stored = { ...scene.stored, trackApiKey: madeUpTrackKey() }
    scene.accepted.add(scene.stored.trackApiKey)
    scene.nowMs = 59_999
    await track.identify('2')
    scene.nowMs = 60_000
    await Promise.all([track.identify('3'), track.identify('4')])
    const used = scene.server.requests.map(({ headers }) => headers.authorization)
    expect(new Set(used.slice(0, 2)).size).toBe(1)
    expect(new Set(used.slice(2)).size).toBe(1)
    expect(used[2]).not.toBe(used[0])
    expect(scene.loads).toBe(2)
  })

  it('loads for every request when `maxAgeSeconds` is 0', async () => {
    const scene = await setScene(isTls)
    const { track } = provide(scene, { maxAgeSeconds: 0 })
    await track.identify('1')
    await track.identify('2')
    expect(scene.loads).toBe(2)
  })

  it('loads once on a 401, and repeats every refused request once with the new key', async () => {
    const scene = await setScene(isTls)
    const { track } = provide(scene)
    await track.identify('before')
    const before = scene.stored.trackApiKey
    scene.stored = { ...scene.stored, trackApiKey: madeUpTrackKey() }
    scene.accepted.add(scene.stored.trackApiKey)
    scene.accepted.delete(before)
    await Promise.all(Array.from({ length: 10 }, (_, index) => track.identify(`person-${index}`)))
    expect(scene.loads).toBe(2)
    expect(scene.reloads.at(-1)).toEqual({ reason: 'unauthorized', changed: true, error: null })
    expect(scene.server.requests).toHaveLength(1 + 10 + 10)
  })

  it('gives the 401 back when the store has no other key, and does not storm the store', async () => {
    const scene = await setScene(isTls)
    const { track } = provide(scene)
    await track.identify('before')
    scene.accepted.clear()
    const refuse = () =>
      track.identify('1').then(
        () => null,
        (error: unknown) => error,
      )
    const errors = await Promise.all([refuse(), refuse(), refuse()])
    errors.push(await refuse())
    expect(errors.map((error) => (error as { statusCode: number }).statusCode)).toEqual([401, 401, 401, 401])
    expect(scene.loads).toBe(2)
    expect(scene.server.requests).toHaveLength(1 + 4)
    scene.nowMs += 1000
    await refuse()
    expect(scene.loads).toBe(3)
  })

  it('serves on with what it has when the store is down, and asks again soon', async () => {
    const scene = await setScene(isTls)
    let isDown = false
    const down = new CredentialError('unavailable', 'down', { source: 'a store' })
    const load = () => {
      scene.loads += 1
      return isDown ? Promise.reject(down) : Promise.resolve(scene.stored)
    }
    const { track } = provide(scene, { load, maxAgeSeconds: 60 })
    await track.identify('1')
    isDown = true
    scene.nowMs = 61_000
    await track.identify('2')
    await track.identify('3')
    expect(scene.loads).toBe(2)
    expect(scene.reloads.at(-1)).toEqual({ reason: 'age', changed: false, error: down })
    scene.nowMs = 62_000
    await track.identify('4')
    expect(scene.loads).toBe(3)
  })

  it('gives the 401, not the failure of the store, when both fail', async () => {
    const scene = await setScene(isTls)
    let isDown = false
    const load = () => (isDown ? Promise.reject(new Error('down')) : Promise.resolve(scene.stored))
    const { track } = provide(scene, { load })
    await track.identify('1')
    isDown = true
    scene.accepted.clear()
    await expect(track.identify('2')).rejects.toMatchObject({ statusCode: 401 })
  })

  it('does not take what an older load brings for the answer to a 401', async () => {
    const scene = await setScene(isTls)
    const { promise: storeOpens, open } = gate()
    let readings = 0
    const load = async () => {
      readings += 1
      const { stored } = scene
      if (readings === 2) await storeOpens
      return stored
    }
    const { track } = provide(scene, { load, maxAgeSeconds: 60 })
    await track.identify('1')
    scene.nowMs = 61_000
    const waiting = track.identify('2')
    const before = scene.stored.trackApiKey
    scene.stored = { ...scene.stored, trackApiKey: madeUpTrackKey() }
    scene.accepted.add(scene.stored.trackApiKey)
    scene.accepted.delete(before)
    open()
    await waiting
    expect(readings).toBe(3)
  })

  it('passes other errors on and repeats nothing', async () => {
    const scene = await setScene(isTls)
    const server = await startAnswering(() => ({ status: 400, body: { meta: { error: 'bad' } } }), isTls)
    servers.push(server)
    const { track } = provide(scene, { clientOptions: { track: options(server) } })
    await expect(track.identify('1')).rejects.toMatchObject({ statusCode: 400, message: 'bad' })
    expect(server.requests).toHaveLength(1)
  })

  it('turns what the SDK throws at once into a rejection', async () => {
    const scene = await setScene(isTls)
    const { track } = provide(scene)
    await expect(track.identify('')).rejects.toThrow(/customerId/i)
  })

  it('shows no key: not in the client, not in its errors', async () => {
    const scene = await setScene(isTls)
    const { provider, track } = provide(scene)
    await track.identify('1')
    const { siteId, trackApiKey } = scene.stored
    scene.accepted.clear()
    const error: unknown = await track.identify('2').catch((thrown: unknown) => thrown)
    Reflect.set(error as object, 'message', 'the words of the server')
    Reflect.set(error as object, 'body', '')
    Reflect.set(error as object, 'stack', '')
    const shown = [track, provider, error, await provider.credentials()].map(everythingShown).join('\n')
    const basic = Buffer.from(`${siteId}:${trackApiKey}`).toString('base64')
    for (const secret of [trackApiKey, siteId, basic]) expect(shown).not.toContain(secret)
  })

  it('is a client for `deleteCustomer`', async () => {
    const scene = await setScene(isTls)
    const { track } = provide(scene)
    expect((await deleteCustomer(track, 'person-1')).destroyed).toBe(true)
  })

  it('reloads when it is told to', async () => {
    const scene = await setScene(isTls)
    const { provider } = provide(scene)
    expect((await provider.credentials()).webhookSecret).toBe(scene.stored.webhookSecret)
    scene.stored = { ...scene.stored, webhookSecret: madeUpAppKey() }
    await provider.reload()
    expect((await provider.credentials()).webhookSecret).toBe(scene.stored.webhookSecret)
  })

  it('says which credential is missing for a client', async () => {
    const scene = await setScene(isTls)
    const { provider } = provide(scene, { load: () => ({ siteId: scene.stored.siteId }) })
    const track = provider.track()
    await expect(track.identify('1')).rejects.toMatchObject({
      code: 'missing_field',
      fields: ['trackApiKey'],
    })
  })

  it('can be awaited, compared and asked for methods that do not exist', async () => {
    const scene = await setScene(isTls)
    const { provider } = provide(scene)
    const client = provider.app() as unknown as { noSuchMethod?: () => Promise<unknown> }
    expect(await Promise.resolve(client)).toBe(client)
    expect(provider.app()).toBe(client)
    await expect(client.noSuchMethod?.()).rejects.toThrow('`APIClient` has no method `noSuchMethod`')
  })
})

describe('createClientProvider', () => {
  it('finds the SDK by itself', async () => {
    const scene = await setScene(false)
    const provider = createClientProvider<typeof sdk5>({
      load: () => scene.stored,
      clientOptions: { track: { url: `${scene.server.url}/api/v1` } },
    })
    await provider.track().identify('1', { plan: 'pro' })
    expect(scene.server.requests).toHaveLength(1)
  })

  it('says that version 4 has no Pipelines', async () => {
    const { sdk } = { sdk: sdk4 as CustomerioSdk }
    const provider = createClientProvider({ load: () => madeUpCredentials(), sdk })
    await expect(provider.pipelines().track({})).rejects.toMatchObject({ code: 'sdk_missing' })
  })

  it('hands the region and the keys to the SDK', async () => {
    const made: unknown[][] = []
    class Client {
      constructor(...args: unknown[]) {
        made.push(args)
      }
      async ping() {
        return Promise.resolve()
      }
    }
    const sdk = {
      TrackClient: Client,
      APIClient: Client,
      PipelinesClient: Client,
      RegionUS: 'US',
      RegionEU: 'EU',
    }
    const values = madeUpCredentials()
    const clientOptions = { app: { timeout: 7 } }
    const provider = createClientProvider({ load: () => values, sdk, region: 'eu', clientOptions })
    await provider.track().ping()
    await provider.app().ping()
    await provider.pipelines().ping()
    expect(made).toEqual([
      [values.siteId, values.trackApiKey, { region: 'EU' }],
      [values.appApiKey, { region: 'EU', timeout: 7 }],
      [values.pipelinesWriteKey, { region: 'EU' }],
    ])
  })

  it('is not disturbed by whoever listens', async () => {
    const onReload = () => {
      throw new Error('listener')
    }
    const provider = createClientProvider({ load: () => madeUpCredentials(), onReload })
    expect((await provider.credentials()).siteId).toHaveLength(20)
  })

  it('fails when the first load does, and tries again with the next request', async () => {
    let loads = 0
    const load = () => {
      loads += 1
      if (loads === 1) throw new Error('down')
      return madeUpCredentials()
    }
    const provider = createClientProvider({ load })
    await expect(provider.credentials()).rejects.toThrow('down')
    expect((await provider.credentials()).siteId).toHaveLength(20)
  })

  it.each([
    {},
    { load: 'a' },
    { load: () => 1, maxAgeSeconds: -1 },
    { load: () => 1, minReloadSeconds: NaN },
    { load: () => 1, region: 'EU' },
    { load: () => 1, onReload: true },
  ])('refuses %j', (options) => {
    expect(() => createClientProvider(options as never)).toThrow(TypeError)
  })
})

function gate(): { promise: Promise<void>; open: () => void } {
  let open = (): void => undefined
  const promise = new Promise<void>((resolve) => {
    open = resolve
  })
  return { promise, open }
}
