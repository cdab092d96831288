import { symlinkSync } from 'node:fs'
import { describe, expect, it } from 'vitest'

import { resolveModule } from '../../src/project/resolve-module.ts'
import { projectFolder } from '../support/project-folder.ts'

const project = projectFolder({
  'tsconfig.json': `{
    // comments and trailing commas are allowed here
    "compilerOptions": { "baseUrl": ".", "paths": { "@/*": ["src/*"] }, },
  }`,
  'package.json': `{ "name": "shop", "imports": { "#lib/*": "./src/lib/*.ts" } }`,
  'src/app.ts': '',
  'src/lib/customerio.ts': '',
  'src/lib/index.ts': '',
  'src/legacy.cjs': '',
  'src/types.d.ts': '',
  'src/data.json': '{}',
  'packages/crm/package.json': `{ "name": "@shop/crm", "main": "./src/main.ts" }`,
  'packages/crm/src/main.ts': '',
  'node_modules/installed/package.json': `{ "name": "installed", "main": "index.js" }`,
  'node_modules/installed/index.js': '',
  'node_modules/@shop/.keep': '',
  'js/jsconfig.json': `{ "compilerOptions": { "baseUrl": ".", "paths": { "~/*": ["lib/*"] } } }`,
  'js/main.js': '',
  'js/lib/cio.js': '',
})
symlinkSync(project.file('packages/crm'), project.file('node_modules/@shop/crm'))

const from = (name: string) => (specifier: string) => resolveModule(specifier, project.file(name))

describe('resolveModule', () => {
  it.each([
    ['a relative path without an ending', './lib/customerio', 'src/lib/customerio.ts'],
    ['the name that a TypeScript file will have', './lib/customerio.js', 'src/lib/customerio.ts'],
    ['an index file', './lib', 'src/lib/index.ts'],
    ['CommonJS by its ending', './legacy.cjs', 'src/legacy.cjs'],
    ['an alias of tsconfig paths', '@/lib/customerio', 'src/lib/customerio.ts'],
    ['a path from baseUrl', 'src/lib/customerio', 'src/lib/customerio.ts'],
    ['imports of the package', '#lib/customerio', 'src/lib/customerio.ts'],
    ['a package of the workspace', '@shop/crm', 'packages/crm/src/main.ts'],
  ])('finds %s', (_, specifier, expected) => {
    expect(from('src/app.ts')(specifier)).toBe(project.file(expected))
  })

  it('reads jsconfig where there is no tsconfig', () => {
    expect(from('js/main.js')('~/cio')).toBe(project.file('js/lib/cio.js'))
  })

  it.each([
    'installed',
    'node:fs',
    'fs',
    './missing',
    '',
    './types.d.ts',
    './data.json',
    '@/nowhere',
    '\0',
    '../../..',
  ])('leaves %j alone: installed, built in, not code or not there', (specifier) => {
    expect(from('src/app.ts')(specifier)).toBeNull()
  })
})
