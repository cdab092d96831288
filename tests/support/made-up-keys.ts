/** Answers: which keys do tests use? Made up anew in every run, in the shapes that Customer.io's have. */

import { randomBytes } from 'node:crypto'

/** A site id, a Track API key or a write key: 20 hexadecimal digits. */
export function madeUpTrackKey(): string {
  return randomBytes(10).toString('hex')
}

/** An App API key: 32 hexadecimal digits. */
export function madeUpAppKey(): string {
  return randomBytes(16).toString('hex')
}

/** A webhook signing key. */
export function madeUpSecret(): string {
  return randomBytes(32).toString('hex')
}

/** One of each. */
export function madeUpCredentials(): {
  siteId: string
  trackApiKey: string
  appApiKey: string
  pipelinesWriteKey: string
  webhookSecret: string
} {
  return {
    siteId: madeUpTrackKey(),
    trackApiKey: madeUpTrackKey(),
    appApiKey: madeUpAppKey(),
    pipelinesWriteKey: madeUpTrackKey(),
    webhookSecret: madeUpSecret(),
  }
}
