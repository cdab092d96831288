// A whole rotation while an application works: requests are in flight all along, and not one may be lost.

import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import * as sdk5 from 'customerio-node'
import * as sdk4 from 'customerio-node-4'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'

import {
  checkCredentials,
  createClientProvider,
  fromFile,
  loadCredentials,
  rotateKey,
  type CustomerioSdk,
} from '../../../src/runtime/index.ts'
import { startAnswering, type AnsweringServer } from '../../support/answering-server.ts'
import { madeUpTrackKey } from '../../support/made-up-keys.ts'

interface TrackKey {
  readonly siteId: string
  readonly trackApiKey: string
}

const madeUpPair = (): TrackKey => ({ siteId: madeUpTrackKey(), trackApiKey: madeUpTrackKey() })
const basic = ({ siteId, trackApiKey }: TrackKey) => `Basic ${btoa(`${siteId}:${trackApiKey}`)}`

/** Customer.io, as far as a rotation sees it: several keys can be known at a time, and answers take a while. */
class Workspace {
  readonly known = new Set<string>()
  /** Who was identified, and with which key. */
  readonly arrived = new Map<string, string>()
  refusals = 0

  start(isTls: boolean): Promise<AnsweringServer> {
    return startAnswering(async ({ path, headers }) => {
      const authorization = headers.authorization ?? ''
      // Whether a key counts is decided on arrival; the answer may come after the key has ended.
      const isKnown = this.known.has(authorization)
      await delay(Math.random() * 8)
      if (!isKnown) {
        this.refusals += 1
        return { status: 401, body: { meta: { error: 'unauthorized' } } }
      }
      if (path.endsWith('/accounts/region')) return { status: 200, body: { data_center: 'eu' } }
      this.arrived.set(path, authorization)
      return { status: 200 }
    }, isTls)
  }
}

/** Sends without pause in several loops until it is told to stop, and keeps every failure. */
function startApplication(identify: (id: string) => Promise<unknown>) {
  const failures: unknown[] = []
  let sent = 0
  let inFlight = 0
  let isRunning = true
  const loop = async (): Promise<void> => {
    while (isRunning) {
      sent += 1
      inFlight += 1
      await identify(`person-${sent}`).catch((error: unknown) => failures.push(error))
      inFlight -= 1
    }
  }
  const loops = Promise.all(Array.from({ length: 8 }, loop))
  return {
    failures,
    get sent() {
      return sent
    },
    get inFlight() {
      return inFlight
    },
    async stop() {
      isRunning = false
      await loops
    },
  }
}

let folder = ''
let server: AnsweringServer | undefined

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'rotation-load-'))
})

afterEach(async () => {
  await server?.close()
  rmSync(folder, { recursive: true })
})

const sdks: Record<
  string,
  { sdk: CustomerioSdk; isTls: boolean; options: (server: AnsweringServer) => object }
> = {
  'customerio-node 5': { sdk: sdk5, isTls: false, options: ({ url }) => ({ url: `${url}/api/v1` }) },
  'customerio-node 4': {
    sdk: sdk4,
    isTls: true,
    options: ({ port }) => ({ url: 'https://127.0.0.1/api/v1', port, rejectUnauthorized: false }),
  },
}

describe.each(Object.entries(sdks))('with %s', (_name, { sdk, isTls, options }) => {
  it.each([
    ['instances are told to reload', true],
    ['nobody is told, and the old key just ends', false],
  ])('no request is lost when %s', async (_situation, isRolled) => {
    const workspace = new Workspace()
    const running = await workspace.start(isTls)
    server = running
    // Checks speak `fetch`, which knows no self-signed certificate: they get a door of their own.
    const door = isTls ? await workspace.start(false) : running
    const [before, after] = [madeUpPair(), madeUpPair()]
    const secretFile = join(folder, 'customerio.json')
    const load = () => loadCredentials({ from: fromFile(secretFile), require: ['siteId', 'trackApiKey'] })
    writeFileSync(secretFile, JSON.stringify(before))
    workspace.known.add(basic(before))

    const provider = createClientProvider({
      load,
      sdk,
      clientOptions: { track: options(running) },
      minReloadSeconds: 0,
    })
    const application = startApplication((id) => provider.track().identify(id, {}))
    const someTraffic = async () => {
      const { size } = workspace.arrived
      while (workspace.arrived.size < size + 30 && application.failures.length === 0) await delay(1)
    }

    const inFlightAtStep: number[] = []
    const summary = await rotateKey({
      key: 'trackApiKey',
      journal: join(folder, 'rotation.jsonl'),
      onStep: ({ state }) => state === 'started' && inFlightAtStep.push(application.inFlight),
      steps: {
        create: async () => {
          await someTraffic()
          workspace.known.add(basic(after))
          return after
        },
        store: async ({ created }) => {
          writeFileSync(secretFile, JSON.stringify(created))
          await someTraffic()
        },
        roll: async () => {
          if (isRolled) await provider.reload()
          await someTraffic()
        },
        verify: async () => checkCredentials(await load(), { urls: { track: `${door.url}/api/v1` } }),
        revoke: async () => {
          workspace.known.delete(basic(before))
          await someTraffic()
        },
      },
    })
    await application.stop()
    if (isTls) await door.close()

    expect(summary.completed).toHaveLength(5)
    expect(application.failures).toEqual([])
    expect(workspace.arrived.size).toBe(application.sent)
    expect(new Set(workspace.arrived.values())).toEqual(new Set([basic(before), basic(after)]))
    expect(inFlightAtStep).toHaveLength(5)
    expect(Math.min(...inFlightAtStep)).toBeGreaterThan(0)
    // Nobody was told: then it is the 401 that makes the application look for the new key.
    if (isRolled) expect(workspace.refusals).toBe(0)
    else expect(workspace.refusals).toBeGreaterThan(0)
  })
})
