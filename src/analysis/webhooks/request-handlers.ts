// Which functions of the file answer requests, and what runs before them?
import type { TSESTree } from '@typescript-eslint/utils'

import { functionNameOf } from '../../ast/function-name.ts'
import type { FunctionNode } from '../../ast/source-file.ts'
import { isFunction } from '../../ast/source-file.ts'
import { calledName, keyName, propertyName } from '../../ast/static-value.ts'
import { patternText, textPatternsOf } from '../../ast/text-pattern.ts'
import type { Tracer } from '../../ast/tracer.ts'
import { unwrap, unwrapAwait } from '../../ast/unwrap.ts'

/** Code that answers requests. */
export interface RequestHandler {
  /** what a reader takes for it: the call of a route, or the name of a function */
  readonly node: TSESTree.Node
  /** the functions that run, each where it is written */
  readonly functions: readonly FunctionNode[]
  /** what runs before them: middleware, wrappers, guards, options with hooks */
  readonly before: readonly TSESTree.Node[]
  /** what it is called: its route, its own name, the names of what holds it */
  readonly names: readonly string[]
  /** the router that it is registered with */
  readonly router: TSESTree.Node | null
}

const routeMethods = new Set(['post', 'all', 'put', 'any', 'on', 'route', 'add', 'http', 'use', 'match'])
/** Functions that make a handler of the one they are given. */
const handlerMakers =
  /^(?:onRequest|defineEventHandler|eventHandler|httpAction|serve|createServer|http|cloudEvent)$/
const optionHooks =
  /^(?:pre\w+|on[A-Z]\w*|before\w*|middlewares?|use|pre|config|schema|options|guards?|policies|auth)$/

/** Whether a call may register or make a handler, by the name that is called. */
export function isHandlerCall(call: TSESTree.CallExpression): boolean {
  const name = calledName(call)
  return isRouteCall(unwrap(call.callee), name) || handlerMakers.test(name)
}

function isRouteCall(callee: TSESTree.Node, name: string): boolean {
  return callee.type === 'MemberExpression' && routeMethods.has(name)
}

/** The handler that a call registers or makes: `app.post('/webhooks', verify, handle)`; `null` when it makes none. */
export function handlerOfCall(node: TSESTree.CallExpression, tracer: Tracer): RequestHandler | null {
  if (!isHandlerCall(node)) return null
  const callee = unwrap(node.callee)
  const name = calledName(node)
  const isRoute = isRouteCall(callee, name)
  const parts = node.arguments.flatMap(elementsOf)
  const paths = parts.slice(0, 2).flatMap((part) => pathsOf(part, tracer))
  if (paths.some((path) => path.includes('://'))) return null
  const chained = callee.type === 'MemberExpression' ? pathsOfChain(callee.object, tracer) : []
  const last = parts.at(-1)
  const options = last ? objectAt(last) : null
  const handled = options
    ? partsOfOptions(options, tracer)
    : last
      ? { ...handlersAt(last, tracer), names: [] }
      : null
  if (!handled || handled.functions.length === 0) return null
  const names = [...paths, ...chained, ...handled.names]
  if (isRoute && !names.some((path) => path.startsWith('/') || path === '*')) return null
  if (name === 'use' && !isFinal(handled.functions)) return null
  return {
    node: isRoute ? callee : node.callee,
    functions: handled.functions,
    before: [...parts.slice(0, -1), ...handled.before],
    names: [...names, ...namesAround(node), ...namesOf(last)],
    router: callee.type === 'MemberExpression' ? rootOf(callee.object) : null,
  }
}

/** What an expression runs as a handler: functions, behind the wrappers they are given to. */
export function handlersAt(
  outer: TSESTree.Node,
  tracer: Tracer,
): Pick<RequestHandler, 'functions' | 'before'> {
  const node = unwrapAwait(outer)
  const functions = tracer.functionsAt(node)
  if (functions.length > 0 && node.type !== 'CallExpression') return { functions, before: [] }
  if (node.type !== 'CallExpression') return { functions: [], before: [] }
  const wrapped = node.arguments.filter((argument) => argument.type !== 'SpreadElement')
  const inner = wrapped.map((argument) => handlersAt(argument, tracer))
  const found = inner.flatMap((one) => one.functions)
  const others = wrapped.filter((_, index) => inner[index]?.functions.length === 0)
  return {
    functions: found.length > 0 ? found : functions,
    before: [node, ...others, ...inner.flatMap(({ before }) => before)],
  }
}

/** `{ method: 'POST', url: '/webhooks', preHandler: verify, handler }` */
function partsOfOptions(options: TSESTree.ObjectExpression, tracer: Tracer) {
  const functions: FunctionNode[] = []
  const before: TSESTree.Node[] = []
  const names: string[] = []
  for (const property of options.properties) {
    if (property.type !== 'Property') {
      before.push(property.argument)
      continue
    }
    const key = keyName(property.key, property.computed) ?? ''
    if (/^(?:handler|fetch|POST|handle)$/.test(key)) {
      const handled = handlersAt(property.value, tracer)
      functions.push(...handled.functions)
      before.push(...handled.before)
    } else if (/^(?:url|path|route)$/.test(key)) names.push(...pathsOf(property.value, tracer))
    else if (optionHooks.test(key)) before.push(property.value)
  }
  return { functions, before, names }
}

function objectAt(outer: TSESTree.Node): TSESTree.ObjectExpression | null {
  const node = unwrap(outer)
  return node.type === 'ObjectExpression' ? node : null
}

function elementsOf(argument: TSESTree.Node): readonly TSESTree.Node[] {
  const node = unwrap(argument)
  if (node.type !== 'ArrayExpression') return [argument]
  return node.elements.filter((element) => element !== null)
}

/** The texts that an argument can be; empty for what is no text. */
function pathsOf(argument: TSESTree.Node, tracer: Tracer): readonly string[] {
  const { type } = unwrap(argument)
  if (!/^(?:Literal|TemplateLiteral|BinaryExpression|Identifier|MemberExpression)$/.test(type)) return []
  return textPatternsOf(argument, tracer)
    .filter((pattern) => pattern.some((piece) => typeof piece === 'string'))
    .map((pattern) => patternText(pattern))
}

/** `app.route('/webhooks').post(handle)` */
function pathsOfChain(outer: TSESTree.Node, tracer: Tracer): readonly string[] {
  const node = unwrap(outer)
  if (node.type !== 'CallExpression') return []
  const callee = unwrap(node.callee)
  const inner = callee.type === 'MemberExpression' ? pathsOfChain(callee.object, tracer) : []
  const isRoute =
    callee.type === 'MemberExpression' && /^(?:route|basePath|prefix)$/.test(propertyName(callee) ?? '')
  return isRoute ? [...inner, ...node.arguments.flatMap((argument) => pathsOf(argument, tracer))] : inner
}

/** Middleware takes `next`; who does not ends the request. */
function isFinal(functions: readonly FunctionNode[]): boolean {
  return functions.every(({ params }) => params.length > 0 && params.length < 3)
}

function rootOf(outer: TSESTree.Node): TSESTree.Node {
  const node = unwrap(outer)
  if (node.type !== 'CallExpression') return node
  const callee = unwrap(node.callee)
  return callee.type === 'MemberExpression' ? rootOf(callee.object) : node
}

function namesOf(node: TSESTree.Node | undefined): readonly string[] {
  if (!node) return []
  const inner = unwrapAwait(node)
  if (inner.type === 'Identifier') return [inner.name]
  if (inner.type === 'MemberExpression') return [propertyName(inner) ?? '', ...namesOf(inner.object)]
  if (inner.type === 'CallExpression') return inner.arguments.flatMap((argument) => namesOf(argument))
  return isFunction(inner) && inner.id ? [inner.id.name] : []
}

/** The variable or export that a call is given to, and the router that it is called on. */
function namesAround(node: TSESTree.CallExpression): readonly string[] {
  const callee = unwrap(node.callee)
  const router = callee.type === 'MemberExpression' ? rootOf(callee.object) : null
  const names = router?.type === 'Identifier' ? [router.name] : []
  const { parent } = node
  if (parent.type === 'VariableDeclarator' && parent.id.type === 'Identifier') names.push(parent.id.name)
  if (parent.type === 'AssignmentExpression' && parent.left.type === 'MemberExpression') {
    names.push(propertyName(parent.left) ?? '')
  }
  if (parent.type === 'Property') names.push(keyName(parent.key, parent.computed) ?? '')
  return [...names, ...functionsAround(node)]
}

/** `export const customerioWebhooks = async (fastify) => { … }` */
function functionsAround(node: TSESTree.Node): readonly string[] {
  const names: string[] = []
  for (let outer = node.parent; outer; outer = outer.parent) {
    if (isFunction(outer)) names.push(functionNameOf(outer) ?? '')
  }
  return names
}
