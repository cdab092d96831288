/** Answers: what does an API of Customer.io say to a request that only reads? */

import { hostOf, type Region } from '../../vocabulary/http-api.ts'

/** What is kept of an answer: nothing of its text. */
export interface CheckAnswer {
  /** `null`: there was no answer. */
  readonly statusCode: number | null
  /** The region that the answer names, if it names one. */
  readonly region: Region | null
  /** Whether the answer is JSON, and not the page of a proxy. */
  readonly isUsable: boolean
}

const noAnswer: CheckAnswer = { statusCode: null, region: null, isUsable: false }

/** Sends `GET`. Redirects are not followed: a key goes to the host it was meant for, or nowhere. */
export async function checkRequest(
  url: string,
  authorization: string,
  options: { readonly timeoutMs?: number | undefined; readonly fetch?: typeof globalThis.fetch | undefined },
): Promise<CheckAnswer> {
  const send = options.fetch ?? fetch
  const signal = AbortSignal.timeout(Math.ceil(Math.min(options.timeoutMs ?? 10_000, longestTimerMs)))
  try {
    const response = await send(url, { headers: { authorization }, redirect: 'manual', signal })
    const body = parseObject(await response.text())
    return { statusCode: response.status, region: regionIn(body), isUsable: body !== null }
  } catch {
    return noAnswer
  }
}

/** Source: docs.customer.io, "Find your account region": `{ url, data_center, environment_id }`; `region` by the SDK. */
function regionIn(body: Readonly<Record<string, unknown>> | null): Region | null {
  const named = [body?.data_center, body?.region].map((name) => String(name).toLowerCase())
  const region = named.find((name) => name === 'us' || name === 'eu')
  if (region === 'us' || region === 'eu') return region
  return typeof body?.url === 'string' ? (hostOf(body.url)?.region ?? null) : null
}

function parseObject(text: string): Readonly<Record<string, unknown>> | null {
  try {
    const value: unknown = JSON.parse(text)
    return typeof value === 'object' && value !== null ? (value as Readonly<Record<string, unknown>>) : null
  } catch {
    return null
  }
}

const longestTimerMs = 2 ** 31 - 1
