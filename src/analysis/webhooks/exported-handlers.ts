// Which exports of the file does a framework or a cloud call with requests, by the place and the name they have?
import type { TSESTree } from '@typescript-eslint/utils'

import { nameNodeOf } from '../../ast/function-name.ts'
import { keyName, memberChainOf, propertyName } from '../../ast/static-value.ts'
import type { Tracer } from '../../ast/tracer.ts'
import { unwrap } from '../../ast/unwrap.ts'
import { namesCustomerio, saysWebhook } from '../../vocabulary/webhook-names.ts'
import type { RequestHandler } from './request-handlers.ts'
import { handlersAt } from './request-handlers.ts'

/** A value under the name by which others import it. */
interface Export {
  readonly name: string
  readonly value: TSESTree.Node
  /** what a reader takes for the export */
  readonly node: TSESTree.Node
}

/** Names that say by themselves what they are for: Next.js, SvelteKit, Astro, Cloudflare Pages. */
const requestExports = /^(?:POST|ALL|PUT|onRequestPost|onRequest)$/
const cloudExports = /^(?:handler|lambdaHandler|lambda_handler|main|handle)$/

/** Folders whose files are handlers: `pages/api`, `server/api`, `netlify/functions`, Vercel's `api`. */
const handlerFolder = /(?:^|\/)(?:api|functions?|lambdas?|netlify|edge-functions|server\/routes)\//i
const remixFolder = /(?:^|\/)routes\//
const entryFile = /(?:^|\/)(?:index|main|server|app|function)\.[cm]?[jt]sx?$/

/** The handlers that a file exports; `path` is that of the file within the project. */
export function exportedHandlers(
  program: TSESTree.Program,
  path: string,
  tracer: Tracer,
): readonly RequestHandler[] {
  return program.body.flatMap(exportsIn).flatMap((one) => {
    if (isWorker(one)) return workerHandlers(one, tracer)
    if (!isHandlerName(one, path)) return []
    const { functions, before } = handlersAt(one.value, tracer)
    if (functions.length === 0) return []
    const names = functions.flatMap((fn) => textOfName(nameNodeOf(fn)))
    return [{ node: one.node, functions, before, names: [one.name, ...names], router: null }]
  })
}

function isHandlerName({ name }: Export, path: string): boolean {
  if (requestExports.test(name)) return true
  if (name === 'action') return remixFolder.test(path)
  if (cloudExports.test(name) || name === 'default') {
    return cloudExports.test(name) ? true : handlerFolder.test(path) || isEntryOfFunction(path)
  }
  return namesCustomerio(name) && saysWebhook(name) && (entryFile.test(path) || handlerFolder.test(path))
}

/** `customerio-webhook/index.js`, `customerio-webhook.js`: a function that is deployed by itself. */
function isEntryOfFunction(path: string): boolean {
  return namesCustomerio(path) && saysWebhook(path) && entryFile.test(path)
}

/** `export default { async fetch(request, env) { … } }` */
function isWorker({ name, value }: Export): boolean {
  return name === 'default' && unwrap(value).type === 'ObjectExpression'
}

function workerHandlers({ value }: Export, tracer: Tracer): readonly RequestHandler[] {
  const object = unwrap(value)
  if (object.type !== 'ObjectExpression') return []
  return object.properties.flatMap((property) => {
    if (property.type !== 'Property') return []
    if (!/^(?:fetch|POST)$/.test(keyName(property.key, property.computed) ?? '')) return []
    const { functions, before } = handlersAt(property.value, tracer)
    if (functions.length === 0) return []
    return [{ node: property.key, functions, before, names: [], router: null }]
  })
}

function exportsIn(statement: TSESTree.ProgramStatement): readonly Export[] {
  switch (statement.type) {
    case 'ExportDefaultDeclaration': {
      const { declaration } = statement
      const name = declaration.type === 'FunctionDeclaration' ? declaration.id : null
      return [{ name: 'default', value: declaration, node: name ?? declaration }]
    }
    case 'ExportNamedDeclaration':
      return statement.declaration ? declared(statement.declaration) : specified(statement)
    case 'ExpressionStatement':
      return assigned(statement.expression)
    default:
      return []
  }
}

function declared(declaration: TSESTree.Node): readonly Export[] {
  if (declaration.type === 'FunctionDeclaration' && declaration.id) {
    return [{ name: declaration.id.name, value: declaration, node: declaration.id }]
  }
  if (declaration.type !== 'VariableDeclaration') return []
  return declaration.declarations.flatMap(({ id, init }) =>
    id.type === 'Identifier' && init ? [{ name: id.name, value: init, node: id }] : [],
  )
}

/** `export { handle as POST }` */
function specified({ specifiers, source }: TSESTree.ExportNamedDeclaration): readonly Export[] {
  if (source) return []
  return specifiers.map((node) => ({
    name: node.exported.type === 'Identifier' ? node.exported.name : node.exported.value,
    value: node.local,
    node,
  }))
}

/** `exports.handler = …`, `module.exports = …`, `module.exports = { handler }` */
function assigned(outer: TSESTree.Node): readonly Export[] {
  const node = unwrap(outer)
  if (node.type !== 'AssignmentExpression') return []
  const { root, path } = memberChainOf(node.left)
  if (root.type !== 'Identifier' || !/^(?:module|exports)$/.test(root.name)) return []
  const name = root.name === 'module' ? path[1] : path[0]
  if (root.name === 'module' && path[0] !== 'exports') return []
  if (typeof name === 'string') return [{ name, value: node.right, node: node.left }]
  const value = unwrap(node.right)
  if (value.type !== 'ObjectExpression') return [{ name: 'default', value, node: node.left }]
  return value.properties.flatMap((property) =>
    property.type === 'Property'
      ? [
          {
            name: keyName(property.key, property.computed) ?? '',
            value: property.value,
            node: property.key,
          },
        ]
      : [],
  )
}

function textOfName(node: TSESTree.Node | null): readonly string[] {
  if (node?.type === 'Identifier') return [node.name]
  return node?.type === 'MemberExpression' ? [propertyName(node) ?? ''] : []
}
