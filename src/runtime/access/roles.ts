/** Answers: who may do what with a workspace? */

/** What somebody may do. */
export type Permission =
  | 'manage_api_keys'
  | 'manage_team'
  | 'manage_integrations'
  | 'view_all_data'
  | 'send_campaigns'
  | 'create_campaigns'
  | 'edit_campaigns'
  | 'view_analytics'
  | 'manage_segments'
  | 'view_campaigns'

/** Roles by name, and the permissions of each. */
export type Roles = Readonly<Record<string, readonly Permission[]>>

/** Somebody who works with the workspace. */
export interface Member {
  /** Who it is, for the audit trail. */
  readonly id: string
  readonly role: string
  /** The permissions of the role that this member has; default all of them. Others than those of the role are of no effect. */
  readonly permissions?: readonly Permission[] | undefined
}

export const permissions: readonly Permission[] = Object.freeze([
  'manage_api_keys',
  'manage_team',
  'manage_integrations',
  'view_all_data',
  'send_campaigns',
  'create_campaigns',
  'edit_campaigns',
  'view_analytics',
  'manage_segments',
  'view_campaigns',
])

/** The roles that are there unless a project defines its own. None includes another. */
export const roles = Object.freeze({
  admin: granting('manage_api_keys', 'manage_team', 'manage_integrations', 'view_all_data', 'send_campaigns'),
  editor: granting('create_campaigns', 'edit_campaigns', 'view_analytics', 'manage_segments'),
  viewer: granting('view_campaigns', 'view_analytics'),
})

function granting<Granted extends Permission>(...granted: readonly Granted[]): readonly Granted[] {
  return Object.freeze(granted)
}
