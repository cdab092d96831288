// Does every wrong setting give an error that names it, its value and what is allowed?
import { describe, expect, it } from 'vitest'

import { isModuleOfSetting, readSettings } from '../../src/analysis/settings.ts'
import { projectFolder } from '../support/project-folder.ts'

const read = (customerio: unknown) => readSettings({ customerio })

describe('settings that are right', () => {
  it('have defaults where nothing is said', () => {
    for (const settings of [{}, { customerio: {} }, { other: true }]) {
      expect(readSettings(settings)).toMatchObject({
        clients: [],
        sanitizers: [],
        verifiers: [],
        sensitiveFields: null,
        importFrom: null,
        followImports: true,
      })
    }
  })

  it('are taken over as they are', () => {
    const settings = {
      clients: [{ module: '@acme/crm', name: 'crm', kind: 'track' }],
      sanitizers: [{ module: './privacy.js', name: 'default' }],
      verifiers: [{ module: '@acme/hooks', name: 'verify' }],
      sensitiveFields: { keep: ['phone'], neverSend: ['score'], hash: ['nick'], hashKey: 'k', maxDepth: 3 },
      importFrom: '@acme/privacy',
      followImports: false,
    }
    const found = read(settings)
    expect(found).toMatchObject(settings)
    expect([...found.policy.keep]).toEqual(['phone'])
  })

  it('are checked once for each object', () => {
    const settings = { importFrom: '@acme/privacy' }
    expect(read(settings)).toBe(read(settings))
  })

  it.each(['track', 'app', 'pipelines', 'cdp', 'browser', 'mobile'])('know the kind %s', (kind) => {
    expect(read({ clients: [{ module: 'm', name: 'n', kind }] }).clients[0]?.kind).toBe(kind)
  })
})

describe('settings that are wrong', () => {
  const client = { module: 'm', name: 'n', kind: 'track' }
  it.each([
    ['no object', 'track', '`settings.customerio` must be an object, not "track".'],
    ['a list', [], '`settings.customerio` must be an object, not an array.'],
    ['null', null, '`settings.customerio` must be an object, not null.'],
    [
      'an unknown key',
      { client: [] },
      '`settings.customerio` has an unknown key `client`; allowed are `clients`, `sanitizers`, `verifiers`, `sensitiveFields`, `importFrom`, `followImports`.',
    ],
    [
      'clients that are no list',
      { clients: client },
      '`settings.customerio.clients` must be an array, not an object.',
    ],
    [
      'a client that is no object',
      { clients: ['cio'] },
      '`settings.customerio.clients[0]` must be an object, not "cio".',
    ],
    [
      'a client without a kind',
      { clients: [{ module: 'm', name: 'n' }] },
      '`settings.customerio.clients[0].kind` must be one of `track`, `app`, `pipelines`, `cdp`, `browser`, `mobile`, not undefined.',
    ],
    [
      'a client of an unknown kind',
      { clients: [client, { ...client, kind: 'http' }] },
      '`settings.customerio.clients[1].kind` must be one of `track`, `app`, `pipelines`, `cdp`, `browser`, `mobile`, not "http".',
    ],
    [
      'a client without a module',
      { clients: [{ ...client, module: '' }] },
      '`settings.customerio.clients[0].module` must be a module specifier or a path from the project root, not "".',
    ],
    [
      'a client without a name',
      { clients: [{ ...client, name: 7 }] },
      '`settings.customerio.clients[0].name` must be the name of an export (`default` for the default export), not 7.',
    ],
    [
      'a client with a key too many',
      { clients: [{ ...client, type: 'x' }] },
      '`settings.customerio.clients[0]` has an unknown key `type`; allowed are `module`, `name`, `kind`.',
    ],
    [
      'a sanitizer with a kind',
      { sanitizers: [client] },
      '`settings.customerio.sanitizers[0]` has an unknown key `kind`; allowed are `module`, `name`.',
    ],
    [
      'a sanitizer without a name',
      { sanitizers: [{ module: 'm' }] },
      '`settings.customerio.sanitizers[0].name` must be the name of an export (`default` for the default export), not undefined.',
    ],
    [
      'verifiers that are no list',
      { verifiers: true },
      '`settings.customerio.verifiers` must be an array, not true.',
    ],
    [
      'a verifier without a module',
      { verifiers: [{ name: 'v' }] },
      '`settings.customerio.verifiers[0].module` must be a module specifier or a path from the project root, not undefined.',
    ],
    [
      'sensitive fields that are no object',
      { sensitiveFields: ['phone'] },
      '`settings.customerio.sensitiveFields` must be an object, not ["phone"].',
    ],
    [
      'an unknown list of fields',
      { sensitiveFields: { allow: [] } },
      '`settings.customerio.sensitiveFields` has an unknown key `allow`',
    ],
    [
      'a list of fields that holds a number',
      { sensitiveFields: { keep: [1] } },
      '`settings.customerio.sensitiveFields.keep` must be an array of non-empty strings, not [1].',
    ],
    [
      'an empty specifier',
      { importFrom: ' ' },
      '`settings.customerio.importFrom` must be a module specifier, not " ".',
    ],
    [
      'a specifier that is none',
      { importFrom: true },
      '`settings.customerio.importFrom` must be a module specifier, not true.',
    ],
    [
      'followImports as a text',
      { followImports: 'no' },
      '`settings.customerio.followImports` must be true or false, not "no".',
    ],
  ])('%s', (_what, settings, message) => {
    expect(() => read(settings)).toThrow(TypeError)
    expect(() => read(settings)).toThrow(message)
  })

  it('never print the key of the digests', () => {
    expect(() => read({ sensitiveFields: { hashKey: 7 } })).toThrow(
      '`settings.customerio.sensitiveFields.hashKey` must be a non-empty string',
    )
  })
})

describe('the module of a setting', () => {
  const place = { filename: '/app/src/routes/user.ts', cwd: '/app' }
  it.each([
    ['@acme/crm', '@acme/crm', true],
    ['@acme/crm', '@acme/mail', false],
    ['../lib/crm', './src/lib/crm.ts', true],
    ['../lib/crm.js', './src/lib/crm.ts', true],
    ['../lib/crm', 'src/lib/crm', true],
    ['../lib/crm', './src/lib/crm/index.ts', true],
    ['../lib/crm/index.js', './src/lib/crm', true],
    ['./crm', './src/routes/crm.mts', true],
    ['./crm', './src/lib/crm.ts', false],
    ['./lib/crm', './src/lib/crm.ts', false],
    ['../lib/crm-extra', './src/lib/crm.ts', false],
  ])('%s is %s: %s', (specifier, setting, isSame) => {
    expect(isModuleOfSetting(specifier, setting, place)).toBe(isSame)
  })

  it('is compared after aliases are resolved', () => {
    const project = projectFolder({
      'tsconfig.json': `{ "compilerOptions": { "paths": { "@/*": ["./src/*"] } } }`,
      'src/lib/crm.ts': 'export const crm = 1',
      'src/lib/mail.ts': 'export const mail = 1',
      'src/app.ts': '',
    })
    const here = { filename: project.file('src/app.ts'), cwd: project.path }
    expect(isModuleOfSetting('@/lib/crm', './src/lib/crm.ts', here)).toBe(true)
    expect(isModuleOfSetting('@/lib/mail', './src/lib/crm.ts', here)).toBe(false)
    expect(isModuleOfSetting('@/lib/none', './src/lib/crm.ts', here)).toBe(false)
  })
})
