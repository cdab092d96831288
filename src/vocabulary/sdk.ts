/** Which exports of which modules are Customer.io clients, and what do their methods do? The door to the SDK tables. */
import { apiMethods } from './app-methods.ts'
import { browserMethods } from './browser-methods.ts'
import { clientExports, requestExports } from './client-exports.ts'
import type { ClientKind, ExportFacts, MethodFacts, RequestFacts } from './method-facts.ts'
import { mobileMethods } from './mobile-methods.ts'
import { cdpMethods, pipelinesMethods } from './pipelines-methods.ts'
import { trackMethods } from './track-methods.ts'

export { browserGlobals, findBrowserGlobal, globalObjects, methodFactsOfGlobal } from './browser-globals.ts'
export type { BrowserGlobal } from './browser-globals.ts'
export type * from './method-facts.ts'
export { messageRetentionOption } from './app-methods.ts'
export { classifySemanticEvent } from './pipelines-methods.ts'
export { clientOptionNames, findRegionExport, findVerifierExport, identifierTypes } from './sdk-options.ts'
export type { ClientOptionNames, VerifierFacts } from './sdk-options.ts'
export { classifyEntityOperation } from './track-operations.ts'

const methodsOfKind: Readonly<Record<ClientKind, Readonly<Record<string, MethodFacts>>>> = {
  track: trackMethods,
  app: apiMethods,
  pipelines: pipelinesMethods,
  cdp: cdpMethods,
  browser: browserMethods,
  mobile: mobileMethods,
  http: {},
}

const everyMethod: ReadonlySet<string> = new Set(
  Object.values(methodsOfKind).flatMap((methods) => Object.keys(methods)),
)

/** What a method of a client of that kind does, or null when the table does not know it. */
export function methodFactsOf(kind: ClientKind, method: string): MethodFacts | null {
  const methods = methodsOfKind[kind]
  return Object.hasOwn(methods, method) ? (methods[method] ?? null) : null
}

/** Whether any client has a method of that name. */
export function isMethodName(name: string): boolean {
  return everyMethod.has(name)
}

/** Every method the table knows of that kind. */
export function methodNames(kind: ClientKind): readonly string[] {
  return Object.keys(methodsOfKind[kind])
}

/** The client that an export is, constructs or returns. `exportPath` is as an import names it; [] is the whole module. */
export function findClientExport(module: string, exportPath: readonly string[]): ExportFacts | null {
  return findByPath(clientExports(module), exportPath)
}

/** The transactional request class that an export is. */
export function findRequestExport(module: string, exportPath: readonly string[]): RequestFacts | null {
  return findByPath(requestExports(module), exportPath)
}

function findByPath<T extends { readonly exportPath: readonly string[] }>(
  candidates: readonly T[],
  exportPath: readonly string[],
): T | null {
  const wanted = exportPath.join('.')
  const withoutDefault = exportPath[0] === 'default' ? exportPath.slice(1).join('.') : wanted
  return (
    candidates.find((candidate) => candidate.exportPath.join('.') === wanted) ??
    // A default import of a CommonJS module is the whole module.
    candidates.find((candidate) => candidate.exportPath.join('.') === withoutDefault) ??
    null
  )
}
