import { Linter } from 'eslint'
import { describe, expect, it } from 'vitest'

import plugin from '../../src/index.ts'
import { requireSanitizedAttributes as rule } from '../../src/rules/require-sanitized-attributes.ts'
import { projectFolder } from '../support/project-folder.ts'
import { code, inBothModes } from '../support/rule-tester.ts'

const client = code`
  import { TrackClient } from 'customerio-node'
  import { sanitizeAttributes } from 'eslint-plugin-customerio/runtime'
  const cio = new TrackClient(process.env.SITE_ID, process.env.TRACK_KEY)
`

inBothModes(rule, {
  valid: [
    {
      name: 'always: data that a sanitizer has seen',
      options: [{ mode: 'always' }],
      code: code`
        ${client}
        cio.identify(user.id, sanitizeAttributes({ plan: user.plan }))
        cio.identify(user.id, { ...sanitizeAttributes(user), plan: user.plan })
        cio.track(user.id, { name: 'x', data: user.vip ? sanitizeAttributes(user) : undefined })
        let attributes = sanitizeAttributes(user)
        for (const role of user.roles) attributes = { ...attributes, [role]: true }
        cio.identify(user.id, attributes)
      `,
    },
    {
      name: 'always: nothing to send',
      options: [{ mode: 'always' }],
      code: code`
        ${client}
        cio.identify(user.id)
        cio.identify(user.id, {})
        cio.track(user.id, { name: 'x', data: null })
      `,
    },
    {
      name: 'unproven, which is the default',
      options: [{ mode: 'unproven' }],
      code: code`
        ${client}
        cio.identify(user.id, { plan: user.plan })
      `,
    },
  ],
  invalid: [
    {
      name: 'always: harmless data that no sanitizer has seen',
      options: [{ mode: 'always' }],
      code: code`
        ${client}
        cio.identify(user.id, { plan: user.plan })
                              ~~~~~~~~~~~~~~~~~~~ [notSanitized]
        cio.track(user.id, { name: 'x', data: user.vip ? sanitizeAttributes(user) : { vip: false } })
                                              ~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~ [notSanitized]
      `,
      output: code`
        ${client}
        cio.identify(user.id, sanitizeAttributes({ plan: user.plan }))
        cio.track(user.id, { name: 'x', data: sanitizeAttributes(user.vip ? sanitizeAttributes(user) : { vip: false }) })
      `,
      errors: [
        { data: { what: 'attribute data', method: 'identify' } },
        { data: { what: 'event data', method: 'track' } },
      ],
    },
    {
      name: 'always: raw data says so',
      options: [{ mode: 'always' }],
      code: code`
        ${client}
        cio.identify(user.id, user)
                              ~~~~ [unsanitized]
      `,
      output: code`
        ${client}
        cio.identify(user.id, sanitizeAttributes(user))
      `,
    },
  ],
})

describe('the runtime as a development dependency', () => {
  const lint = (manifest: object, text: string, settings: object = {}): (string | undefined)[] => {
    const project = projectFolder({ 'package.json': JSON.stringify(manifest), 'src/app.js': '' })
    const linter = new Linter({ configType: 'flat', cwd: project.path })
    const messages = linter.verify(
      text,
      [
        {
          files: ['**/*.js'],
          plugins: { customerio: plugin },
          settings: { customerio: settings },
          rules: { 'customerio/require-sanitized-attributes': 'error' },
        },
      ],
      project.file('src/app.js'),
    )
    return messages.map(({ messageId, line }) => `${messageId ?? 'fatal'} in line ${line}`)
  }
  const development = { devDependencies: { 'eslint-plugin-customerio': '1' } }
  const imported = `import { sanitizeAttributes } from 'eslint-plugin-customerio/runtime'`
  const required = `const { sanitizeAttributes } = require('eslint-plugin-customerio/runtime')`

  it.each([
    ['an import', imported],
    ['a require', required],
  ])('is said at %s', (_form, line) => {
    expect(lint(development, line)).toEqual(['runtimeIsDevDependency in line 1'])
  })

  it('is said once in a file', () => {
    const again = `import { hashPii } from 'eslint-plugin-customerio/runtime'`
    expect(lint(development, `${imported}\n${again}`)).toEqual(['runtimeIsDevDependency in line 1'])
  })

  it.each([
    ['a dependency', { dependencies: { 'eslint-plugin-customerio': '1' } }, imported],
    ['both', { ...development, dependencies: { 'eslint-plugin-customerio': '1' } }, imported],
    ['neither', {}, imported],
    ['not what is imported', development, `import plugin from 'eslint-plugin-customerio'`],
  ])('is no matter when it is %s', (_what, manifest, text) => {
    expect(lint(manifest, text)).toEqual([])
  })

  it('is no matter when fixes import from elsewhere', () => {
    expect(lint(development, imported, { importFrom: '@acme/privacy' })).toEqual([])
  })

  it('does not hide what is sent', () => {
    const text = `${imported}\nwindow._cio.identify(user)`
    expect(lint(development, text)).toEqual(['runtimeIsDevDependency in line 1', 'unsanitized in line 2'])
  })
})
