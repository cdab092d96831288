/** Answers: may the member whom the caller named do what the library is about to do? */

import { AccessDeniedError } from '../errors.ts'
import { assertCan, type AccessAudit } from './assert-can.ts'
import type { Member, Permission, Roles } from './roles.ts'

/** Who is acting, where the application checks that. */
export interface MemberOptions {
  /**
   * Who is acting. Without this option nothing is checked; when it is there, and be it `undefined` because nobody is signed
   * in, only a member with the permission gets through.
   */
  readonly member?: Member | null | undefined
  /** The roles there are; default `roles`. */
  readonly roles?: Roles | undefined
}

/**
 * @throws {AccessDeniedError} after the refusal was written to the audit trail.
 */
export async function assertMemberMay(
  permission: Permission,
  options: MemberOptions & { readonly audit?: { record(entry: never): unknown } | undefined },
  subject?: string,
): Promise<void> {
  if (!Object.hasOwn(options, 'member')) return
  const { member, roles } = options
  // Audit trails take what they are given: theirs is the one method of all records.
  const audit = options.audit as AccessAudit | undefined
  try {
    assertCan(member, permission, { roles, audit, subject })
  } catch (error) {
    if (error instanceof AccessDeniedError) await error.recorded
    throw error
  }
}
