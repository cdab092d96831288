/** Answers: how does an application hold credentials so that no log, error or serialization shows them? */

import { credentialFields, type CredentialField } from './credential-fields.ts'

/** The values of the credentials. Several webhook secrets: two kinds of webhooks, or a rotation. */
export interface CredentialValues {
  readonly siteId: string
  readonly trackApiKey: string
  readonly appApiKey: string
  readonly pipelinesWriteKey: string
  readonly webhookSecret: string | readonly string[]
}

/**
 * Credentials, each readable by its name and shown as `[redacted]` wherever the object as a whole is printed, serialized or
 * put into a text. Copying it with `{ ...credentials }` copies nothing.
 */
export type Credentials<Required extends CredentialField = never> = {
  readonly [Field in Required]: CredentialValues[Field]
} & {
  readonly [Field in CredentialField]: CredentialValues[Field] | undefined
} & {
  toJSON(): Readonly<Partial<Record<CredentialField, string>>>
  toString(): string
}

const redacted = '[redacted]'

/** Values in private fields: neither `inspect` nor a walk over the properties reaches them. */
class RedactedCredentials {
  readonly #values: Readonly<Partial<CredentialValues>>

  constructor(values: Readonly<Partial<CredentialValues>>) {
    this.#values = Object.freeze({ ...values })
  }

  get siteId(): string | undefined {
    return this.#values.siteId
  }

  get trackApiKey(): string | undefined {
    return this.#values.trackApiKey
  }

  get appApiKey(): string | undefined {
    return this.#values.appApiKey
  }

  get pipelinesWriteKey(): string | undefined {
    return this.#values.pipelinesWriteKey
  }

  get webhookSecret(): CredentialValues['webhookSecret'] | undefined {
    return this.#values.webhookSecret
  }

  toJSON(): Readonly<Partial<Record<CredentialField, string>>> {
    const present = credentialFields.filter((field) => this.#values[field] !== undefined)
    return Object.fromEntries(present.map((field) => [field, redacted]))
  }

  toString(): string {
    return redacted
  }

  [Symbol.toPrimitive](): string {
    return redacted
  }

  [Symbol.for('nodejs.util.inspect.custom')](): string {
    const shown = Object.keys(this.toJSON()).map((field) => `${field}: ${redacted}`)
    return shown.length === 0 ? 'Credentials {}' : `Credentials { ${shown.join(', ')} }`
  }
}

/** Puts checked values into an object that does not show them. */
export function makeCredentials(values: Readonly<Partial<CredentialValues>>): Credentials {
  return Object.freeze(new RedactedCredentials(values))
}

/** Whether two sets of credentials are the same. */
export function areSameCredentials(
  one: Pick<Credentials, CredentialField>,
  other: Pick<Credentials, CredentialField>,
): boolean {
  return credentialFields.every((field) => String(one[field]) === String(other[field]))
}
