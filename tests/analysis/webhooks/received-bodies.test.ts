// Which values are the body of a received request, and what does the analysis take them for?
import { describe, expect, it } from 'vitest'

import { receivedBodiesAt } from '../../../src/analysis/webhooks/received-bodies.ts'
import { Tracer } from '../../../src/ast/tracer.ts'
import { markedCode } from '../../support/marked-code.ts'

function formsOf(sample: string): string[] {
  const code = markedCode(sample)
  const bodies = receivedBodiesAt(code.nodeAt('body'), new Tracer(code.sourceCode))
  return bodies.map(({ form, isPart }) => (isPart ? `part of ${form}` : form))
}

type Sample = readonly [situation: string, code: string]

describe('what is parsed', () => {
  it.each<Sample>([
    [
      'Request.json()',
      `async function POST(request: Request) { const event = await request.json(); use(/* body */ event) }`,
    ],
    ['of a copy', `const handle = async (req) => use(/* body */ await req.clone().json())`],
    ['Hono', `app.post('/', async (c) => use(/* body */ await c.req.json()))`],
    ['Hono, validated', `app.post('/', async (c) => use(/* body */ c.req.valid('json')))`],
    ['SvelteKit', `export const POST = async ({ request }) => use(/* body */ await request.json())`],
    [
      'h3',
      `import { readBody } from 'h3'\nexport default defineEventHandler(async (event) => use(/* body */ await readBody(event)))`,
    ],
    [
      'micro',
      `import { json } from 'micro'\nexport default async (req, res) => use(/* body */ await json(req))`,
    ],
    ['Koa', `router.post('/', async (ctx) => use(/* body */ ctx.request.body))`],
    ['Nest', `class A { @Post() take(@Body() event: CioEvent) { use(/* body */ event) } }`],
    [
      'Fastify',
      `import Fastify from 'fastify'\nFastify().post('/', async (request) => use(/* body */ request.body))`,
    ],
    [
      'a page of Next.js',
      `export default function handler(req: NextApiRequest, res) { use(/* body */ req.body) }`,
    ],
    [
      'Express with a parser',
      `app.use(express.json())\napp.post('/', (req, res) => use(/* body */ req.body))`,
    ],
    [
      'Express, whose fields are read',
      `app.post('/', (req, res) => { use(/* body */ req.body); log(req.body.event_id) })`,
    ],
    [
      'Express, taken apart',
      `app.post('/', (req, res) => { const { metric } = req.body; use(/* body */ req.body) })`,
    ],
    [
      'JSON.parse of the raw body',
      `const f = async (request) => use(/* body */ JSON.parse(await request.text()))`,
    ],
    [
      'JSON.parse of a Lambda body',
      `export const handler = async (event) => use(/* body */ JSON.parse(event.body))`,
    ],
    [
      'JSON.parse of a parameter named for it',
      `function verify(rawBody, signature) { use(/* body */ JSON.parse(rawBody.toString())) }`,
    ],
  ])('%s', (_situation, code) => {
    expect(formsOf(code)).toEqual(['parsed'])
  })
})

describe('what is as it came', () => {
  it.each<Sample>([
    [
      'Request.text()',
      `async function POST(request: Request) { const body = await request.text(); use(/* body */ body) }`,
    ],
    ['Request.arrayBuffer()', `const handle = async (req) => use(/* body */ await req.arrayBuffer())`],
    ['Hono', `app.post('/', async (c) => use(/* body */ await c.req.text()))`],
    ['rawBody of Express', `app.post('/', (req, res) => use(/* body */ req.rawBody))`],
    ['rawBody, taken apart', `app.post('/', ({ rawBody, headers }) => use(/* body */ rawBody))`],
    ['Lambda', `export const handler = async (event) => use(/* body */ event.body)`],
    [
      'h3',
      `import { readRawBody } from 'h3'\nexport default defineEventHandler(async (event) => use(/* body */ await readRawBody(event)))`,
    ],
    [
      'micro',
      `import { buffer } from 'micro'\nexport default async (req, res) => use(/* body */ await buffer(req))`,
    ],
    [
      'raw-body',
      `import getRawBody from 'raw-body'\nexport default async (req, res) => use(/* body */ await getRawBody(req))`,
    ],
  ])('%s', (_situation, code) => {
    expect(formsOf(code)).toEqual(['raw'])
  })
})

describe('what nothing tells', () => {
  it.each<Sample>([
    ['a body without a parser in sight', `app.post('/', (req, res) => use(/* body */ req.body))`],
    [
      'express.raw',
      `app.post('/', express.raw({ type: '*/*' }), (req, res) => use(/* body */ req.body))\napp.use(express.json())`,
    ],
    [
      'a reader of the project that is out of sight',
      `import { readBody } from '@/lib/body'\nexport default async (req, res) => use(/* body */ await readBody(req))`,
    ],
    [
      'a page without its parser',
      `export const config = { api: { bodyParser: false } }\nexport default (req: NextApiRequest) => use(/* body */ req.body)`,
    ],
    [
      'a body whose bytes are used',
      `app.post('/', (req) => { use(/* body */ req.body); log(req.body.toString()) })`,
    ],
  ])('%s', (_situation, code) => {
    expect(formsOf(code)).toEqual(['unknown'])
  })
})

describe('what is no received body', () => {
  it.each<Sample>([
    ['the body of a response', `const res = await fetch(url)\nuse(/* body */ await res.json())`],
    ['a message to send', `function send(message) { use(/* body */ message.body) }`],
    ['an object of the file', `const body = { a: 1 }\nuse(/* body */ body)`],
    ['JSON.parse of a file', `use(/* body */ JSON.parse(readFileSync('a.json', 'utf8')))`],
    ['options that are called body', `const request = ({ url, body }) => use(/* body */ body)`],
    ['the query of a request', `app.get('/', (req, res) => use(/* body */ req.query))`],
  ])('%s', (_situation, code) => {
    expect(formsOf(code)).toEqual([])
  })
})

describe('a field of a body', () => {
  it.each<Sample>([
    ['of Express', `app.post('/', (req, res) => use(/* body */ req.body.event_id))`],
    [
      'of Request.json()',
      `async function POST(request) { const { data } = await request.json(); use(/* body */ data) }`,
    ],
    ['by @Body(name)', `class A { @Post() take(@Body('data') data: Data) { use(/* body */ data) } }`],
  ])('%s', (_situation, code) => {
    expect(formsOf(code)).toEqual(['part of parsed'])
  })
})
