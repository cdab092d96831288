// Which calls register or make a handler, under which names, and what runs before it?
import { describe, expect, it } from 'vitest'

import { handlerOfCall } from '../../../src/analysis/webhooks/request-handlers.ts'
import type { RequestHandler } from '../../../src/analysis/webhooks/request-handlers.ts'
import { Tracer } from '../../../src/ast/tracer.ts'
import { unwrapAwait } from '../../../src/ast/unwrap.ts'
import type { MarkedCode } from '../../support/marked-code.ts'
import { markedCode } from '../../support/marked-code.ts'

function handlerIn(sample: string): { code: MarkedCode; handler: RequestHandler | null } {
  const code = markedCode(sample)
  const node = unwrapAwait(code.nodeAt('call'))
  if (node.type !== 'CallExpression') throw new Error(`The marker stands for no call but for ${node.type}.`)
  return { code, handler: handlerOfCall(node, new Tracer(code.sourceCode)) }
}

describe('a handler', () => {
  it.each([
    ['Express', `/* call */ app.post('/a', (req, res) => {})`, ['/a', 'app']],
    [
      'a function of the file',
      `const take = (req) => {}\n/* call */ app.all('/a', take)`,
      ['/a', 'app', 'take'],
    ],
    [
      'a path by a constant',
      `const PATH = '/hooks'\n/* call */ router.put(PATH + '/a', (req) => {})`,
      ['/hooks/a', 'router'],
    ],
    ['a chain', `/* call */ app.route('/a').post((req) => {})`, ['/a', 'app']],
    ['an object', `/* call */ app.route({ method: 'POST', url: '/a', handler: (req) => {} })`, ['/a', 'app']],
    ['a wrapper', `/* call */ app.post('/a', wrap(async (req) => {}))`, ['/a', 'app']],
    ['the end of a router', `/* call */ app.use('/a', (req, res) => {})`, ['/a', 'app']],
    [
      'a plugin around it',
      `export const cioHooks = async (app) => { /* call */ app.post('/a', (req) => {}) }`,
      ['/a', 'app', 'cioHooks'],
    ],
    ['a function that makes one', `export const cioHook = (/* call */ onRequest((req) => {}))`, ['cioHook']],
    ['a server', `/* call */ createServer((req, res) => {})`, []],
  ])('%s', (_situation, sample, names) => {
    const { handler } = handlerIn(sample)
    expect(handler?.functions.length).toBe(1)
    expect(handler?.names.filter((name) => name !== '')).toEqual(names)
  })

  it.each([
    ['a request that goes out', `/* call */ client.post('https://a.example/b', () => {})`],
    ['middleware', `/* call */ app.use('/a', (req, res, next) => next())`],
    ['middleware for every path', `/* call */ app.use((req, res) => {})`],
    ['a handler out of sight', `/* call */ app.post('/a', take)`],
    ['a route that is asked', `/* call */ app.get('/a', (req) => {})`],
    ['an event', `/* call */ emitter.on('message', (event) => {})`],
    ['something else that takes a function', `/* call */ list.map((item) => item)`],
  ])('is not %s', (_situation, sample) => {
    expect(handlerIn(sample).handler).toBe(null)
  })
})

describe('what runs before a handler', () => {
  it.each([
    [`/* call */ app.post('/a', one, two(), (req) => {})`, [`'/a'`, 'one', 'two()']],
    [`/* call */ app.post('/a', [one, two], (req) => {})`, [`'/a'`, 'one', 'two']],
    [
      `/* call */ app.post('/a', wrap(options, (req) => {}))`,
      [`'/a'`, 'wrap(options, (req) => {})', 'options'],
    ],
    [`/* call */ app.route({ url: '/a', preHandler: one, bodyLimit: two, handler: (req) => {} })`, ['one']],
    [`/* call */ app.route({ ...common, path: '/a', handler: (req) => {} })`, ['common']],
  ])('%s', (sample, before) => {
    const { code, handler } = handlerIn(sample)
    expect(handler?.before.map(code.textOf)).toEqual(before)
  })
})
