// What runs before every route of a router, or before those below a path?
import type { TSESTree } from '@typescript-eslint/utils'

import { functionOf } from '../../ast/control-flow.ts'
import { propertyName } from '../../ast/static-value.ts'
import type { Tracer } from '../../ast/tracer.ts'
import { unwrap } from '../../ast/unwrap.ts'
import type { RequestHandler } from './request-handlers.ts'

/** Methods that put something before routes: Express, Koa and Hono; Fastify; Elysia; Hapi and restify; Nest. */
const hookMethods =
  /^(?:use|addHook|on(?:Request|BeforeHandle|Parse)|before|guard|derive|pre|ext|useGlobalGuards)$/

/** The middleware and hooks that requests pass on their way to a handler, as far as the file shows them. */
export function hooksOf({ router, names }: RequestHandler, tracer: Tracer): readonly TSESTree.Node[] {
  if (!router) return []
  return tracer.index.calls.flatMap((call): readonly TSESTree.Node[] => {
    const callee = unwrap(call.callee)
    if (call.type !== 'CallExpression' || callee.type !== 'MemberExpression') return []
    if (propertyName(callee) === 'register') return isAround(call, router) ? pluginsOf(call, tracer) : []
    if (!hookMethods.test(propertyName(callee) ?? '') || !isAround(call, router)) return []
    const [first, ...others] = call.arguments
    const path = first?.type === 'Literal' && typeof first.value === 'string' ? first.value : null
    if (path?.startsWith('/') !== true) return path === null ? call.arguments : others
    const isBelow = names.some((name) => name.startsWith(path.replace(/\/?\*$/, '')))
    return isBelow || others.some((argument) => isSame(argument, router)) ? others : []
  })
}

/** `app.register(fastifyWebhook, { secret })`: what a plugin of the project does is for its own routes, unless it is wrapped. */
function pluginsOf(
  { arguments: [plugin] }: TSESTree.CallExpression,
  tracer: Tracer,
): readonly TSESTree.Node[] {
  return plugin && tracer.functionsAt(plugin).length === 0 ? [plugin] : []
}

/** Hooks of a plugin are for the routes within it. */
function isAround(call: TSESTree.CallExpression, router: TSESTree.Node): boolean {
  const { range } = functionOf(call)
  return range[0] <= router.range[0] && range[1] >= router.range[1]
}

function isSame(argument: TSESTree.Node, router: TSESTree.Node): boolean {
  return argument.type === 'Identifier' && router.type === 'Identifier' && argument.name === router.name
}
