// The layers of the source. The tables below are their documentation; docs/architecture.md draws the picture.

import { dirname, join, normalize } from 'node:path'
import { describe, expect, it } from 'vitest'

import packageJson from '../package.json' with { type: 'json' }
import { filesIn, importsOf, readProjectFile } from './support/module-imports.ts'
import type { ModuleImport } from './support/module-imports.ts'

/** A folder may import itself and the folders named here: downwards, never sideways or up. */
const mayImport: Readonly<Record<string, readonly string[]>> = {
  vocabulary: [],
  runtime: ['vocabulary'],
  ast: [],
  project: ['ast'],
  languages: [],
  analysis: ['project', 'languages', 'ast', 'vocabulary'],
  fixes: ['ast', 'vocabulary'],
  rules: ['analysis', 'fixes', 'ast', 'vocabulary'],
  cli: ['analysis', 'vocabulary'],
  // src/index.ts and src/configs.ts: what ESLint loads.
  '.': ['rules', 'languages', 'analysis', 'vocabulary'],
}

/** Node's own modules are for what ships to production and for what reads the user's project; paths are mere text. */
const mayUseNode: Readonly<Record<string, RegExp>> = {
  runtime: /^node:/,
  project: /^node:/,
  cli: /^node:/,
  analysis: /^node:path$/,
}

/** Packages whose code the build copies into `dist`; tsdown.config.ts names them too, docs/architecture.md says why. */
const mayBundle: Readonly<Record<string, readonly string[]>> = {
  project: ['enhanced-resolve', 'eslint-scope', 'get-tsconfig'],
  runtime: ['p-throttle'],
}

/** Optional peers, which are loaded when somebody uses what needs them: `await import('…')`, and types. */
const mayLoadLater: Readonly<Record<string, readonly string[]>> = {
  runtime: [
    '@aws-sdk/client-secrets-manager',
    '@aws-sdk/client-ssm',
    '@google-cloud/secret-manager',
    'customerio-node',
  ],
}

/** Packages that may be named in types, which leave no trace at run time. */
const typesFrom = [
  '@typescript-eslint/utils',
  '@typescript-eslint/utils/ts-eslint',
  '@typescript-eslint/utils/json-schema',
  'eslint',
  'typescript',
]
const mayNameTypes = ['ast', 'project', 'languages', 'analysis', 'fixes', 'rules', 'cli', '.']

/** Name, version and address of the package are kept in one place. */
const mayReadManifest = ['src/index.ts', 'src/rules/create-rule.ts']

/** Rooms of the analysis that know only what is named here: JavaScript, or HMACs of whichever service. */
const roomMayImport: Readonly<Record<string, readonly string[]>> = {
  values: [],
  signatures: ['digests'],
}

const sources = filesIn('src', '.ts')

function folderOf(file: string): string {
  const [, folder, ...rest] = file.split('/')
  return rest.length > 0 && folder !== undefined ? folder : '.'
}

/** Why this import is not allowed, or `null`. */
function faultOf(file: string, { specifier, typeOnly, dynamic }: ModuleImport): string | null {
  const folder = folderOf(file)
  if (specifier.startsWith('node:'))
    return mayUseNode[folder]?.test(specifier) ? null : 'no Node modules here'
  if (mayBundle[folder]?.includes(specifier)) return null
  if (mayLoadLater[folder]?.includes(specifier))
    return dynamic || typeOnly ? null : "only when it is needed (`await import('…')`)"
  if (!specifier.startsWith('.')) {
    if (!mayNameTypes.includes(folder) || !typesFrom.includes(specifier)) return 'no packages here'
    return typeOnly ? null : 'only its types (`import type`)'
  }
  const target = normalize(join(dirname(file), specifier))
  if (target === 'package.json')
    return mayReadManifest.includes(file) ? null : 'package.json is read elsewhere'
  if (!sources.includes(target)) return 'no such source file (imports end in `.ts`)'
  const targetFolder = folderOf(target)
  const allowed = targetFolder === folder || mayImport[folder]?.includes(targetFolder)
  return allowed ? null : `${folder}/ may not import ${targetFolder}/`
}

/** Every module that loading a file loads, types apart. */
function reachableFrom(entry: string, seen = new Set<string>()): Set<string> {
  if (seen.has(entry)) return seen
  seen.add(entry)
  if (!sources.includes(entry)) return seen
  for (const { specifier, typeOnly, dynamic } of importsOf(readProjectFile(entry))) {
    if (typeOnly || dynamic) continue
    reachableFrom(specifier.startsWith('.') ? normalize(join(dirname(entry), specifier)) : specifier, seen)
  }
  return seen
}

/** The room of a file of the analysis, or `null`. */
function roomOf(file: string): string | null {
  return /^src\/analysis\/([^/]+)\//.exec(file)?.[1] ?? null
}

describe('rooms of the analysis', () => {
  const inRooms = sources.filter((file) => Object.hasOwn(roomMayImport, roomOf(file) ?? ''))

  it.each(inRooms)('%s imports only the rooms it may know', (file) => {
    const room = roomOf(file) ?? ''
    const targets = importsOf(readProjectFile(file), file)
      .map(({ specifier }) => roomOf(normalize(join(dirname(file), specifier))))
      .filter((target) => target !== null && target !== room)
    expect(roomMayImport[room]).toEqual(expect.arrayContaining(targets))
  })
})

describe('layers', () => {
  it.each(sources)('%s imports only what lies below it', (file) => {
    const faults = importsOf(readProjectFile(file), file).map((one) => [one.specifier, faultOf(file, one)])
    expect(faults.filter(([, fault]) => fault !== null)).toEqual([])
  })

  it('have a row in the table for every folder', () => {
    expect(sources.map(folderOf).filter((folder) => !(folder in mayImport))).toEqual([])
  })

  it('point downwards: no folder reaches itself through others', () => {
    const reaches = (from: string, to: string): boolean =>
      (mayImport[from] ?? []).some((next) => next === to || reaches(next, to))
    expect(Object.keys(mayImport).filter((folder) => reaches(folder, folder))).toEqual([])
  })

  it('catch what they forbid', () => {
    const fault = (file: string, text: string) => importsOf(text).map((one) => faultOf(file, one))
    expect(fault('src/vocabulary/sdk.ts', "import { a } from '../index.ts'")).toEqual([
      'vocabulary/ may not import ./',
    ])
    expect(fault('src/ast/unwrap.ts', "export { a } from '../vocabulary/sdk.ts'")).toEqual([
      'ast/ may not import vocabulary/',
    ])
    expect(fault('src/rules/a.ts', "import { AST_NODE_TYPES } from '@typescript-eslint/utils'")).toEqual([
      'only its types (`import type`)',
    ])
    expect(fault('src/rules/a.ts', "const a = await import('eslint')")).toEqual([
      'only its types (`import type`)',
    ])
    expect(fault('src/rules/a.ts', "import type { Rule } from 'eslint'")).toEqual([null])
    expect(fault('src/rules/a.ts', "import 'node:fs'")).toEqual(['no Node modules here'])
    expect(fault('src/runtime/a.ts', "import type { Rule } from 'eslint'")).toEqual(['no packages here'])
    expect(fault('src/runtime/a.ts', "type A = import('eslint').Rule")).toEqual(['no packages here'])
    expect(fault('src/runtime/a.ts', 'await import(name)')).toEqual(['no packages here'])
    expect(fault('src/runtime/a.ts', "await import('@aws-sdk/client-ssm')")).toEqual([null])
    expect(fault('src/runtime/a.ts', "import { SSMClient } from '@aws-sdk/client-ssm'")).toEqual([
      "only when it is needed (`await import('…')`)",
    ])
    expect(fault('src/rules/a.ts', "await import('@aws-sdk/client-ssm')")).toEqual(['no packages here'])
  })
})

describe('the runtime', () => {
  it('loads no SDK with itself', () => {
    const loaded = reachableFrom('src/runtime/index.ts')
    expect(loaded.has('src/runtime/credentials/from-aws-parameter-store.ts')).toBe(true)
    const packages = [...loaded].filter((module) => !/^(?:src\/|node:)/.test(module))
    expect(packages.filter((name) => !mayBundle.runtime?.includes(name))).toEqual([])
  })

  it('may only need SDKs that are optional peers', () => {
    const { runtime: sdks } = mayLoadLater
    const peers = packageJson.peerDependencies
    const optional = Object.keys(packageJson.peerDependenciesMeta)
    expect(sdks?.filter((name) => !(name in peers && optional.includes(name)))).toEqual([])
  })
})

describe('the runtime for browsers', () => {
  it('loads nothing of Node', () => {
    const loaded = reachableFrom('src/runtime/browser.ts')
    expect(loaded.size).toBeGreaterThan(1)
    expect([...loaded].filter((module) => module.startsWith('node:'))).toEqual([])
  })
})

describe('file names', () => {
  it('are kebab-case', () => {
    expect(sources.filter((file) => !/^src(\/[a-z0-9]+(-[a-z0-9]+)*)+\.ts$/.test(file))).toEqual([])
  })

  it('say what is inside', () => {
    const vague = /\/(utils?|helpers?|misc|common|types|shared)(\.ts$|\/)/
    expect(sources.filter((file) => vague.test(file))).toEqual([])
  })
})
