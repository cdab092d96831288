// Is exactly the data wrapped, whatever it is written like, with nothing of it lost?
import { expect, it } from 'vitest'

import { fixed } from '../support/repaired-code.ts'

const head = `import { TrackClient } from 'customerio-node'\nimport { sanitizeAttributes } from 'eslint-plugin-customerio/runtime'\ndeclare const cio: TrackClient\n`

it.each([
  ['an identifier', `cio.identify(1, user)`, `cio.identify(1, sanitizeAttributes(user))`],
  ['a member', `cio.identify(1, req.body)`, `cio.identify(1, sanitizeAttributes(req.body))`],
  ['an optional chain', `cio.identify(1, req?.body)`, `cio.identify(1, sanitizeAttributes(req?.body))`],
  ['a call', `cio.identify(1, load())`, `cio.identify(1, sanitizeAttributes(load()))`],
  ['an object', `cio.identify(1, { ...user })`, `cio.identify(1, sanitizeAttributes({ ...user }))`],
  [
    'an object of several lines',
    `cio.identify(1, {\n  ...user,\n  plan, // the plan\n})`,
    `cio.identify(1, sanitizeAttributes({\n  ...user,\n  plan, // the plan\n}))`,
  ],
  [
    'an await',
    `async () => cio.identify(1, await load())`,
    `async () => cio.identify(1, sanitizeAttributes(await load()))`,
  ],
  [
    'a yield',
    `function* f() { cio.identify(1, yield) }`,
    `function* f() { cio.identify(1, sanitizeAttributes(yield)) }`,
  ],
  ['a condition', `cio.identify(1, x ? user : {})`, `cio.identify(1, sanitizeAttributes(x ? user : {}))`],
  ['alternatives', `cio.identify(1, user ?? {})`, `cio.identify(1, sanitizeAttributes(user ?? {}))`],
  ['an assignment', `cio.identify(1, x = user)`, `cio.identify(1, sanitizeAttributes(x = user))`],
  ['a sequence', `cio.identify(1, (log(), user))`, `cio.identify(1, (sanitizeAttributes((log(), user))))`],
  ['parentheses', `cio.identify(1, (user))`, `cio.identify(1, (sanitizeAttributes(user)))`],
  ['as', `cio.identify(1, user as any)`, `cio.identify(1, sanitizeAttributes(user as any))`],
  [
    'satisfies',
    `cio.identify(1, { ...user } satisfies object)`,
    `cio.identify(1, sanitizeAttributes({ ...user } satisfies object))`,
  ],
  [
    'an assertion in angle brackets',
    `cio.identify(1, <any>user)`,
    `cio.identify(1, sanitizeAttributes(<any>user))`,
  ],
  ['non-null', `cio.identify(1, user!)`, `cio.identify(1, sanitizeAttributes(user!))`],
  ['type arguments', `cio.identify(1, load<User>())`, `cio.identify(1, sanitizeAttributes(load<User>()))`],
  ['a new object', `cio.identify(1, new Map())`, `cio.identify(1, sanitizeAttributes(new Map()))`],
  [
    'comments around',
    `cio.identify(1, /* a */ user /* b */)`,
    `cio.identify(1, /* a */ sanitizeAttributes(user) /* b */)`,
  ],
  [
    'a comment behind on the line',
    `cio.identify(\n  1,\n  user, // who\n)`,
    `cio.identify(\n  1,\n  sanitizeAttributes(user), // who\n)`,
  ],
  [
    'shorthand',
    `cio.track(1, { name: 'x', data })`,
    `cio.track(1, { name: 'x', data: sanitizeAttributes(data) })`,
  ],
  [
    'shorthand with comments',
    `cio.track(1, { name: 'x', /* a */ data /* b */ })`,
    `cio.track(1, { name: 'x', /* a */ data: sanitizeAttributes(data) /* b */ })`,
  ],
  [
    'a property',
    `cio.track(1, { name: 'x', 'data': user })`,
    `cio.track(1, { name: 'x', 'data': sanitizeAttributes(user) })`,
  ],
  [
    'a getter',
    `cio.track(1, { name: 'x', get data() { return user } })`,
    `cio.track(1, { name: 'x', get data() { return sanitizeAttributes(user) } })`,
  ],
  [
    'an arrow function that gives an object',
    `cio.batch(users.map((u) => ({ attributes: { ...u } })))`,
    `cio.batch(users.map((u) => ({ attributes: sanitizeAttributes({ ...u }) })))`,
  ],
  [
    'the body of an arrow function',
    `api.updateCollectionContent(1, users.map((u) => ({ ...u })))`,
    `api.updateCollectionContent(1, users.map((u) => (sanitizeAttributes({ ...u }))))`,
  ],
  [
    'a returned value',
    `cio.batch(users.map((u) => { return { attributes: u } }))`,
    `cio.batch(users.map((u) => { return { attributes: sanitizeAttributes(u) } }))`,
  ],
  [
    'a pushed operation',
    `const ops: any[] = []\nops.push({ attributes: user })\ncio.batch(ops)`,
    `const ops: any[] = []\nops.push({ attributes: sanitizeAttributes(user) })\ncio.batch(ops)`,
  ],
  [
    'a property written later',
    `const event: any = {}\nevent.data = user\ncio.track(1, event)`,
    `const event: any = {}\nevent.data = sanitizeAttributes(user)\ncio.track(1, event)`,
  ],
  [
    'an element',
    `cio.batch([{ attributes: user }])`,
    `cio.batch([{ attributes: sanitizeAttributes(user) }])`,
  ],
  ['apply', `cio.identify.apply(cio, [1, user])`, `cio.identify.apply(cio, [1, sanitizeAttributes(user)])`],
  ['the queue', `_cio.push(['track', 'x', user])`, `_cio.push(['track', 'x', sanitizeAttributes(user)])`],
  [
    'an expression with a template',
    'cio.identify(1, load(`${user.id}`))',
    'cio.identify(1, sanitizeAttributes(load(`${user.id}`)))',
  ],
])('%s', (_what, before, after) => {
  const api = before.includes('api.') ? `declare const api: import('customerio-node').APIClient\n` : ''
  const { output, messages } = fixed(`${head}${api}${before}\n`, { filename: 'file.ts' })
  expect(output).toBe(`${head}${api}${after}\n`)
  expect(messages).toEqual([])
})

it('wraps in JSX', () => {
  const before = `import { cio } from './cio'\nexport const B = (p) => <b onClick={() => window._cio.track('x', p.form)} style={{ a: 1 }}>{p.name}</b>\n`
  const after = before.replace('p.form', 'sanitizeAttributes(p.form)')
  const { output } = fixed(before, { filename: 'file.jsx' })
  expect(output.replace(/import \{ sanitizeAttributes \}.*\n/, '')).toBe(after)
})
