// Where, and under which name, does the code read the value of a credential?
import type { TSESTree } from '@typescript-eslint/utils'

import { programOf } from '../../ast/source-file.ts'
import type { GlobalSource, ImportSource, Source } from '../../ast/source.ts'
import { keyName, memberChainOf, propertyName, staticStringOf } from '../../ast/static-value.ts'
import type { Tracer } from '../../ast/tracer.ts'
import { unwrapAwait, wrapperOf } from '../../ast/unwrap.ts'
import type { Leaf } from './leaves.ts'

/** A value that is read from somewhere. */
export interface CredentialRead {
  /** the read itself, or the expression of this file that leads to a read in another */
  readonly node: TSESTree.Node
  /** `CIO_API_KEY`, `config.customerio.apiKey` */
  readonly name: string
  /** whether the name is that of an environment variable */
  readonly isEnvironment: boolean
  /** whether the read stands in the linted file */
  readonly isHere: boolean
}

/** The read that a leaf is; `null` for literals and for what has no name. */
export function credentialReadOf({ source, at }: Leaf, tracer: Tracer): CredentialRead | null {
  const isHere = programOf(source.node) === tracer.index.file.ast
  switch (source.kind) {
    case 'global':
    case 'import': {
      const variable = environmentVariableOf(source)
      if (variable === '*') return calledRead(at, tracer)
      if (variable !== null) {
        const node = isHere ? environmentReadAt(source, variable, at, tracer) : at
        return { node, name: variable, isEnvironment: true, isHere }
      }
      return named(at, nameOfImport(source), isHere)
    }
    case 'parameter':
      return named(at, nameOfParameter(source.node, source.path), isHere)
    case 'call':
      return calledRead(isHere ? source.node : at, tracer) ?? named(at, nameOfExpression(at), isHere)
    case 'unknown':
    case 'instance':
      return named(at, nameOfExpression(at), isHere)
    default:
      return null
  }
}

function named(node: TSESTree.Node, name: string, isHere: boolean): CredentialRead | null {
  return name === '' ? null : { node, name, isEnvironment: false, isHere }
}

/** Objects of run times that hold the environment; `process` may be imported. */
const environments: ReadonlySet<string> = new Set(['process.env', 'import.meta.env', 'Bun.env'])
const processModules: ReadonlySet<string> = new Set(['process', 'node:process'])
/** SvelteKit's modules of environment variables, by what is read from them. */
const environmentModule = /^\$env\/(static|dynamic)\/(?:public|private)$|^astro:env\/(?:client|server)$/

/** The environment variable that a place is: `X` of `process.env.X`; `*` where the code computes its name. */
export function environmentVariableOf(source: Source): string | null {
  if (source.kind === 'global') {
    const names = [source.name, ...source.path]
    const [first, ...rest] = names[0] === 'globalThis' ? names.slice(1) : names
    const [env, variable] = rest
    return environments.has(`${first ?? ''}.${env ?? ''}`) && rest.length === 2 ? (variable ?? null) : null
  }
  if (source.kind !== 'import' || source.isTypeOnly) return null
  const path = source.path[0] === 'default' ? source.path.slice(1) : source.path
  const isBehindEnv = processModules.has(source.module) || source.module.startsWith('$env/dynamic/')
  if (isBehindEnv) return path.length === 2 && path[0] === 'env' ? (path[1] ?? null) : null
  return environmentModule.test(source.module) && path.length === 1 ? (path[0] ?? null) : null
}

/** `process.env.X`, `X` in `const { X } = process.env`, `env.X` of `const env = process.env`. */
function environmentReadAt(
  source: GlobalSource | ImportSource,
  variable: string,
  at: TSESTree.Node,
  tracer: Tracer,
): TSESTree.Node {
  const { node } = source
  if (node.type === 'ImportSpecifier' && source.path.length === 1) return node
  if ('local' in node) return readOfVariable(node.local, variable, at, tracer) ?? at
  return readBehind(node, variable) ?? readOfHolder(node, variable, at, tracer) ?? at
}

/** The read of a name that stands directly behind an object: `process.env.X`, `const { X } = process.env`. */
function readBehind(object: TSESTree.Node, name: string): TSESTree.Node | null {
  let current = wrapperOf(object)
  for (;;) {
    const { parent } = current
    if (parent?.type === 'VariableDeclarator' && parent.init === current) {
      return parent.id.type === 'ObjectPattern' ? propertyIn(parent.id, name) : null
    }
    if (parent?.type !== 'MemberExpression' || parent.object !== current) return null
    if (propertyName(parent) === name) return parent
    current = wrapperOf(parent)
  }
}

/** `env.X` of `const env = process.env` */
function readOfHolder(
  object: TSESTree.Node,
  name: string,
  at: TSESTree.Node,
  tracer: Tracer,
): TSESTree.Node | null {
  let current = wrapperOf(object)
  while (current.parent?.type === 'MemberExpression' && current.parent.object === current) {
    current = wrapperOf(current.parent)
  }
  const { parent } = current
  const holder = parent?.type === 'VariableDeclarator' && parent.init === current ? parent.id : null
  return holder?.type === 'Identifier' ? readOfVariable(holder, name, at, tracer) : null
}

/** The property of a pattern, at any depth, that reads a name. */
function propertyIn(pattern: TSESTree.ObjectPattern, name: string): TSESTree.Node | null {
  for (const property of pattern.properties) {
    if (property.type !== 'Property') continue
    if (keyName(property.key, property.computed) === name) return property
    const below = property.value.type === 'ObjectPattern' ? propertyIn(property.value, name) : null
    if (below) return below
  }
  return null
}

/** The read of a variable's member that leads to a place: inside of it, or the last before it. */
function readOfVariable(
  holder: TSESTree.Node,
  name: string,
  at: TSESTree.Node,
  tracer: Tracer,
): TSESTree.Node | null {
  const references = tracer.variableAt(holder)?.references ?? []
  const reads = references.flatMap(({ identifier }) => readBehind(identifier, name) ?? [])
  const inside = reads.find(({ range }) => range[0] >= at.range[0] && range[1] <= at.range[1])
  return inside ?? reads.filter(({ range }) => range[0] <= at.range[0]).at(-1) ?? reads[0] ?? null
}

/** `config.get('CIO_API_KEY')`, `requireEnv('CIO_API_KEY')`, also where a variable holds what it gives. */
function calledRead(start: TSESTree.Node, tracer: Tracer): CredentialRead | null {
  const call = callAt(start, tracer)
  const [first] = call?.arguments ?? []
  const name = first && first.type !== 'SpreadElement' ? staticStringOf(first) : null
  return call && name !== null && name !== ''
    ? { node: call, name, isEnvironment: /^[A-Z][A-Z\d_]*$/.test(name), isHere: true }
    : null
}

function callAt(node: TSESTree.Node, tracer: Tracer): TSESTree.CallExpression | null {
  const inner = unwrapAwait(node)
  if (inner.type === 'CallExpression') return inner
  const [def, ...others] = tracer.variableAt(inner)?.defs ?? []
  if (def?.type !== 'Variable' || others.length > 0) return null
  const { id, init } = def.node
  const value = init && id.type === 'Identifier' ? unwrapAwait(init) : null
  return value?.type === 'CallExpression' ? value : null
}

function nameOfImport(source: GlobalSource | ImportSource): string {
  if (source.kind === 'global') return [source.name, ...source.path].join('.')
  const { node, path } = source
  const isLocal = node.type === 'ImportDefaultSpecifier' || node.type === 'ImportNamespaceSpecifier'
  const rest = path[0] === 'default' ? path.slice(1) : path
  return [...(isLocal ? [node.local.name] : []), ...rest].join('.')
}

function nameOfParameter(node: TSESTree.Node, path: readonly string[]): string {
  const own = node.type === 'Identifier' ? node.name : ''
  const isDestructured = own !== '' && node.parent?.type === 'Property'
  return [...(own === '' || isDestructured ? [] : [own]), ...path].join('.')
}

/** `this.config.appKey`, `settings.customerio.siteId` */
function nameOfExpression(node: TSESTree.Node): string {
  const { root, path } = memberChainOf(unwrapAwait(node))
  const names = path.flatMap((name) => name ?? [])
  return [...(root.type === 'Identifier' ? [root.name] : []), ...names].join('.')
}
