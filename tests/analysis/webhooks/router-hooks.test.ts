// What runs before the routes of a router, and what only before those of another?
import { describe, expect, it } from 'vitest'

import { handlerOfCall } from '../../../src/analysis/webhooks/request-handlers.ts'
import { hooksOf } from '../../../src/analysis/webhooks/router-hooks.ts'
import { Tracer } from '../../../src/ast/tracer.ts'
import { unwrapAwait } from '../../../src/ast/unwrap.ts'
import { markedCode } from '../../support/marked-code.ts'

function hooksIn(sample: string): readonly string[] {
  const code = markedCode(sample)
  const tracer = new Tracer(code.sourceCode)
  const call = unwrapAwait(code.nodeAt('route'))
  const handler = call.type === 'CallExpression' ? handlerOfCall(call, tracer) : null
  if (!handler) throw new Error('The marked node is no route.')
  return hooksOf(handler, tracer).map(code.textOf)
}

const route = `/* route */ app.post('/webhooks/cio', (req) => take(req))`

describe('before a route runs', () => {
  it.each([
    ['middleware of its router', `app.use(verify)\n${route}`, ['verify']],
    ['several at once', `app.use(one, two())\n${route}`, ['one', 'two()']],
    ['middleware below its path', `app.use('/webhooks', verify)\n${route}`, ['verify']],
    ['middleware below its path, with a star', `app.use('/webhooks/*', verify)\n${route}`, ['verify']],
    ['a hook of Fastify', `app.addHook('preHandler', verify)\n${route}`, ['verify']],
    [
      'a plugin that is imported',
      `import plugin from 'p'\napp.register(plugin, { a: 1 })\n${route}`,
      ['plugin'],
    ],
    ['a plugin that is made', `app.register(fp(verify))\n${route}`, ['fp(verify)']],
    ['what another router is mounted behind', `server.use('/in', verify, app)\n${route}`, ['verify', 'app']],
    [
      'a hook of the plugin around it',
      `const plugin = async (app) => { app.addHook('onRequest', verify)\n${route} }`,
      ['verify'],
    ],
  ])('%s', (_situation, sample, hooks) => {
    expect(hooksIn(sample)).toEqual(hooks)
  })

  it.each([
    ['middleware below another path', `app.use('/admin', verify)\n${route}`],
    [
      'a plugin with routes of its own',
      `const own = async (scope) => scope.addHook('a', verify)\napp.register(own)\n${route}`,
    ],
    ['a plugin that is written in place', `app.register(async (scope) => { scope.use(verify) })\n${route}`],
    [
      'a hook of another plugin',
      `const other = (app) => { app.addHook('onRequest', verify) }\nconst plugin = (app) => { ${route} }`,
    ],
    ['another call', `app.listen(verify)\n${route}`],
  ])('not %s', (_situation, sample) => {
    expect(hooksIn(sample)).toEqual([])
  })
})
