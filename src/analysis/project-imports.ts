// Into which other files of the project does the analysis of this file look?
import path from 'node:path'

import type { SourceFile } from '../ast/source-file.ts'
import { programOf } from '../ast/source-file.ts'
import type { ImportFollower } from '../ast/tracer.ts'
import { leadsToTrace } from '../project/export-traces.ts'
import { ExportReader } from '../project/exported-value.ts'
import type { ParserSetup, ProjectFile } from '../project/parsed-module.ts'
import { parseModule, rememberLinted } from '../project/parsed-module.ts'
import { resolveModule } from '../project/resolve-module.ts'
import { clientExports, requestExports } from '../vocabulary/client-exports.ts'
import { packageName } from '../vocabulary/own-exports.ts'
import type { ReadSettings } from './settings.ts'
import { isModuleOfSetting } from './settings.ts'
import { wordTraceOf } from './traces.ts'

/** Other files that the analysis of one file opens at most. */
const mostFiles = 60

/** Which files may be opened: those that lead to Customer.io, or all that the linted file leads to. */
export type Reach = 'traced' | 'all'

/** Makes the tracer's door to other files; `null` when the project closes it. */
export function importFollower(
  linted: SourceFile,
  setup: ParserSetup | null,
  settings: ReadSettings,
  { filename, cwd }: { readonly filename: string; readonly cwd: string },
  reach: Reach,
): ImportFollower | null {
  if (!settings.followImports || !setup || !path.isAbsolute(filename)) return null
  const own: ProjectFile = { ...linted, filename }
  rememberLinted(own, setup)
  const opened = new Map<object, ProjectFile>([[linted.ast, own]])
  const byName = new Map<string, ProjectFile | null>()

  function open(specifier: string, name: string, from: ProjectFile): ProjectFile | null {
    const file = resolveModule(specifier, from.filename)
    if (file === null || file === filename) return null
    const known = byName.get(file)
    if (known !== undefined) return known
    if (byName.size >= mostFiles || !setup) return null
    if (reach === 'traced' && !leadsToTrace(file, name, wordTraceOf(settings))) return null
    const parsed = parseModule(file, setup)
    byName.set(file, parsed)
    if (parsed) opened.set(parsed.ast, parsed)
    return parsed
  }

  return (source, tracer) => {
    const from = opened.get(programOf(source.node))
    // What is known or set about a module counts more than what its file shows.
    if (!from || isKnownPackage(source.module)) return null
    if (isSetting(source.module, settings, { filename: from.filename, cwd })) return null
    const file = open(source.module, source.path[0] ?? '*', from)
    return file && new ExportReader(tracer, open).sourcesOf(file, source.path)
  }
}

/** Packages that the vocabulary knows, which may lie outside node_modules: linked, or in the same workspace. */
function isKnownPackage(specifier: string): boolean {
  const isOwn = specifier === packageName || specifier.startsWith(`${packageName}/`)
  return isOwn || clientExports(specifier).length > 0 || requestExports(specifier).length > 0
}

function isSetting(
  specifier: string,
  { clients, sanitizers, verifiers, importFrom }: ReadSettings,
  place: { readonly filename: string; readonly cwd: string },
): boolean {
  if (specifier === importFrom) return true
  return [...clients, ...sanitizers, ...verifiers].some(({ module }) =>
    isModuleOfSetting(specifier, module, place),
  )
}

/** How the linted file was parsed; `null` where ESLint does not say (other hosts of the rules). */
export function parserSetupOf(
  languageOptions: { readonly parser?: unknown; readonly parserOptions?: unknown } | undefined,
  visitorKeys: SourceFile['visitorKeys'],
): ParserSetup | null {
  const parser = languageOptions?.parser
  if (typeof parser !== 'object' || parser === null) return null
  const options = languageOptions?.parserOptions
  const parserOptions =
    typeof options === 'object' && options !== null ? (options as Record<string, unknown>) : {}
  return { parser: parser as ParserSetup['parser'], parserOptions, visitorKeys }
}
