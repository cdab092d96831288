import { describe, expect, it } from 'vitest'

import { aliasedPlaces } from '../../src/project/path-aliases.ts'
import { resolveModule } from '../../src/project/resolve-module.ts'
import { projectFolder } from '../support/project-folder.ts'

const project = projectFolder({
  'tsconfig.base.json': `{ "compilerOptions": { "baseUrl": ".", "paths": { "@base/*": ["lib/*"] } } }`,
  'extending/tsconfig.json': `{ "extends": "../tsconfig.base.json" }`,
  'uninstalled/tsconfig.json': `{
    "extends": "not-installed/tsconfig.json",
    // the app's own: "@/*"
    "compilerOptions": { "paths": { "@/*": ["./src/*",] /* all */, }, },
  }`,
  'uninstalled/src/crm.ts': '',
  'solution/tsconfig.json': `{ "files": [], "references": [{ "path": "./tsconfig.app.json" }, { "path": "./node" }] }`,
  'solution/tsconfig.app.json': `{ "compilerOptions": { "paths": { "@/*": ["./src/*"] } } }`,
  'solution/node/tsconfig.json': `{ "compilerOptions": { "paths": { "@node/*": ["./server/*"] } }, "references": [{ "path": ".." }] }`,
  'solution/src/crm/index.ts': '',
  'built/tsconfig.json': `{ "references": [{ "path": "../solution/node" }] }`,
  'broken/tsconfig.json': `{ "compilerOptions": `,
  'plain/tsconfig.json': `{}`,
  'lib/crm.ts': '',
})

const places = (config: string, specifier: string) =>
  aliasedPlaces(specifier, project.file(config)).map((place) => place.slice(project.path.length + 1))

describe('the places that an alias may mean', () => {
  it.each([
    ['of a configuration that is extended', 'extending/tsconfig.json', '@base/crm', ['lib/crm']],
    [
      'where the extended one is not installed',
      'uninstalled/tsconfig.json',
      '@/crm',
      ['uninstalled/src/crm'],
    ],
    ['of the configurations that it refers to', 'solution/tsconfig.json', '@/crm', ['solution/src/crm']],
    ['of a folder that it refers to', 'solution/tsconfig.json', '@node/x', ['solution/node/server/x']],
    ['not of other projects that it is built with', 'built/tsconfig.json', '@node/x', []],
    ['of none', 'plain/tsconfig.json', '@/crm', []],
    ['of one that does not parse', 'broken/tsconfig.json', '@/crm', []],
    ['of one that is not there', 'missing/tsconfig.json', '@/crm', []],
  ])('%s', (_, config, specifier, expected) => {
    expect(places(config, specifier)).toEqual(expected)
  })

  it('are found as files and folders', () => {
    const resolved = (folder: string, specifier: string) =>
      resolveModule(specifier, project.file(`${folder}/app.ts`))
    expect(resolved('extending', '@base/crm')).toBe(project.file('lib/crm.ts'))
    expect(resolved('uninstalled', '@/crm')).toBe(project.file('uninstalled/src/crm.ts'))
    expect(resolved('solution', '@/crm')).toBe(project.file('solution/src/crm/index.ts'))
    expect(resolved('solution', '@/other')).toBeNull()
  })
})
