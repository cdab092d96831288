// Is this value a Customer.io client, and how do we know?
import type { TSESTree } from '@typescript-eslint/utils'

import type { TypeShape } from '../../ast/declared-type.ts'
import { readType, shapeAt } from '../../ast/declared-type.ts'
import type { DeclaredSource, ImportSource, Path, Source } from '../../ast/source.ts'
import { isClass, programOf } from '../../ast/source-file.ts'
import { constructorOf, thisPlaceOf } from '../../ast/this-owner.ts'
import type { Tracer } from '../../ast/tracer.ts'
import type { TypeServices } from '../../ast/type-services.ts'
import type { ClientKind, ExportFacts } from '../../vocabulary/sdk.ts'
import { findBrowserGlobal, findClientExport, globalObjects } from '../../vocabulary/sdk.ts'
import type { ReadSettings, SettingsExport } from '../settings.ts'
import { isModuleOfSetting } from '../settings.ts'
import { clientOfProviderType, kindProvidedBy } from './client-providers.ts'

/** How a value was found to be a client; a name alone never makes one. */
export type Evidence = 'import' | 'annotation' | 'project' | 'type' | 'setting' | 'global'

export interface Client {
  readonly kind: ClientKind
  readonly evidence: Evidence
  /** what gives the SDK's constructor or factory its arguments, where the file shows it */
  readonly construction: TSESTree.NewExpression | TSESTree.CallExpression | null
  /** the export that was constructed or called, where the table knows it */
  readonly facts: ExportFacts | null
  /** the browser global that it is: its methods take other arguments than the library's */
  readonly global: string | null
}

/** A client, and the names that are read from it: `['identify']` for `client.identify`. */
export interface FoundClient {
  readonly client: Client
  readonly rest: Path
}

/** What the client questions need to know of the file. */
export interface ClientContext {
  readonly tracer: Tracer
  readonly settings: ReadSettings
  /** TypeScript's own answers, where the parser has them */
  readonly types: TypeServices | null
  readonly filename: string
  readonly cwd: string
  /** False where the file leads to no client, request or verifier of Customer.io: its calls need not be traced for them. */
  readonly mayCall: () => boolean
  /** The same for values that may come from files which say nothing of Customer.io: these are opened, too. */
  readonly wide: () => ClientContext
}

/** Every client that an expression may be or be read from. */
export function clientsAmong(sources: readonly Source[], context: ClientContext): readonly FoundClient[] {
  if (!context.mayCall()) return []
  return sources.flatMap((source) => {
    const found = clientOf(source, context)
    if (!found) return []
    const isElsewhere = programOf(source.node) !== context.tracer.index.file.ast
    return isElsewhere ? { ...found, client: { ...found.client, evidence: 'project' } } : found
  })
}

/** The client that this very `new X()`, `super()` or factory call makes; `null` when it makes none that is known. */
export function constructedAt(
  node: TSESTree.NewExpression | TSESTree.CallExpression,
  context: ClientContext,
): Client | null {
  if (!context.mayCall()) return null
  const made =
    node.type === 'CallExpression' && node.callee.type !== 'Super'
      ? calledClient(node, [], context)
      : clientOfClass(classMadeAt(node), [], context, node)
  return made?.client.construction === node ? made.client : null
}

/** The class whose constructor `new X()` or `super()` calls. */
function classMadeAt(node: TSESTree.NewExpression | TSESTree.CallExpression): TSESTree.Expression | null {
  if (node.callee.type !== 'Super') return node.callee
  const place = thisPlaceOf(node)
  return place && isClass(place.owner) ? place.owner.superClass : null
}

/** The client that TypeScript says an expression is: by the package that declares its type, never by a name alone. */
export function clientByType(node: TSESTree.Node, { types }: ClientContext): Client | null {
  for (const { packageName, name } of types?.packageTypesOf(node) ?? []) {
    const facts = findClientExport(packageName, [name])
    if (facts) return found(facts.kind, 'type', [], { facts }).client
  }
  return null
}

function clientOf(source: Source, context: ClientContext): FoundClient | null {
  switch (source.kind) {
    case 'new':
      return clientOfClass(source.node.callee, source.path, context, source.node)
    case 'call':
      return calledClient(source.node, source.path, context)
    case 'import':
      return importedInstance(source, context)
    case 'global':
      return globalClient([source.name, ...source.path])
    case 'instance':
      return isClass(source.node) ? clientOfClass(source.node.superClass, source.path, context, null) : null
    case 'declared':
      return declaredClient(source, context)
    default:
      return null
  }
}

/** Longer chains of classes are no clients; classes that extend each other end here. */
const longestAncestry = 12

/**
 * The client that a class is, or extends: `class Cio extends TrackClient` is one with more methods, and a class without
 * a constructor of its own is given what the client's takes.
 */
function clientOfClass(
  made: TSESTree.Expression | null,
  rest: Path,
  context: ClientContext,
  construction: Client['construction'],
  generation = 0,
): FoundClient | null {
  if (!made || generation > longestAncestry) return null
  for (const source of context.tracer.sourcesOf(made)) {
    if (source.kind === 'class' && source.path.length === 0) {
      const { node } = source
      const given = constructorOf(node) ? null : construction
      return clientOfClass(node.superClass, rest, context, given, generation + 1)
    }
    if (source.kind !== 'import' || source.isTypeOnly) continue
    const facts = findClientExport(source.module, source.path)
    if (facts?.use === 'construct') return found(facts.kind, 'import', rest, { facts, construction })
    const kind = settingsKind(source.module, source.path, context)
    if (kind) return found(kind, 'setting', rest, { construction })
  }
  return null
}

function calledClient(node: TSESTree.CallExpression, rest: Path, context: ClientContext): FoundClient | null {
  for (const callee of context.tracer.sourcesOf(node.callee)) {
    const provided = kindProvidedBy(callee, context.tracer)
    if (provided) return found(provided, 'import', rest)
    if (callee.kind !== 'import' || callee.isTypeOnly) continue
    const facts = findClientExport(callee.module, callee.path)
    if (facts?.use === 'call') return found(facts.kind, 'import', rest, { facts, construction: node })
    const kind = settingsKind(callee.module, callee.path, context)
    if (kind) return found(kind, 'setting', rest, { construction: node })
  }
  return null
}

function importedInstance(
  { module, path, isTypeOnly, node }: ImportSource,
  context: ClientContext,
): FoundClient | null {
  if (isTypeOnly) return null
  // Only `require` takes a default export by taking the module; a named import's first name is the export.
  for (let length = node.type === 'CallExpression' ? 0 : 1; length <= path.length; length++) {
    const exportPath = path.slice(0, length)
    const facts = findClientExport(module, exportPath)
    if (facts?.use === 'instance') return found(facts.kind, 'import', path.slice(length), { facts })
    const kind = settingsKind(module, exportPath, context)
    if (kind) return found(kind, 'setting', path.slice(length))
  }
  return null
}

function globalClient(names: Path): FoundClient | null {
  const isMember = globalObjects.some((name) => name === names[0])
  const [name = '', ...rest] = isMember ? names.slice(1) : names
  const global = findBrowserGlobal(name)
  return global ? found(global.kind, 'global', rest, { global: name }) : null
}

function declaredClient(source: DeclaredSource, context: ClientContext): FoundClient | null {
  const shape = readType(source.type)
  for (let length = 0; length <= source.path.length; length++) {
    const at = shapeAt(shape, source.path.slice(0, length))
    const provided = at && clientOfProviderType(at, source.path.slice(length), context.tracer)
    if (provided) return found(provided.kind, 'annotation', provided.rest)
    const client = at && clientOfShape(at, context)
    if (client) return { ...client, rest: [...client.rest, ...source.path.slice(length)] }
  }
  return null
}

/** The client that a written type names: `TrackClient`, `TrackClient | null`, `Pick<TrackClient, 'track'>`, `typeof cio`. */
function clientOfShape(shape: TypeShape, context: ClientContext): FoundClient | null {
  switch (shape.kind) {
    case 'named': {
      if (shape.module === null) return null
      const facts = findClientExport(shape.module, shape.exportPath)
      if (facts) return found(facts.kind, 'annotation', [], { facts })
      const kind = settingsKind(shape.module, shape.exportPath, context)
      return kind ? found(kind, 'setting', []) : null
    }
    case 'union':
      for (const member of shape.members) {
        const client = clientOfShape(member, context)
        if (client) return client
      }
      return null
    case 'query':
      return clientOfQuery(shape.node, shape.isInstance, context)
    default:
      return null
  }
}

/** Questions under way: `let v; function set(x: typeof v) { v = x }` asks for itself. */
const pendingQueries = new Set<TSESTree.Node>()

/** `typeof cio`, `ReturnType<typeof getCio>`, `InstanceType<typeof TrackClient>` */
function clientOfQuery(node: TSESTree.Node, isInstance: boolean, context: ClientContext): FoundClient | null {
  if (pendingQueries.has(node)) return null
  pendingQueries.add(node)
  const client = queriedClient(node, isInstance, context)
  pendingQueries.delete(node)
  return client
}

function queriedClient(node: TSESTree.Node, isInstance: boolean, context: ClientContext): FoundClient | null {
  for (const source of context.tracer.sourcesOf(node)) {
    if (source.kind === 'import' && isInstance) {
      const facts = findClientExport(source.module, source.path)
      if (facts) return found(facts.kind, 'annotation', [], { facts })
    }
    const results =
      source.kind === 'function' && source.path.length === 0
        ? context.tracer.resultOf(source.node, null)
        : [source]
    const [client] = clientsAmong(results, context)
    if (client) return client
  }
  return null
}

function settingsKind(module: string, exportPath: Path, context: ClientContext): ClientKind | null {
  return (
    context.settings.clients.find((client) => isExport(module, exportPath, client, context))?.kind ?? null
  )
}

/** Whether an import is the export that a setting names. */
export function isExport(
  module: string,
  exportPath: Path,
  setting: SettingsExport,
  context: Pick<ClientContext, 'filename' | 'cwd'>,
): boolean {
  // `const make = require('./make')` takes the whole module, which is what CommonJS exports by default.
  const names = exportPath.length === 0 ? ['default'] : exportPath
  return names.length === 1 && names[0] === setting.name && isModuleOfSetting(module, setting.module, context)
}

function found(kind: ClientKind, evidence: Evidence, rest: Path, more: Partial<Client> = {}): FoundClient {
  return { client: { kind, evidence, construction: null, facts: null, global: null, ...more }, rest }
}
