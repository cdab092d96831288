/** Answers: how does an AWS Lambda function receive webhooks that it can trust? */

import { Buffer } from 'node:buffer'
import { tooLarge, wholeBody, type BodyLimits, type BodyRead } from '../body-read.ts'
import { assertHandler, handleWebhook } from '../handle-webhook.ts'
import type { WebhookEvent } from '../verify-webhook.ts'
import { WebhookReceiver, type WebhookOptions } from '../webhook-receiver.ts'

/** What is needed of the events of API Gateway (v1 and v2), function URLs and load balancers. */
export interface LambdaWebhookEvent {
  readonly headers?: Readonly<Record<string, string | undefined>> | null | undefined
  /** Of v1, where `headers` has only the last of several values. */
  readonly multiValueHeaders?: Readonly<Record<string, readonly string[] | undefined>> | null | undefined
  readonly body?: string | null | undefined
  readonly isBase64Encoded?: boolean | undefined
}

/** An answer, as API Gateway takes it from a function. */
export interface LambdaWebhookResult {
  statusCode: number
  body: string
}

/** A function of AWS Lambda. */
export type LambdaWebhookHandler = (
  event: LambdaWebhookEvent,
  context?: unknown,
) => Promise<LambdaWebhookResult>

/**
 * A Lambda function that calls `onEvent` for genuine, recent webhooks of Customer.io only. An answer with a `statusCode` that
 * `onEvent` gives is sent, otherwise 200. It never rejects: an error of `onEvent` is answered 500, so that Customer.io sends
 * the webhook again, and told to `onReject` as `handler_failed`.
 *
 * Lambda stops when the answer is given, so `onReject` is waited for, though no longer than a second.
 *
 * @param onEvent Called with the event, and with the event and context of Lambda.
 * @throws {TypeError} when an option is unusable, an empty secret among them.
 *
 * @example
 * export const handler = lambdaWebhook({ secret: webhookSigningKey, onReject: console.warn }, (event) => handleEvent(event))
 */
export function lambdaWebhook(
  options: WebhookOptions,
  onEvent: (event: WebhookEvent, lambdaEvent: LambdaWebhookEvent, context: unknown) => unknown,
): LambdaWebhookHandler {
  const receiver = new WebhookReceiver(options, parsedBodyMessage)
  assertHandler(onEvent)
  return async (lambdaEvent, context) => {
    const body = bodyOf(lambdaEvent, receiver.limits)
    const { status, result, told } = await handleWebhook(receiver, body, headersOf(lambdaEvent), (event) =>
      onEvent(event, lambdaEvent, context),
    )
    await endsWithinSecond(told)
    return isLambdaResult(result) ? result : { statusCode: status, body: '' }
  }
}

function bodyOf({ body, isBase64Encoded }: LambdaWebhookEvent, limits: BodyLimits): BodyRead {
  const given: unknown = body ?? ''
  if (typeof given !== 'string') return { state: 'parsed' }
  // Four digits for three bytes: what is far too long is not decoded.
  if (given.length > 2 * limits.maxBytes + 4) return tooLarge
  const bytes = Buffer.from(given, isBase64Encoded === true ? 'base64' : 'utf8')
  return wholeBody(bytes, limits) ?? tooLarge
}

type HeaderPairs = (readonly [string, string | readonly string[] | undefined])[]

/** All values of every header: those of `multiValueHeaders`, and the headers that only `headers` has. */
function headersOf({ headers, multiValueHeaders }: LambdaWebhookEvent): HeaderPairs {
  const several: HeaderPairs = Object.entries(multiValueHeaders ?? {})
  const names = new Set(several.map(([name]) => name.toLowerCase()))
  const single = Object.entries(headers ?? {}).filter(([name]) => !names.has(name.toLowerCase()))
  return [...several, ...single]
}

async function endsWithinSecond(told: Promise<void>): Promise<void> {
  let timer: ReturnType<typeof setTimeout> | undefined
  const second = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, 1000)
  })
  await Promise.race([told, second])
  clearTimeout(timer)
}

function isLambdaResult(value: unknown): value is LambdaWebhookResult {
  return (
    typeof value === 'object' &&
    value !== null &&
    typeof (value as { statusCode?: unknown }).statusCode === 'number'
  )
}

const parsedBodyMessage =
  'The body of the Lambda event is no text: something parsed it before `lambdaWebhook`, and the raw body, which the signature ' +
  'is made of, is gone. Remove the body parser from this function, or the mapping template from the integration.'
