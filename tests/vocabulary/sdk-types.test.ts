import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

import ts from 'typescript'
import { describe, expect, it } from 'vitest'

const pathOf = (relative: string) => fileURLToPath(new URL(relative, import.meta.url))
const check = pathOf('./sdk.types.ts')
const vocabulary = (file: string) => pathOf(`../../src/vocabulary/${file}`)
const sdk = (file: string) => pathOf(`../../node_modules/customerio-node/dist/lib/${file}`)

const { options } = ts.parseJsonConfigFileContent(
  ts.readConfigFile(pathOf('../../tsconfig.json'), (file) => ts.sys.readFile(file)).config,
  ts.sys,
  pathOf('../..'),
)
const parsed = new Map<string, ts.SourceFile | undefined>()

/** What `tsc` says about sdk.types.ts when some files have another text than on disk. */
function complaints(texts: ReadonlyMap<string, string> = new Map()): string[] {
  const host = ts.createCompilerHost(options)
  const onDisk = host.getSourceFile.bind(host)
  host.getSourceFile = (name, languageVersion) => {
    const text = texts.get(name)
    if (text !== undefined) return ts.createSourceFile(name, text, languageVersion)
    if (!parsed.has(name)) parsed.set(name, onDisk(name, languageVersion))
    return parsed.get(name)
  }
  const program = ts.createProgram([check], options, host)
  return program
    .getSemanticDiagnostics(program.getSourceFile(check))
    .map((diagnostic) => ts.flattenDiagnosticMessageText(diagnostic.messageText, '\n'))
}

/** The file with one text replaced, which must be there. */
function changed(path: string, from: string | RegExp, to: string): ReadonlyMap<string, string> {
  const before = readFileSync(path, 'utf8')
  const after = before.replace(from, to)
  expect(after).not.toBe(before)
  return new Map([[path, after]])
}

describe('the check of the tables against the installed SDKs', { timeout: 120_000 }, () => {
  it('has nothing to say today', () => {
    expect(complaints()).toEqual([])
  })

  it.each([
    [
      'TrackClient',
      'track-methods.ts',
      '  getAccountRegion: requesting',
      '  getAccountRegio: requesting',
      'getAccountRegion',
    ],
    ['APIClient', 'app-methods.ts', "  'listWorkspaces',", '', 'listWorkspaces'],
    ['PipelinesClient', 'pipelines-methods.ts', '  alias: requesting', '  alia: requesting', 'alias'],
    [
      'customerio-node 4',
      'track-methods.ts',
      '  trackPush: requesting',
      '  trackPus: requesting',
      'trackPush',
    ],
  ])('names the method of %s that is left out', (_, file, from, to, method) => {
    const [complaint = '', ...others] = complaints(changed(vocabulary(file), from, to))
    expect(complaint).toContain(method)
    expect(others).toEqual([])
  })

  it.each([
    ['TrackClient', 'track.d.ts', 'entity(', 'forget(id: string): Promise<void>; entity(', 'forget'],
    [
      'APIClient',
      'api.d.ts',
      'listWorkspaces(',
      'mergeWorkspaces(): Promise<void>; listWorkspaces(',
      'mergeWorkspaces',
    ],
    ['PipelinesClient', 'pipelines.d.ts', 'alias(', 'forget(id: string): Promise<void>; alias(', 'forget'],
  ])('names a method that %s gains', (_, file, from, to, method) => {
    expect(complaints(changed(sdk(file), from, to)).join('\n')).toContain(method)
  })

  it('names a request class that the SDK gains', () => {
    const gained = changed(
      sdk('api.d.ts'),
      /$/,
      '\nexport declare class SendFaxRequest { message: unknown }\n',
    )
    expect(complaints(gained).join('\n')).toContain('SendFaxRequest')
  })

  it('lets the SDK gain a property that is no method', () => {
    expect(complaints(changed(sdk('track.d.ts'), 'entity(', 'retries: number; entity('))).toEqual([])
  })
})
