/** Answers: what happens when somebody may not do that? */

import { AccessDeniedError } from '../errors.ts'
import { can, type CanOptions } from './can.ts'
import type { Member, Permission } from './roles.ts'

/** What is written to the audit trail about a refusal. */
export interface AccessRecord {
  readonly action: 'access_denied'
  /** The id of the member; `unknown` where there is none. */
  readonly actor: string
  /** Whom it would have been about. */
  readonly subject?: string
  /** The permission that is missing. */
  readonly resource: string
  readonly details: { readonly role: string | null }
}

/** An audit trail, or anything else that keeps records of refusals. */
export interface AccessAudit {
  record(entry: AccessRecord): unknown
}

export interface AssertCanOptions extends CanOptions {
  /** Gets a record of every refusal. */
  readonly audit?: AccessAudit | undefined
  /** Whom it is about, for the audit trail, which keeps a keyed hash of it. */
  readonly subject?: string | undefined
}

/**
 * Refuses a member who does not have a permission. It throws at once, so that a forgotten `await` lets nobody through; that
 * the refusal is written to the audit trail can be awaited with `recorded` of the error.
 *
 * @throws {AccessDeniedError} when the member may not do that; see `code`.
 * @throws {TypeError} when `audit` has no method `record`.
 *
 * @example
 * assertCan(member, 'manage_api_keys', { audit })
 */
export function assertCan(
  member: Member | null | undefined,
  permission: Permission,
  options: AssertCanOptions = {},
): asserts member is Member {
  const { audit, subject, roles } = options
  if (audit !== undefined && typeof (audit as Partial<AccessAudit> | null)?.record !== 'function')
    throw new TypeError('`audit` must have a method `record`.')
  if (can(member, permission, { roles })) return
  const { id, role } = namesOf(member)
  const recorded = recordOf(audit, {
    action: 'access_denied',
    actor: id ?? 'unknown',
    ...(subject === undefined ? {} : { subject }),
    resource: permission,
    details: { role },
  })
  throw new AccessDeniedError(
    id === null ? 'no_member' : 'permission_missing',
    id === null
      ? `Nobody is named who may do this; it needs the permission \`${permission}\`.`
      : `This member may not do this; it needs the permission \`${permission}\`.`,
    { permission, memberId: id, recorded },
  )
}

function namesOf(member: unknown): { id: string | null; role: string | null } {
  const { id, role } = (typeof member === 'object' && member !== null ? member : {}) as Partial<
    Record<keyof Member, unknown>
  >
  return { id: typeof id === 'string' && id !== '' ? id : null, role: typeof role === 'string' ? role : null }
}

/** Whether the entry was written; `null` without an audit trail. What fails there never lets anybody through. */
async function recordOf(audit: AccessAudit | undefined, entry: AccessRecord): Promise<boolean | null> {
  if (audit === undefined) return null
  try {
    await audit.record(entry)
    return true
  } catch {
    return false
  }
}
