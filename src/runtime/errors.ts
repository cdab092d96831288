/** Answers: what can go wrong with outside input? One class per part, each with a `code` that stays stable. */

import type { DeletionSummary } from './delete-customers.ts'

/** Why a webhook must not be trusted, or could not be read. */
export type WebhookVerificationErrorCode =
  | 'missing_signature'
  | 'missing_timestamp'
  | 'malformed_signature'
  | 'malformed_timestamp'
  | 'timestamp_too_old'
  | 'timestamp_in_future'
  | 'signature_mismatch'
  | 'body_not_raw'
  | 'invalid_json'

/** A webhook that must not be trusted. Its message never holds the secret, the signature or the body. */
export class WebhookVerificationError extends Error {
  override readonly name = 'WebhookVerificationError'
  readonly code: WebhookVerificationErrorCode

  constructor(code: WebhookVerificationErrorCode, message: string) {
    super(message)
    this.code = code
  }
}

/** Why attributes could not be sanitized. */
export type SanitizeErrorCode = 'too_deep' | 'circular' | 'unreadable_property'

/** Attributes that cannot become plain JSON data. Its message holds the path, never a value. */
export class SanitizeError extends Error {
  override readonly name = 'SanitizeError'
  readonly code: SanitizeErrorCode
  /** Where: `profile.orders[0].customer`; empty for the attributes themselves. */
  readonly path: string

  constructor(code: SanitizeErrorCode, message: string, path: string) {
    super(message)
    this.code = code
    this.path = path
  }
}

/** Which step of an erasure, or of a run over many people, failed. */
export type DeletionErrorCode =
  | 'audit_unavailable'
  | 'suppress_failed'
  | 'destroy_failed'
  | 'invalid_id'
  | 'journal_locked'
  | 'journal_mismatch'
  | 'journal_unavailable'
  | 'source_failed'

/** What is known about a failed erasure. No text of the server is kept: it may quote personal data. */
export interface DeletionFailure {
  /** The HTTP status that Customer.io answered, `null` where there was no answer. */
  readonly statusCode: number | null
  /** Whether `timeoutMs` ran out; the request may still have been carried out. */
  readonly timedOut: boolean
  /** Seconds that Customer.io asked to wait for, `null` where it did not. */
  readonly retryAfterSeconds: number | null
  /** Whether the person was suppressed before the step that failed. */
  readonly suppressed: boolean
  /** Whether the failure was written to the audit trail; `null` without one. */
  readonly audited: boolean | null
}

/** What is known where no request was made. */
const noRequest: DeletionFailure = {
  statusCode: null,
  timedOut: false,
  retryAfterSeconds: null,
  suppressed: false,
  audited: null,
}

/** An erasure that did not finish; safe to log. */
export class DeletionError extends Error implements DeletionFailure {
  override readonly name = 'DeletionError'
  readonly code: DeletionErrorCode
  readonly statusCode: number | null
  readonly timedOut: boolean
  readonly retryAfterSeconds: number | null
  readonly suppressed: boolean
  readonly audited: boolean | null
  /** Not a property, for it holds ids: neither `inspect` nor JSON shows it. */
  #summary: DeletionSummary | null = null

  constructor(
    code: DeletionErrorCode,
    message: string,
    failure: DeletionFailure = noRequest,
    options?: ErrorOptions,
  ) {
    super(message, options)
    this.code = code
    this.statusCode = failure.statusCode
    this.timedOut = failure.timedOut
    this.retryAfterSeconds = failure.retryAfterSeconds
    this.suppressed = failure.suppressed
    this.audited = failure.audited
  }

  /** What a run over many people had done before it failed; `null` for one person. It holds ids: do not log it. */
  get summary(): DeletionSummary | null {
    return this.#summary
  }

  /** @internal */
  withSummary(summary: DeletionSummary): this {
    this.#summary = summary
    return this
  }
}

/** Why credentials could not be had, or must not be used. */
export type CredentialErrorCode =
  | 'sdk_missing'
  | 'unauthenticated'
  | 'access_denied'
  | 'not_found'
  | 'unavailable'
  | 'malformed_secret'
  | 'missing_field'
  | 'malformed_field'
  | 'wrong_kind'
  | 'source_failed'

/** What is known about credentials that could not be had. */
export interface CredentialFailure {
  /** Where they were looked for: `the environment`, `AWS Secrets Manager`. */
  readonly source: string
  /** The credentials that are missing or wrong; empty where the whole source failed. */
  readonly fields?: readonly string[] | undefined
  /** The HTTP status of the store, `null` where it did not answer with one. */
  readonly statusCode?: number | null | undefined
  /** The name that the store or the system gives the failure (`AccessDeniedException`, `ECONNREFUSED`), or `null`. */
  readonly reason?: string | null | undefined
}

/**
 * Credentials that could not be had. The message says what to do and never holds a value. The error of the store is not
 * kept as `cause`: those of the cloud SDKs carry the request with its authorization, those of `JSON.parse` quote the secret.
 */
export class CredentialError extends Error implements CredentialFailure {
  override readonly name = 'CredentialError'
  readonly code: CredentialErrorCode
  readonly source: string
  readonly fields: readonly string[]
  readonly statusCode: number | null
  readonly reason: string | null

  constructor(code: CredentialErrorCode, message: string, failure: CredentialFailure) {
    super(message)
    this.code = code
    this.source = failure.source
    this.fields = failure.fields ?? []
    this.statusCode = failure.statusCode ?? null
    this.reason = failure.reason ?? null
  }
}

/** Why an audit log could not be written. */
export type AuditLogErrorCode = 'log_unavailable' | 'log_locked' | 'log_broken'

/** An entry that was not recorded. Its message holds neither the entry nor the path. */
export class AuditLogError extends Error {
  override readonly name = 'AuditLogError'
  readonly code: AuditLogErrorCode

  constructor(code: AuditLogErrorCode, message: string) {
    super(message)
    this.code = code
  }
}

/** Why somebody was refused: nobody was named, or the permission is missing. */
export type AccessDeniedErrorCode = 'no_member' | 'permission_missing'

/** Somebody who may not do that. */
export class AccessDeniedError extends Error {
  override readonly name = 'AccessDeniedError'
  readonly code: AccessDeniedErrorCode
  readonly permission: string
  readonly memberId: string | null
  readonly #recorded: Promise<boolean | null>

  constructor(
    code: AccessDeniedErrorCode,
    message: string,
    denial: { permission: string; memberId: string | null; recorded: Promise<boolean | null> },
  ) {
    super(message)
    this.code = code
    this.permission = denial.permission
    this.memberId = denial.memberId
    this.#recorded = denial.recorded
  }

  /** Whether the audit trail took the refusal, once it has; `null` without an audit trail. Never rejects. */
  get recorded(): Promise<boolean | null> {
    return this.#recorded
  }
}

/** Why a rotation stopped. What was finished stays finished: the same call takes it up again. */
export type RotationErrorCode =
  | 'not_confirmed'
  | 'not_verified'
  | 'step_failed'
  | 'created_key_lost'
  | 'audit_unavailable'
  | 'journal_locked'
  | 'journal_mismatch'
  | 'journal_unavailable'

/** A rotation that stopped. The text of a failed step is not kept, for it may quote a key; `onStep` gets the error itself. */
export class RotationError extends Error {
  override readonly name = 'RotationError'
  readonly code: RotationErrorCode
  /** The step that was not finished; `null` where none was begun. */
  readonly step: string | null

  constructor(code: RotationErrorCode, message: string, step: string | null) {
    super(message)
    this.code = code
    this.step = step
  }
}
