// Which handlers evidently receive webhooks of Customer.io, by their route, place, name or what they read?
import { describe, expect, it } from 'vitest'

import { pathOf, webhookHandlersIn } from '../../../src/analysis/webhooks/webhook-handlers.ts'
import type { AnalysedOptions } from '../../support/analysed-sample.ts'
import { analysedSample } from '../../support/analysed-sample.ts'

/** The handlers of a sample, as its text shows them. */
function handlersIn(sample: string, options: AnalysedOptions = {}): readonly string[] {
  const { file, code } = analysedSample(sample, options)
  const context = {
    ...file.context,
    sends: (call: Parameters<typeof file.callAt>[0]) => file.callAt(call) !== null,
  }
  return webhookHandlersIn(context).map(({ node }) => code.textOf(node))
}

describe('a webhook of Customer.io', () => {
  it.each([
    ['by its route', `app.post('/webhooks/customerio', (req, res) => {})`, ['app.post']],
    ['by its route, otherwise written', `app.post('/customer-io/callback', (req, res) => {})`, ['app.post']],
    ['by its route and what it reads', `app.post('/cio', (req) => use(req.body.metric))`, ['app.post']],
    [
      'by its route and what it takes apart',
      `app.post('/cio/events', (req) => { const { object_type: type } = req.body })`,
      ['app.post'],
    ],
    ['by the name of its function', `app.post('/hooks', function customerioWebhook(req) {})`, ['app.post']],
    [
      'by a path that the server compares',
      `createServer((req, res) => { if (req.url === '/webhooks/customerio') take(req) })`,
      [`req.url === '/webhooks/customerio'`],
    ],
    [
      'in a class',
      `@Controller('webhooks') class Hooks { @Post('customerio') take(@Body() body) {} }`,
      ['take'],
    ],
  ])('%s', (_situation, sample, nodes) => {
    expect(handlersIn(sample)).toEqual(nodes)
  })

  it('by the path of the file', () => {
    const fileName = 'app/api/webhooks/customerio/route.ts'
    expect(handlersIn('export async function POST(request) {}', { fileName })).toEqual(['POST'])
    expect(handlersIn('export async function GET(request) {}', { fileName })).toEqual([])
    expect(handlersIn('export function mapEvent(event) {}', { fileName })).toEqual([])
  })

  it('once, though it is registered twice', () => {
    const sample = `const take = (req) => {}
      app.post('/webhooks/customerio', take)
      app.post('/webhooks/customerio/eu', take)`
    expect(handlersIn(sample)).toEqual(['app.post'])
  })

  it.each([
    ['of customers', `app.post('/webhooks/customer', (req, res) => {})`],
    ['of somebody else', `app.post('/webhooks/stripe', (req, res) => { cio.forward(req.body) })`],
    [
      "that brings somebody else's to Customer.io",
      `app.post('/webhooks/stripe-to-customerio', (req, res) => {})`,
    ],
    ['without a word for it', `app.post('/customerio/settings', (req, res) => use(req.body.region))`],
    ['that reads a field elsewhere', `app.post('/customerio/report', (req) => use(req.query.metric))`],
    [
      'that only sends to Customer.io',
      `import { TrackClient } from 'customerio-node'
      const cio = new TrackClient('site', key)
      app.post('/hooks/customerio', async (req) => { await cio.track(req.body.id, { name: 'seen' }) })`,
    ],
  ])('is none: a handler %s', (_situation, sample) => {
    expect(handlersIn(sample)).toEqual([])
  })

  it('is not the function that registers it', () => {
    const sample = `export function customerioWebhooks(app) { app.post('/webhooks/customerio', (req, res) => {}) }`
    expect(handlersIn(sample, { fileName: 'functions/customerio-webhooks.ts' })).toEqual(['app.post'])
  })
})

describe('the path of a file', () => {
  it.each([
    ['/project/src/a.ts', 'src/a.ts'],
    ['src/a.ts', 'src/a.ts'],
    ['/elsewhere/a.ts', 'a.ts'],
    ['<input>', ''],
    ['<text>', ''],
  ])('%s', (filename, expected) => {
    expect(pathOf({ filename, cwd: '/project' })).toBe(expected)
  })
})
