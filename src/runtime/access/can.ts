/** Answers: may this member do that? */

import { roles as ownRoles, type Member, type Permission, type Roles } from './roles.ts'

export interface CanOptions {
  /** The roles there are; default `roles`: admin, editor and viewer. */
  readonly roles?: Roles | undefined
}

/**
 * Whether a member has a permission: by the role, less what `permissions` of the member leave out. Who or what is not known
 * is refused: no member, an unknown role, an unknown permission.
 *
 * @example
 * can({ id: 'ann', role: 'viewer' }, 'view_analytics') // true
 */
export function can(
  member: Member | null | undefined,
  permission: Permission,
  options: CanOptions = {},
): boolean {
  const { roles = ownRoles } = options
  if (typeof member !== 'object' || member === null || typeof member.role !== 'string') return false
  // Not the names that every object has: `constructor` is no role.
  const granted: unknown = Object.hasOwn(roles, member.role) ? (roles as Roles)[member.role] : null
  const narrowed: unknown = member.permissions ?? granted
  return isListWith(granted, permission) && isListWith(narrowed, permission)
}

function isListWith(list: unknown, permission: Permission): boolean {
  return Array.isArray(list) && list.includes(permission)
}
