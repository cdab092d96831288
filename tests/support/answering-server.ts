/** Answers: how does a test play a service on the network? A local server that records requests and answers as it is told. */

import { once } from 'node:events'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import { createServer as createTlsServer } from 'node:https'
import type { AddressInfo } from 'node:net'

import { selfSignedCertificate } from './self-signed-certificate.ts'

export interface ReceivedRequest {
  readonly method: string
  readonly path: string
  readonly headers: IncomingMessage['headers']
  readonly body: string
}

/** `silence`: the connection stays open without an answer; `hang up`: it is closed. */
export type Answer =
  | { readonly status: number; readonly body?: unknown; readonly headers?: Record<string, string> }
  | 'silence'
  | 'hang up'

export interface AnsweringServer {
  readonly port: number
  readonly url: string
  readonly requests: ReceivedRequest[]
  close(): Promise<void>
}

/** Starts on a free port of 127.0.0.1. Bodies that are no text are answered as JSON. */
export async function startAnswering(
  answer: (request: ReceivedRequest) => Answer | Promise<Answer>,
  isTls = false,
): Promise<AnsweringServer> {
  const requests: ReceivedRequest[] = []
  const handle = async (incoming: IncomingMessage, response: ServerResponse): Promise<void> => {
    const chunks: Buffer[] = []
    for await (const chunk of incoming) chunks.push(chunk as Buffer)
    const request: ReceivedRequest = {
      method: incoming.method ?? '',
      path: incoming.url ?? '',
      headers: incoming.headers,
      body: Buffer.concat(chunks).toString('utf8'),
    }
    requests.push(request)
    give(await answer(request), incoming, response)
  }
  const listener = (incoming: IncomingMessage, response: ServerResponse) => {
    handle(incoming, response).catch(() => incoming.socket.destroy())
  }
  const server = isTls ? createTlsServer(selfSignedCertificate(), listener) : createServer(listener)
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  return {
    port,
    url: `${isTls ? 'https' : 'http'}://127.0.0.1:${port}`,
    requests,
    close: () => closed(server),
  }
}

function give(answer: Answer, incoming: IncomingMessage, response: ServerResponse): void {
  if (answer === 'silence') return
  if (answer === 'hang up') {
    incoming.socket.destroy()
    return
  }
  const { status, body = {}, headers } = answer
  response
    .writeHead(status, { 'content-type': 'application/json', ...headers })
    .end(typeof body === 'string' ? body : JSON.stringify(body))
}

async function closed(server: Server): Promise<void> {
  if (!server.listening) return
  server.close()
  server.closeAllConnections()
  await once(server, 'close')
}
