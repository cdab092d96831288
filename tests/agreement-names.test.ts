// Do the rule and the sanitizer mean the same fields? What one reports, the other takes away, and nothing else.

import { Linter } from 'eslint'
import { describe, expect, it } from 'vitest'

import { noSensitiveAttributes } from '../src/rules/no-sensitive-attributes.ts'
import { sanitizeAttributes } from '../src/runtime/sanitize-attributes.ts'
import { isMessageSecret } from '../src/vocabulary/message-secrets.ts'
import { canonicalNames } from '../src/vocabulary/sensitive-fields.ts'

const harmless =
  `plan id created_at total currency sku quantity is_admin has_password email_verified token_count card_layout
  microphone_enabled address_bar_hidden class_rank passthrough shipping pinned ipad condition race phone_opt_in
  password_changed_at card_last4 phone_hash masked_card_number store_phone wallet_address device_token page_token
  session_count pin_code language spanish frying_pan discount_code tracking_url invoice_link company_address`.split(
    /\s+/,
  )

const names = [...Object.values(canonicalNames).flat(), ...harmless]

const capitals = (name: string): string =>
  name.replaceAll(/(?:^|_)(.)/g, (_, letter: string) => letter.toUpperCase())

const spellings: Readonly<Record<string, (name: string) => string>> = {
  snake_case: (name) => name,
  camelCase: (name) => name.charAt(0) + capitals(name).slice(1),
  PascalCase: capitals,
  SCREAMING_CASE: (name) => name.toUpperCase(),
  'kebab-case': (name) => name.replaceAll('_', '-'),
}

interface Position {
  /** Code that sends an object. */
  readonly send: (object: string) => string
  readonly isMessage?: boolean
}

const url = 'https://track.customer.io/api/v1/customers/1'
const positions: Readonly<Record<string, Position>> = {
  identify: { send: (object) => `cio.identify('1', ${object})` },
  'the data of an event': { send: (object) => `cio.track('1', { name: 'seen', data: ${object} })` },
  'an object inside': { send: (object) => `cio.identify('1', { inner: [${object}] })` },
  'an object built before': { send: (object) => `const given = ${object}\ncio.identify('1', given)` },
  traits: { send: (object) => `cdp.identify({ userId: '1', traits: ${object} })` },
  message_data: {
    send: (object) =>
      `app.sendEmail(new SendEmailRequest({ to, identifiers: { id: '1' }, message_data: ${object} }))`,
    isMessage: true,
  },
  'a body of HTTP': {
    send: (object) => `fetch('${url}', { method: 'PUT', body: JSON.stringify(${object}) })`,
  },
  'the browser': { send: (object) => `window._cio.track('seen', ${object})` },
}

function lint(send: string): Linter.LintMessage[] {
  const sample = `
    import { APIClient, PipelinesClient, SendEmailRequest, TrackClient } from 'customerio-node'
    const cio = new TrackClient(process.env.SITE_ID, process.env.TRACK_KEY)
    const app = new APIClient(process.env.APP_KEY)
    const cdp = new PipelinesClient(process.env.WRITE_KEY)
    ${send}`
  const config: Linter.Config = {
    plugins: { customerio: { rules: { rule: noSensitiveAttributes as never } } },
    rules: { 'customerio/rule': 'error' },
  }
  const messages = new Linter().verify(sample, config, 'file.js')
  const fatal = messages.find((message) => message.fatal)
  if (fatal) throw new Error(fatal.message)
  return messages
}

function reportedNames(send: Position['send'], keys: readonly string[], value: string): Set<string> {
  const properties = keys.map((key) => `${JSON.stringify(key)}: ${value}`)
  const messages = lint(send(`{\n${properties.join(',\n')}\n}`))
  return new Set(messages.map(({ message }) => /`([^`]+)`/.exec(message)?.[1] ?? message))
}

describe.each(Object.entries(positions))('in %s', (_where, { send, isMessage = false }) => {
  it.each(Object.entries(spellings))('names in %s', (_style, spell) => {
    const keys = [...new Set(names.map(spell))]
    const sent = sanitizeAttributes(Object.fromEntries(keys.map((key) => [key, 'given'])))
    // One-time codes and sign-in links are what messages are for.
    const taken = keys.filter((key) => !Object.hasOwn(sent, key) && !(isMessage && isMessageSecret(key)))
    expect(taken.length).toBeGreaterThan(50)
    expect([...reportedNames(send, keys, 'input.given')].sort()).toEqual(taken.sort())
  })
})

it.each(['true', 'null', 'undefined', '!given', 'Boolean(given)', 'given === 1'])(
  'leaves %s alone under names that are hashed',
  (value) => {
    const { send = String } = positions.identify ?? {}
    expect([...reportedNames(send, canonicalNames.personal, value)]).toEqual([])
  },
)

const texts = [
  '4111 1111 1111 1111',
  '4111111111111111',
  '4111111111111112',
  'paid with 5555-5555-5555-4444 today',
  '078-05-1120',
  '000-05-1120',
  'DE89 3704 0044 0532 0130 00',
  'DE88 3704 0044 0532 0130 00',
  'eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.c2lnbmF0dXJl',
  '-----BEGIN PRIVATE KEY-----',
  '2024-01-31',
  'an ordinary text',
]

describe.each(['note', 'order_id', 'sku', 'invoiceNumber', 'reference'])('a text under `%s`', (key) => {
  it.each(texts)('%s', (text) => {
    const isTaken = (sanitizeAttributes({ [key]: text }) as Record<string, unknown>)[key] !== text
    const object = JSON.stringify({ [key]: text })
    expect(lint(`cio.identify('1', ${object})`).length > 0).toBe(isTaken)
  })
})
