// The same of requests whose parts the caller of a house function writes, and of a fetch that is handed in.
import { describe, expect, it } from 'vitest'

import { describedRequest } from '../../support/described-request.ts'

const T = 'https://track.customer.io/api/v1'
const sendsInit = `async function cio(path, init) { return fetch(\`${T}\${path}\`, init) }`
const spreadsInit = `async function cio(path, init) {
  const headers = new Headers(init.headers)
  return fetch(\`${T}\${path}\`, { ...init, headers })
}`

describe('a house function that sends the options of its caller', () => {
  it.each([
    ['as they stand', sendsInit, `cio('/customers/5', { method: 'PUT', body: JSON.stringify(user) })`],
    [
      'beside its own headers',
      spreadsInit,
      `cio('/customers/5', { method: 'PUT', body: JSON.stringify(user) })`,
    ],
    [
      'that the caller built earlier',
      `${sendsInit} const init = { method: 'PUT', body: JSON.stringify(user) }`,
      `cio('/customers/5', init)`,
    ],
    [
      'with a body that the caller built earlier',
      `${sendsInit} const body = JSON.stringify(user)`,
      `cio('/customers/5', { method: 'PUT', body })`,
    ],
    [
      'taken apart, with a default for the verb',
      `async function cio(path, { method = 'GET', body } = {}) { return fetch(\`${T}\${path}\`, { method, body }) }`,
      `cio('/customers/5', { method: 'PUT', body: JSON.stringify(user) })`,
    ],
    [
      'read one by one',
      `async function cio(path, options) { return fetch(\`${T}\${path}\`, { method: options.method, body: options.body }) }`,
      `cio('/customers/5', { method: 'PUT', body: JSON.stringify(user) })`,
    ],
    [
      'as a text among other arguments',
      `const cio = (method, path, body) => fetch(\`${T}\${path}\`, { method, body })`,
      `cio('PUT', '/customers/5', JSON.stringify(user))`,
    ],
    [
      'through another one',
      `${sendsInit} const put = (path, init) => cio(path, { ...init, method: 'PUT' })`,
      `put('/customers/5', { body: JSON.stringify(user) })`,
    ],
    [
      'for any URL',
      'const request = (url, init) => fetch(url, init)',
      `request('${T}/customers/5', { method: 'PUT', body: JSON.stringify(user) })`,
    ],
    [
      'with axios',
      `import axios from 'axios'; const cio = (path, config) => axios({ baseURL: '${T}', url: path, ...config })`,
      `cio('/customers/5', { method: 'PUT', data: user })`,
    ],
  ])('%s', (_situation, wrapper, call) => {
    expect(describedRequest(`${wrapper}; /* call */ ${call}`)).toEqual({
      request: 'track identify PUT',
      data: ['user'],
      credentials: [],
    })
  })

  it.each([
    ['to another host', `const cio = (path, init) => fetch('https://api.example.com' + path, init)`],
    ['that it does not send', `const cio = (path, init) => log(path, init)`],
    ['to itself', 'const cio = (path, init) => cio(path, init)'],
  ])('is no request of Customer.io %s', (_situation, wrapper) => {
    const call = `cio('/customers/5', { method: 'PUT', body: JSON.stringify(user) })`
    expect(describedRequest(`${wrapper}; /* call */ ${call}`)).toBeNull()
  })

  it('leaves the verb open where the options are a parameter', () => {
    const sample = `export function cio(init) { return /* call */ fetch('${T}/customers/5', init) }`
    expect(describedRequest(sample)?.request).toBe('track ? ?')
  })

  it('prefers the verb of the caller to the default of the parameter', () => {
    const wrapper = `async function cio(path, method = 'GET') { return fetch(\`${T}\${path}\`, { method }) }`
    expect(describedRequest(`${wrapper}; /* call */ cio('/customers/' + id, 'DELETE')`)?.request).toBe(
      'track destroy DELETE',
    )
  })
})

describe('a house function that sends the headers of its caller', () => {
  const init = `{ method: 'PUT', headers: { Authorization: 'Basic ' + token }, body: JSON.stringify(user) }`

  it.each([
    ['below a path', `${sendsInit} /* call */ cio('/customers/5', ${init})`],
    [
      'for any URL',
      `const request = (url, init) => fetch(url, init); /* call */ request('${T}/customers/5', ${init})`,
    ],
  ])('%s', (_situation, sample) => {
    expect(describedRequest(sample)?.credentials).toEqual(["track-key='Basic ' + token"])
  })

  it('takes nothing of the data for a credential', () => {
    const wrapper = `const save = (id, data) => fetch('${T}/customers/' + id, { method: 'PUT', body: JSON.stringify(data) })`
    const call = `save(5, { username: name, password: word, auth: { user: name } })`
    expect(describedRequest(`${wrapper}; /* call */ ${call}`)?.credentials).toEqual([])
  })
})

describe('a fetch that is handed in', () => {
  const request = `(\`${T}/customers/5\`, { method: 'PUT', body: JSON.stringify(user) })`

  it.each([
    ['as a parameter', `function send(fetchFn: typeof fetch, user: User) { /* call */ fetchFn${request} }`],
    [
      'by the name of the global object',
      `function send(f: typeof globalThis.fetch) { /* call */ f${request} }`,
    ],
    ['where it may be missing', `function send(f: typeof fetch | undefined) { /* call */ f!${request} }`],
    [
      'in a field',
      `class C { constructor(private readonly f: typeof fetch) {} send(user: User) { return /* call */ this.f${request} } }`,
    ],
    [
      'of a library',
      `import nodeFetch from 'node-fetch'; function send(f: typeof nodeFetch) { /* call */ f${request} }`,
    ],
  ])('%s', (_situation, sample) => {
    expect(describedRequest(sample)).toEqual({
      request: 'track identify PUT',
      data: ['user'],
      credentials: [],
    })
  })

  it.each([
    ['of another type', `function send(f: typeof save) { /* call */ f${request} }`],
    ['without a type', `function send(f) { /* call */ f${request} }`],
  ])('is none %s', (_situation, sample) => {
    expect(describedRequest(sample)).toBeNull()
  })
})
