/** Answers: which roles does a project have? */

import { permissions, type Permission, type Roles } from './roles.ts'

/**
 * States the roles of a project. Only these exist then; those of the library are added with `{ ...roles, … }`.
 *
 * @throws {TypeError} when a role has no name, or a permission that does not exist.
 *
 * @example
 * const ours = defineRoles({ ...roles, privacy_officer: ['manage_integrations', 'view_all_data'] })
 */
export function defineRoles<const Defined extends Roles>(defined: Defined): Defined {
  const entries: [string, unknown][] = Object.entries(isObject(defined) ? defined : {})
  if (entries.length === 0)
    throw new TypeError("Define at least one role: `{ support: ['view_analytics'] }`.")
  const checked = entries.map(([name, granted]) => {
    if (name.trim() === '') throw new TypeError('A role must have a name.')
    if (!Array.isArray(granted) || !granted.every(isPermission))
      throw new TypeError(`The role \`${name}\` must have a list of some of: ${permissions.join(', ')}.`)
    return [name, Object.freeze([...granted])] as const
  })
  return Object.freeze(Object.fromEntries(checked)) as Defined
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null
}

function isPermission(value: unknown): value is Permission {
  return permissions.some((permission) => permission === value)
}
