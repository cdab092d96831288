import fc from 'fast-check'
import { describe, expect, it } from 'vitest'

import {
  AccessDeniedError,
  assertCan,
  can,
  createAuditLog,
  defineRoles,
  deleteCustomer,
  deleteCustomers,
  roles,
  type AccessRecord,
  type Member,
  type Permission,
} from '../../../src/runtime/index.ts'
import { permissions } from '../../../src/runtime/access/roles.ts'

const member = (role: string, more: Partial<Member> = {}): Member => ({ id: 'ann', role, ...more })

function denialOf(act: () => unknown): AccessDeniedError {
  try {
    act()
  } catch (error) {
    if (error instanceof AccessDeniedError) return error
    throw error
  }
  throw new Error('nobody was refused')
}

describe('can', () => {
  it('gives each role its permissions and no other', () => {
    const granted = (role: string) => permissions.filter((permission) => can(member(role), permission))
    expect({ admin: granted('admin'), editor: granted('editor'), viewer: granted('viewer') }).toEqual({
      admin: ['manage_api_keys', 'manage_team', 'manage_integrations', 'view_all_data', 'send_campaigns'],
      editor: ['create_campaigns', 'edit_campaigns', 'view_analytics', 'manage_segments'],
      viewer: ['view_analytics', 'view_campaigns'],
    })
  })

  it('lets the permissions of a member narrow the role, never widen it', () => {
    const narrowed = member('admin', { permissions: ['manage_team', 'edit_campaigns'] })
    expect(permissions.filter((permission) => can(narrowed, permission))).toEqual(['manage_team'])
    expect(can(member('admin', { permissions: [] }), 'manage_team')).toBe(false)
  })

  it.each<[string, unknown]>([
    ['nobody', null],
    ['nobody at all', undefined],
    ['no object', 'admin'],
    ['a role that does not exist', member('owner')],
    ['a role in other letters', member('Admin')],
    ['a name that every object has', member('constructor')],
    ['the prototype', member('__proto__')],
    ['no role', { id: 'ann' }],
    ['a list of roles', { id: 'ann', role: ['admin'] }],
    ['permissions that are no list', { id: 'ann', role: 'admin', permissions: 'manage_team' }],
  ])('refuses %s', (_situation, given) => {
    for (const permission of permissions) expect(can(given as Member, permission)).toBe(false)
  })

  it('refuses a permission that does not exist', () => {
    for (const name of ['', 'everything', 'length', '*'])
      expect(can(member('admin'), name as Permission)).toBe(false)
  })

  it('knows only the roles of the project, where it defines some', () => {
    const ours = defineRoles({ officer: ['manage_integrations'] })
    expect(can(member('officer'), 'manage_integrations', { roles: ours })).toBe(true)
    expect(can(member('admin'), 'manage_integrations', { roles: ours })).toBe(false)
    expect(can(member('admin'), 'manage_team', { roles: defineRoles({ ...roles, ...ours }) })).toBe(true)
  })

  it('never allows what role and member do not both allow', () => {
    const some = fc.subarray([...permissions])
    const any = fc.constantFrom(...permissions)
    fc.assert(
      fc.property(some, fc.option(some, { nil: undefined }), any, (granted, narrowed, permission) => {
        const one: Member = { id: 'a', role: 'one', permissions: narrowed }
        const isAllowed = can(one, permission, { roles: { one: granted } })
        const allowing = narrowed === undefined ? [granted] : [granted, narrowed]
        expect(isAllowed).toBe(allowing.every((list) => list.includes(permission)))
      }),
    )
  })
})

describe('defineRoles', () => {
  it.each([undefined, {}, { a: 'manage_team' }, { a: ['manage_all'] }, { ' ': ['manage_team'] }])(
    'refuses %j',
    (given) => {
      expect(() => defineRoles(given as never)).toThrow(TypeError)
    },
  )

  it('gives roles that cannot be changed afterwards', () => {
    const granted: Permission[] = ['view_analytics']
    const ours = defineRoles({ reader: granted })
    granted.push('manage_team')
    expect(can(member('reader'), 'manage_team', { roles: ours })).toBe(false)
    expect(Object.isFrozen(ours) && Object.isFrozen(roles) && Object.isFrozen(roles.viewer)).toBe(true)
  })
})

describe('assertCan', () => {
  it('lets pass who may, and writes nothing', () => {
    const entries: unknown[] = []
    assertCan(member('admin'), 'manage_api_keys', { audit: { record: (entry) => entries.push(entry) } })
    expect(entries).toEqual([])
  })

  it('throws at once, and writes the refusal to the audit trail', async () => {
    const entries: AccessRecord[] = []
    const audit = { record: (entry: AccessRecord) => Promise.resolve(entries.push(entry)) }
    const error = denialOf(() => {
      assertCan(member('viewer'), 'manage_api_keys', { audit, subject: 'jane' })
    })
    expect(error).toMatchObject({
      code: 'permission_missing',
      permission: 'manage_api_keys',
      memberId: 'ann',
    })
    expect(await error.recorded).toBe(true)
    expect(entries).toEqual([
      {
        action: 'access_denied',
        actor: 'ann',
        subject: 'jane',
        resource: 'manage_api_keys',
        details: { role: 'viewer' },
      },
    ])
  })

  it('refuses nobody under that name', async () => {
    const entries: AccessRecord[] = []
    const error = denialOf(() => {
      assertCan(null, 'manage_team', { audit: { record: (entry) => entries.push(entry) } })
    })
    expect(error.code).toBe('no_member')
    expect(await error.recorded).toBe(true)
    expect(entries).toMatchObject([{ actor: 'unknown', details: { role: null } }])
  })

  it.each<[string, () => unknown]>([
    [
      'throws',
      () => {
        throw new Error('disk full')
      },
    ],
    ['rejects', () => Promise.reject(new Error('disk full'))],
  ])('refuses also when the audit trail %s, and says so', async (_how, record) => {
    const error = denialOf(() => {
      assertCan(member('viewer'), 'manage_team', { audit: { record } })
    })
    expect(await error.recorded).toBe(false)
  })

  it('says that there is no audit trail', async () => {
    const error = denialOf(() => {
      assertCan(member('viewer'), 'manage_team')
    })
    expect(await error.recorded).toBeNull()
  })
})

describe('erasure by a member', () => {
  const requests: string[] = []
  const client = {
    suppress: (id: string | number) => Promise.resolve(requests.push(`suppress ${id}`)),
    destroy: (id: string | number) => Promise.resolve(requests.push(`destroy ${id}`)),
  }

  it('goes on for who may `manage_integrations`', async () => {
    expect((await deleteCustomer(client, 'jane', { member: member('admin') })).destroyed).toBe(true)
    expect((await deleteCustomers(client, ['jo'], { member: member('admin') })).deleted).toBe(1)
  })

  it.each([
    ['who may not', member('editor')],
    ['nobody', null],
    ['nobody by mistake: the option is there and undefined', undefined],
  ])('is refused for %s, with a record, before any request', async (_situation, given) => {
    requests.length = 0
    const entries: unknown[] = []
    const audit = { record: async (entry: unknown) => Promise.resolve(entries.push(entry)) }
    const options = { member: given, audit }
    await expect(deleteCustomer(client, 'jane', options)).rejects.toBeInstanceOf(AccessDeniedError)
    await expect(deleteCustomers(client, ['jane'], options)).rejects.toBeInstanceOf(AccessDeniedError)
    expect(requests).toEqual([])
    expect(entries).toMatchObject([
      { action: 'access_denied', subject: 'jane', resource: 'manage_integrations' },
      { action: 'access_denied', resource: 'manage_integrations' },
    ])
  })

  it('leaves refusals in an audit log, who in clear and about whom as a keyed hash', async () => {
    const lines: string[] = []
    const audit = createAuditLog({
      sink: (line) => void lines.push(line),
      subjectKey: 'a made-up key for subjects',
    })
    const options = { member: member('viewer'), audit }
    await expect(deleteCustomer(client, 'jane@example.com', options)).rejects.toBeInstanceOf(
      AccessDeniedError,
    )
    expect(lines).toHaveLength(1)
    expect(JSON.parse(lines[0] ?? '')).toMatchObject({ action: 'access_denied', actor: 'ann' })
    expect(lines[0]).not.toContain('jane')
  })

  it('takes roles of the project', async () => {
    const ours = defineRoles({ officer: ['manage_integrations'] })
    const options = { member: member('officer'), roles: ours }
    expect((await deleteCustomer(client, 'jane', options)).destroyed).toBe(true)
  })
})
