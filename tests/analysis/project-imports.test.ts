import * as typescriptParser from '@typescript-eslint/parser'
import { Linter } from 'eslint'
import { describe, expect, it } from 'vitest'

import plugin from '../../src/index.ts'
import { projectFolder } from '../support/project-folder.ts'

const project = projectFolder({
  'tsconfig.json': `{ "compilerOptions": { "paths": { "@/*": ["./src/*"] } } }`,
  'src/lib/customerio.ts': `
    import { TrackClient } from 'customerio-node'
    let client: TrackClient | null = null
    export function getCio() { return (client ??= new TrackClient(process.env.A!, process.env.B!)) }
    export const cio = getCio()
    export default class CustomerIo {
      readonly track = new TrackClient(process.env.A!, process.env.B!)
      get client() { return this.track }
    }
  `,
  'src/lib/index.ts': `
    export * from './customerio'
    export { default as CustomerIo, cio as customerio } from './customerio'
    export * as data from './data'
    export { toAttributes } from './data'
  `,
  'src/lib/data.ts': `
    import { createSanitizer } from 'eslint-plugin-customerio/runtime'
    export const toAttributes = (user) => ({ plan: user.plan, email: user.email })
    export const sanitize = createSanitizer({ keep: ['company_phone'] })
    export const defaults = { source: 'web', beta: true }
    export function withSecrets(user) { return { plan: user.plan, ssn: user.ssn } }
  `,
  'src/legacy.cjs': `
    const { TrackClient } = require('customerio-node')
    exports.cio = new TrackClient(process.env.A, process.env.B)
  `,
  'src/single.cjs': `
    const { TrackClient } = require('customerio-node')
    module.exports = new TrackClient(process.env.A, process.env.B)
  `,
  'src/other.ts': `export const cio = { identify: (id: string, data: unknown) => [id, data] }`,
  'src/broken.ts': `export const cio = ;`,
  'src/loop-a.ts': `export * from './loop-b'`,
  'src/loop-b.ts': `export * from './loop-a'; export { cio } from './loop-a'`,
})

const rule = 'customerio/require-sanitized-attributes'

/** The lines in which the rule reports, of a file of the project. */
function reportedLines(text: string, settings: object = {}, name = 'src/app.ts'): number[] {
  const linter = new Linter({ configType: 'flat', cwd: project.path })
  const messages = linter.verify(
    text,
    [
      {
        files: ['**/*.ts'],
        plugins: { customerio: plugin },
        languageOptions: { parser: typescriptParser },
        settings: { customerio: settings },
        rules: { [rule]: 'error' },
      },
    ],
    project.file(name),
  )
  expect(messages.filter(({ fatal }) => fatal)).toEqual([])
  return messages.map(({ line }) => line)
}

describe('clients of other files', () => {
  it.each([
    ['a named export', `import { cio } from './lib/customerio'`, 'cio'],
    ['an alias of tsconfig', `import { cio } from '@/lib/customerio'`, 'cio'],
    ['a factory', `import { getCio } from './lib/customerio'`, 'getCio()'],
    ['a barrel', `import { cio } from './lib'`, 'cio'],
    ['a renamed re-export', `import { customerio } from './lib'`, 'customerio'],
    ['a namespace', `import * as lib from './lib/customerio'`, 'lib.cio'],
    ['a field of a class', `import CustomerIo from './lib/customerio'`, 'new CustomerIo().track'],
    [
      'a getter of a class, through a barrel',
      `import { CustomerIo } from './lib'`,
      'new CustomerIo().client',
    ],
    ['CommonJS exports', `const { cio } = require('./legacy.cjs')`, 'cio'],
    ['a module that is the client', `const cio = require('./single.cjs')`, 'cio'],
    ['a default import of CommonJS', `import cio from './single.cjs'`, 'cio'],
    ['a dynamic import', `const { cio } = await import('./lib/customerio')`, 'cio'],
  ])('are found: %s', (_, load, client) => {
    expect(reportedLines(`${load}\nexport const f = (user) => ${client}.identify(user.id, user)`)).toEqual([
      2,
    ])
  })

  it('are found through the type of an injected service', () => {
    const text = [
      `import type CustomerIo from './lib/customerio'`,
      `export class Users { constructor(private readonly io: CustomerIo) {}`,
      `  save(user) { return this.io.track.identify(user.id, user) } }`,
    ]
    expect(reportedLines(text.join('\n'))).toEqual([3])
  })

  it.each([
    ['of the same name that are something else', `import { cio } from './other' // customer.io`],
    ['of a file that does not parse', `import { cio } from './broken' // customer.io`],
    ['of files that import each other', `import { cio } from './loop-a' // customer.io`],
    ['of a missing file', `import { cio } from './missing' // customer.io`],
    ['of a type only', `import type { cio } from './lib/customerio'`],
  ])('are not made of exports %s', (_, load) => {
    expect(reportedLines(`${load}\nexport const f = (user) => cio.identify(user.id, user)`)).toEqual([])
  })

  it('are not looked for with `followImports: false`', () => {
    const text = `import { cio } from './lib/customerio'\nexport const f = (user) => cio.identify(user.id, user)`
    expect(reportedLines(text, { followImports: false })).toEqual([])
  })
})

describe('data of other files', () => {
  const send = (load: string, payload: string) =>
    reportedLines(
      `${load}\nimport { cio } from '@/lib/customerio'\nexport const f = (user) => cio.identify(user.id, ${payload})`,
    )

  it('is harmless from an allow-list mapper', () => {
    expect(send(`import { toAttributes } from './lib/data'`, 'toAttributes(user)')).toEqual([])
  })

  it('is sanitized by a sanitizer of the project', () => {
    expect(send(`import { data } from './lib'`, 'data.sanitize(user)')).toEqual([])
  })

  it('is harmless as a constant', () => {
    expect(send(`import { defaults } from './lib/data'`, '{ ...defaults, plan: user.plan }')).toEqual([])
  })

  it('is raw from a mapper that passes a sensitive field on', () => {
    expect(send(`import { withSecrets } from './lib/data'`, 'withSecrets(user)')).toEqual([3])
  })

  it('is raw from a function that cannot be followed', () => {
    expect(send(`import { load } from 'somewhere'`, 'load(user)')).toEqual([3])
  })
})
