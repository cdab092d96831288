// Which calls hand their arguments on to Customer.io, and in which places?
import { describe, expect, it } from 'vitest'

import type { ClientCall } from '../../../src/analysis/clients/calls.ts'
import { forwardedCallAt } from '../../../src/analysis/clients/forwarders.ts'
import type { Position } from '../../../src/vocabulary/sdk.ts'
import { clientContextOf } from '../../support/client-context.ts'
import { markedCode } from '../../support/marked-code.ts'

const client = `
  import { TrackClient } from 'customerio-node'
  const cio = new TrackClient(process.env.A, process.env.B)
`

/** The operation behind the call that is marked. */
function forwarded(sample: string): ClientCall | null {
  const marked = markedCode(sample)
  const context = clientContextOf(marked.sourceCode)
  const node = marked.nodeAt('call')
  return node.type === 'CallExpression' ? forwardedCallAt(node, context) : null
}

const payloadsOf = (call: ClientCall | null) =>
  call?.facts.payloads.map(({ argument, path }) => [argument, ...path].join('.'))

describe('forwardedCallAt', () => {
  it.each([
    ['a parameter', 'const save = (id, attrs) => cio.identify(id, attrs)', ['1']],
    ['a destructured parameter', 'const save = ({ id, attrs }) => cio.identify(id, attrs)', ['0.attrs']],
    ['a part of a parameter', 'const save = (user) => cio.identify(user.id, user.traits)', ['0.traits']],
    ['data in an envelope', `const save = (id, data) => cio.track(id, { name: 'saved', data })`, ['1']],
    ['a whole envelope', 'const save = (id, event) => cio.track(id, event)', ['1.data']],
    [
      'a spread beside fixed fields',
      `const save = (id, more) => cio.identify(id, { ...more, source: 'web' })`,
      ['1'],
    ],
    [
      'several operations',
      `async function save(id, attrs, data) { await cio.identify(id, attrs); await cio.track(id, { name: 'x', data }) }`,
      ['1', '2'],
    ],
    [
      'a wrapper of a wrapper',
      'const inner = (id, a) => cio.identify(id, a); const save = (x, y) => inner(x, y)',
      ['1'],
    ],
    [
      'a method of an object',
      'const o = { save(id, a) { return cio.identify(id, a) } }; const save = o.save',
      ['1'],
    ],
  ])('finds %s', (_, wrapper, expected) => {
    const call = forwarded(`${client}\n${wrapper}\n/* call */ save(a, b, c)`)
    expect(payloadsOf(call)).toEqual(expected)
    expect(call?.forwardedTo?.node).toBeDefined()
  })

  it('knows the operation of a request function by what its caller says', () => {
    const call = forwarded(`
      const request = (method, path, body) =>
        fetch(\`https://track.customer.io/api/v1\${path}\`, { method, body: JSON.stringify(body) })
      /* call */ request('PUT', '/customers/1', { plan })
    `)
    expect(call?.method).toBe('identify')
    expect(payloadsOf(call)).toEqual(['2'])
    expect(call?.facts.effect).toBe('identify')
  })

  it('takes a helper that is told the whole URL for no wrapper of Customer.io', () => {
    const call = forwarded(`
      const put = (url, body) => fetch(url, { method: 'PUT', body: JSON.stringify(body) })
      /* call */ put('https://track.customer.io/api/v1/customers/1', user)
    `)
    expect(call?.method).toBe('identify')
    expect(call?.forwardedTo).toBeNull()
  })

  it.each([
    ['fixed fields', `const save = (user) => cio.identify('1', { plan: user.plan })`],
    ['a client of its own', 'const save = (client, user) => client.identify(user)'],
    ['recursion', 'const save = (a) => save(a)'],
    ['mutual recursion', 'const other = (a) => save(a); const save = (a) => other(a)'],
  ])('is silent about %s', (_, wrapper) => {
    expect(forwarded(`${client}\n${wrapper}\n/* call */ save(a, b)`)).toBeNull()
  })

  it('has the identifiers, names and URLs of everything that the wrapper does', () => {
    const facts = forwarded(`${client}
      async function enter(id, name, token, url) {
        await cio.track(id, { name })
        await cio.addDevice(id, token, 'ios')
        await cio.trackPageView(id, url)
      }
      /* call */ enter(1, 'entered', device, address)
    `)?.facts
    const argumentsOf = (positions: readonly Position[] = []) => [
      ...new Set(positions.map(({ argument }) => argument)),
    ]
    expect(argumentsOf(facts?.identifiers)).toEqual([0, 2])
    expect(argumentsOf(facts?.eventNames)).toEqual([1])
    expect(argumentsOf(facts?.urls)).toEqual([3])
    const later = forwarded(`${client}
      async function leave(id, name) {
        await cio.identify(id, { left: true })
        await cio.track(id, { name })
      }
      /* call */ leave(1, 'left')
    `)?.facts
    expect(argumentsOf(later?.eventNames)).toEqual([1])
  })

  it('tells whether a wrapper that sends what its caller wrote gives back the promise', () => {
    const promised = (wrapper: string) =>
      forwarded(`${wrapper}
        /* call */ send('/customers/1', { method: 'PUT', body: JSON.stringify({ plan }) })
      `)?.facts.returnsPromise
    const request = "fetch('https://track.customer.io/api/v1' + path, init)"
    expect(promised(`const send = (path, init) => ${request}`)).toBe(true)
    expect(promised(`const send = (path, init) => ${request}.catch(report)`)).toBe(false)
    expect(promised(`async function send(path, init) { try { await ${request} } catch {} }`)).toBe(false)
  })

  it('tells whether the wrapper gives back the promise', () => {
    const promised = (wrapper: string) =>
      forwarded(`${client}\n${wrapper}\n/* call */ save(a, b)`)?.facts.returnsPromise
    expect(promised('const save = (id, a) => cio.identify(id, a)')).toBe(true)
    expect(promised('async function save(id, a) { await cio.identify(id, a) }')).toBe(true)
    expect(promised('function save(id, a) { cio.identify(id, a) }')).toBe(false)
  })
})
