/** Answers: what of a record is written, so that nobody is named who should not be? */

import type { AuditEntry, AuditLogOptions, AuditRecord } from '../create-audit-log.ts'
import { hashPii } from '../hash-pii.ts'

/** An entry without what binds it to the others. */
export type AuditContent = Omit<AuditEntry, 'sequence' | 'previous' | 'hash'>

/**
 * @throws {TypeError} when the record is unusable.
 */
export function contentOf(record: AuditRecord, options: AuditLogOptions): AuditContent {
  assertRecord(record)
  const { action, actor, subject, resource, reason, details } = record
  const { subjectKey, hashActors = false, now = Date.now } = options
  const person = subject === undefined ? '' : String(subject)
  const clean = (text: string) => withoutPerson(text, person)
  return {
    time: new Date(now()).toISOString(),
    action,
    ...(actor === undefined ? {} : { actor: hashActors ? hashPii(actor, subjectKey) : actor }),
    ...(subject === undefined ? {} : { subject: hashPii(person, subjectKey) }),
    ...(resource === undefined ? {} : { resource: clean(resource) }),
    ...(reason === undefined ? {} : { reason: clean(reason) }),
    ...(details === undefined ? {} : { details: cleanDetails(details, clean) }),
  }
}

function cleanDetails(
  details: NonNullable<AuditRecord['details']>,
  clean: (text: string) => string,
): NonNullable<AuditEntry['details']> {
  return Object.fromEntries(
    Object.entries(details).map(([name, value]) => [name, typeof value === 'string' ? clean(value) : value]),
  )
}

/** Reasons and paths like to repeat whom they are about. Very short ids stay: they would be found in any text. */
function withoutPerson(text: string, person: string): string {
  if (person.length < shortestFoundId) return text
  const pattern = person.replace(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`)
  return text.replace(new RegExp(pattern, 'gi'), '[subject]')
}

function assertRecord(record: unknown): asserts record is AuditRecord {
  const given = (record ?? {}) as Readonly<Record<string, unknown>>
  if (typeof given.action !== 'string' || given.action.trim() === '')
    throw new TypeError('`action` must be a text that is not empty.')
  for (const name of ['actor', 'resource', 'reason']) {
    if (given[name] !== undefined && typeof given[name] !== 'string')
      throw new TypeError(`\`${name}\` must be a text.`)
  }
  const { subject, details } = given
  if (subject !== undefined && typeof subject !== 'string' && !Number.isFinite(subject))
    throw new TypeError('`subject` must be a text or a number.')
  if (details !== undefined && !(isObject(details) && Object.values(details).every(isPlain)))
    throw new TypeError('`details` may hold texts, numbers, booleans and `null`.')
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null
}

function isPlain(value: unknown): boolean {
  return value === null || ['string', 'number', 'boolean'].includes(typeof value)
}

const shortestFoundId = 4
