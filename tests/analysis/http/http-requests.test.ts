// Which request does a call of an HTTP library send to Customer.io: operation, data, credentials?
import { describe, expect, it } from 'vitest'

import { describedRequest } from '../../support/described-request.ts'

const T = 'https://track.customer.io/api/v1'

type Row = readonly [
  situation: string,
  sample: string,
  request: string,
  data: readonly string[],
  credentials: readonly string[],
]

const tables: Readonly<Record<string, readonly Row[]>> = {
  fetch: [
    [
      'a template, basic authentication in a Buffer',
      `/* call */ fetch(\`${T}/customers/\${id}\`, { method: 'PUT', headers: { Authorization: \`Basic \${Buffer.from(SITE + ':' + KEY).toString('base64')}\` }, body: JSON.stringify(user) })`,
      'track identify PUT',
      ['user'],
      ['site-id=SITE', 'track-key=KEY'],
    ],
    [
      'a concatenation of constants, options in a variable',
      `const BASE = '${T}'; const init = { method: 'POST', body: JSON.stringify({ name: 'x', data }) }; /* call */ fetch(BASE + '/customers/' + id + '/events', init)`,
      'track track POST',
      ['data'],
      [],
    ],
    [
      'new URL of a path from the root',
      `const url = new URL('/api/v1/customers/5', 'https://track.customer.io'); /* call */ fetch(url, { method: 'PUT', body: JSON.stringify(user) })`,
      'track identify PUT',
      ['user'],
      [],
    ],
    [
      'new URL of a relative path, as text',
      `const url = new URL('customers/5', '${T}/'); url.searchParams.set('a', b); /* call */ fetch(url.toString(), { method: 'PUT', body: JSON.stringify(user) })`,
      'track identify PUT',
      ['user'],
      [],
    ],
    [
      'the href of new URL',
      `const url = new URL(\`/api/v1/customers/\${id}\`, 'https://track.customer.io'); /* call */ fetch(url.href, { method: 'PUT', body: JSON.stringify(user) })`,
      'track identify PUT',
      ['user'],
      [],
    ],
    [
      'a Request',
      `/* call */ fetch(new Request('${T}/customers/5', { method: 'PUT', body: JSON.stringify(user) }))`,
      'track identify PUT',
      ['user'],
      [],
    ],
    [
      'a Request in a variable',
      `const req = new Request('${T}/customers/5', { method: 'PUT', body: JSON.stringify(user) }); /* call */ fetch(req)`,
      'track identify PUT',
      ['user'],
      [],
    ],
    [
      'a Request with options beside it',
      `const req = new Request('${T}/customers/5'); /* call */ fetch(req, { method: 'PUT', body: JSON.stringify(user) })`,
      'track identify PUT',
      ['user'],
      [],
    ],
    [
      'Headers of an object',
      `/* call */ fetch('https://api.customer.io/v1/send/email', { method: 'POST', headers: new Headers({ Authorization: 'Bearer ' + KEY }), body: JSON.stringify({ message_data: user }) })`,
      'app sendEmail POST',
      ['user'],
      ["app-key='Bearer ' + KEY"],
    ],
    [
      'Headers that are set one by one',
      `const headers = new Headers(); headers.set('Authorization', 'Bearer ' + KEY); /* call */ fetch('https://api.customer.io/v1/send/email', { method: 'POST', headers, body: JSON.stringify({ message_data: user }) })`,
      'app sendEmail POST',
      ['user'],
      ["app-key='Bearer ' + KEY"],
    ],
    [
      'headers as a list of pairs',
      `/* call */ fetch('https://api.customer.io/v1/send/email', { method: 'POST', headers: [['Authorization', 'Bearer ' + KEY]], body: JSON.stringify({ message_data: user }) })`,
      'app sendEmail POST',
      ['user'],
      ["app-key='Bearer ' + KEY"],
    ],
    [
      'a URL of a configuration object',
      `const config = { customerio: { trackUrl: '${T}' } }; /* call */ fetch(\`\${config.customerio.trackUrl}/customers/\${id}\`, { method: 'PUT', body: JSON.stringify(user) })`,
      'track identify PUT',
      ['user'],
      [],
    ],
    [
      'a URL of the environment with a default',
      `const BASE = process.env.CIO_URL ?? '${T}'; /* call */ fetch(\`\${BASE}/customers/\${id}\`, { method: 'PUT', body: JSON.stringify(user) })`,
      'track identify PUT',
      ['user'],
      [],
    ],
    [
      'a URL by region',
      `const hosts = { us: '${T}', eu: 'https://track-eu.customer.io/api/v1' }; /* call */ fetch(hosts[region] + '/customers/' + id, { method: 'PUT', body: JSON.stringify(user) })`,
      'track identify PUT',
      ['user'],
      [],
    ],
    [
      'a conditional URL',
      `const BASE = eu ? 'https://track-eu.customer.io/api/v1' : '${T}'; /* call */ fetch(BASE + '/customers/' + id, { method: 'PUT', body: JSON.stringify(user) })`,
      'track identify PUT',
      ['user'],
      [],
    ],
    [
      'node-fetch, the verb in lower case',
      `import fetch from 'node-fetch'; /* call */ fetch('${T}/customers/5', { method: 'put', body: JSON.stringify(user) })`,
      'track identify PUT',
      ['user'],
      [],
    ],
    [
      'options that are spread',
      `const base = { headers: { Authorization: auth } }; /* call */ fetch('${T}/customers/5', { ...base, method: 'PUT', body: JSON.stringify(user) })`,
      'track identify PUT',
      ['user'],
      ['track-key=auth'],
    ],
    [
      'options filled one by one',
      `const opts = {}; opts.method = 'PUT'; opts.body = JSON.stringify(user); /* call */ fetch('${T}/customers/5', opts)`,
      'track identify PUT',
      ['user'],
      [],
    ],
    [
      'a body serialised before',
      `const body = JSON.stringify({ name: 'x', data: user }); /* call */ fetch('${T}/events', { method: 'POST', body })`,
      'track trackAnonymous POST',
      ['user'],
      [],
    ],
    [
      'a joined list',
      `/* call */ fetch(['${T}', 'customers', id].join('/'), { method: 'PUT', body: JSON.stringify(user) })`,
      'track identify PUT',
      ['user'],
      [],
    ],
    [
      'concat',
      `/* call */ fetch('${T}'.concat('/customers/', id), { method: 'PUT', body: JSON.stringify(user) })`,
      'track identify PUT',
      ['user'],
      [],
    ],
    [
      'globalThis',
      `/* call */ globalThis.fetch('${T}/customers/5', { method: 'DELETE' })`,
      'track destroy DELETE',
      [],
      [],
    ],
    [
      'a query in the URL, a lower-case header',
      `/* call */ fetch('https://api.customer.io/v1/customers?' + new URLSearchParams({ email }), { headers: { authorization: \`Bearer \${KEY}\` } })`,
      'app getCustomersByEmail GET',
      [],
      ['app-key=`Bearer ${KEY}`'],
    ],
    [
      'btoa in a variable, no operation',
      `const auth = btoa(\`\${SITE}:\${KEY}\`); /* call */ fetch('${T}/customers/5', { headers: { 'Authorization': 'Basic ' + auth } })`,
      'track ? GET',
      [],
      ['site-id=SITE', 'track-key=KEY'],
    ],
    [
      'the write key of pipelines',
      `/* call */ fetch('https://cdp.customer.io/v1/identify', { method: 'POST', headers: { Authorization: 'Basic ' + btoa(KEY + ':') }, body: JSON.stringify({ userId, traits }) })`,
      'pipelines identify POST',
      ['traits'],
      ['write-key=KEY'],
    ],
    [
      'the fetch of undici',
      `import { fetch } from 'undici'; /* call */ fetch('${T}/customers/5', { method: 'PUT', body: JSON.stringify(user) })`,
      'track identify PUT',
      ['user'],
      [],
    ],
    [
      'request of undici',
      `import { request } from 'undici'; /* call */ request('${T}/customers/5', { method: 'PUT', body: JSON.stringify(user) })`,
      'track identify PUT',
      ['user'],
      [],
    ],
    [
      'undici as a namespace',
      `import * as undici from 'undici'; /* call */ undici.request('${T}/customers/5', { method: 'PUT', body: JSON.stringify(user) })`,
      'track identify PUT',
      ['user'],
      [],
    ],
    [
      'a pool of undici',
      `import { Pool } from 'undici'; const pool = new Pool('https://track.customer.io'); /* call */ pool.request({ path: '/api/v1/customers/5', method: 'PUT', body: JSON.stringify(user) })`,
      'track identify PUT',
      ['user'],
      [],
    ],
    [
      'ofetch, which serialises by itself',
      `import { ofetch } from 'ofetch'; /* call */ ofetch('${T}/customers/5', { method: 'PUT', body: user })`,
      'track identify PUT',
      ['user'],
      [],
    ],
    [
      'an instance of ofetch',
      `import { ofetch } from 'ofetch'; const api = ofetch.create({ baseURL: '${T}' }); /* call */ api('/customers/5', { method: 'PUT', body: user })`,
      'track identify PUT',
      ['user'],
      [],
    ],
    [
      'the $fetch of Nuxt',
      `/* call */ $fetch('${T}/customers/5', { method: 'PUT', body: user })`,
      'track identify PUT',
      ['user'],
      [],
    ],
  ],
}

describe.each(Object.entries(tables))('%s', (_library, rows) => {
  it.each(rows)('%s', (_situation, sample, request, data, credentials) => {
    expect(describedRequest(sample)).toEqual({ request, data, credentials })
  })
})

describe('no request to Customer.io', () => {
  it.each([
    [
      'another host',
      `/* call */ fetch('https://example.com/api/v1/customers/5', { method: 'PUT', body: JSON.stringify(user) })`,
    ],
    [
      'a host that only begins like it',
      `/* call */ fetch('${T.replace('.io', '.io.example.com')}/customers/5', { method: 'PUT', body: JSON.stringify(user) })`,
    ],
    [
      'another host of an instance',
      `import axios from 'axios'; const client = axios.create({ baseURL: 'https://example.com' }); /* call */ client.put('/api/v1/customers/5', user)`,
    ],
    ['a relative URL', `/* call */ fetch('/api/v1/customers/5', { method: 'PUT' })`],
    [
      'a parameter called fetch',
      `function f(fetch) { /* call */ fetch('${T}/customers/5', { method: 'PUT' }) }`,
    ],
    [
      'a client of its own',
      `import client from './client.js'; /* call */ client.put('${T}/customers/5', user)`,
    ],
    [
      'another function of the library',
      `import axios from 'axios'; /* call */ axios.isAxiosError('${T}/customers/5')`,
    ],
    ['arguments that are spread', `/* call */ fetch(...['${T}/customers/5'])`],
    [
      'a type',
      `import type axios from 'axios'; declare const a: typeof axios; /* call */ a.put('${T}/customers/5', user)`,
    ],
    ['no arguments', `/* call */ fetch()`],
    [
      'defaults of another instance',
      `import axios from 'axios'; const a = axios.create(); const b = axios.create(); a.defaults.baseURL = '${T}'; /* call */ b.put('/customers/5', user)`,
    ],
  ])('%s', (_situation, sample) => {
    expect(describedRequest(sample)).toBeNull()
  })
})

describe('a body that was serialised before', () => {
  const sent = `/* call */ fetch('${T}/customers/5', { method: 'PUT', body })`

  it.each([
    ['in an assignment', `let body; body = JSON.stringify(user); ${sent}`, ['user']],
    [
      'under one of two conditions',
      `const body = isNew ? JSON.stringify(user) : undefined; ${sent}`,
      ['user'],
    ],
    [
      'anew',
      `let body = JSON.stringify(first); if (more) body = JSON.stringify(second); ${sent}`,
      ['first', 'second'],
    ],
    ['over several lines', `const body = JSON\n  // as text\n  .stringify(user); ${sent}`, ['user']],
    ['in an object', `const { body } = { body: JSON.stringify(user) }; ${sent}`, ['user']],
    [
      'in a field of the class',
      `class A { body = JSON.stringify(user); send() { /* call */ fetch('${T}/customers/5', { method: 'PUT', body: this.body }) } }`,
      ['user'],
    ],
    [
      'for a library that makes JSON by itself',
      `import axios from 'axios'; const body = JSON.stringify(user); /* call */ axios.put('${T}/customers/5', body)`,
      ['user'],
    ],
    [
      'by a function, of its parameter',
      `const toText = (x) => JSON.stringify(x); const body = toText(user); ${sent}`,
      [],
    ],
    ['by something else', `const body = encode(user); ${sent}`, []],
  ])('%s', (_situation, sample, data) => {
    expect(describedRequest(sample)?.data).toEqual(data)
  })
})

describe('what is not known', () => {
  it.each([
    [
      'a computed verb',
      `/* call */ fetch('${T}/customers/5', { method, body: JSON.stringify(user) })`,
      'track ? ?',
    ],
    [
      'verbs that differ',
      `/* call */ fetch('${T}/customers/5', { method: gone ? 'DELETE' : 'PUT' })`,
      'track ? ?',
    ],
    [
      'a path that the table does not know',
      `/* call */ fetch('${T}/nothing/here', { method: 'PUT' })`,
      'track ? PUT',
    ],
    ['a computed path', `/* call */ fetch('${T}' + path, { method: 'PUT' })`, 'track ? PUT'],
  ])('is %s', (_situation, sample, request) => {
    expect(describedRequest(sample)).toMatchObject({ request })
  })

  it('is a body that is no JSON', () => {
    expect(
      describedRequest(`/* call */ fetch('${T}/customers/5', { method: 'PUT', body: user })`)?.data,
    ).toEqual([])
    const form = `/* call */ fetch('${T}/customers/5', { method: 'PUT', body: new URLSearchParams(user) })`
    expect(describedRequest(form)?.data).toEqual([])
  })
})
