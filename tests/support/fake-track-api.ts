// A Track API of our own for tests of erasures: notes what is asked, and fails as a test tells it to.

import { once } from 'node:events'
import { createServer as createHttpServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { createServer as createTlsServer } from 'node:https'
import type { AddressInfo } from 'node:net'
import { TrackClient } from 'customerio-node'
import { TrackClient as TrackClient4 } from 'customerio-node-4'
import type { DeletionClient } from '../../src/runtime/index.ts'
import { selfSignedCertificate } from './self-signed-certificate.ts'

export interface TrackRequest {
  readonly step: 'suppress' | 'destroy'
  readonly id: string
  /** Milliseconds since the process began. */
  readonly at: number
}

export type TrackAnswer =
  { status: number; headers?: Record<string, string>; body?: string; afterMs?: number } | 'silence' | 'reset'

export interface FakeTrackApi {
  readonly port: number
  readonly requests: TrackRequest[]
  stop(): Promise<void>
}

/** Answers 200 where `answer` says nothing; `count` tells how often this step was asked for this id, from 1. */
export async function startTrackApi(
  answer: (request: TrackRequest, count: number) => TrackAnswer | undefined = () => undefined,
  { isTls = false, keepsRequests = true } = {},
): Promise<FakeTrackApi> {
  const requests: TrackRequest[] = []
  const counts = new Map<string, number>()
  const handle = (request: IncomingMessage, response: ServerResponse) => {
    const received = readRequest(request)
    const key = `${received.step} ${received.id}`
    if (keepsRequests) {
      requests.push(received)
      counts.set(key, (counts.get(key) ?? 0) + 1)
    }
    give(answer(received, counts.get(key) ?? 1) ?? { status: 200 }, request, response)
  }
  const server = isTls ? createTlsServer(selfSignedCertificate(), handle) : createHttpServer(handle)
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return {
    port: (server.address() as AddressInfo).port,
    requests,
    async stop() {
      const closed = once(server, 'close')
      server.close()
      server.closeAllConnections()
      await closed
    },
  }
}

function readRequest(request: IncomingMessage): TrackRequest {
  const [, id = '', rest] = /^\/api\/v1\/customers\/([^/]+)(\/suppress)?$/.exec(request.url ?? '') ?? []
  return {
    step: rest === undefined ? 'destroy' : 'suppress',
    id: decodeURIComponent(id),
    at: performance.now(),
  }
}

function give(answer: TrackAnswer, request: IncomingMessage, response: ServerResponse): void {
  request.resume()
  if (answer === 'silence') return
  if (answer === 'reset') {
    // Sockets of TLS cannot be reset; for them it is a hang-up.
    if ('encrypted' in request.socket) request.socket.destroy()
    else request.socket.resetAndDestroy()
    return
  }
  const send = () => response.writeHead(answer.status, answer.headers).end(answer.body ?? '{}')
  if (answer.afterMs === undefined) send()
  else setTimeout(send, answer.afterMs)
}

export interface Sdk {
  readonly isTls: boolean
  readonly connect: (server: FakeTrackApi) => DeletionClient
  /** How often it sends a request that fails in a way it repeats. */
  readonly attempts: number
}

/** Both majors; version 4 speaks TLS alone and repeats nothing. */
export const sdks: Readonly<Record<string, Sdk>> = {
  'customerio-node 5': {
    isTls: false,
    attempts: 4,
    connect: ({ port }) =>
      new TrackClient('a-site', 'a-key', {
        url: `http://127.0.0.1:${port}/api/v1`,
        retry: { minTimeoutMs: 1, maxTimeoutMs: 2 },
      }),
  },
  'customerio-node 4': {
    isTls: true,
    attempts: 1,
    connect: ({ port }) =>
      new TrackClient4('a-site', 'a-key', {
        url: 'https://127.0.0.1/api/v1',
        port,
        rejectUnauthorized: false,
        agent: false,
      }),
  },
}
