// Which faults does a file have, in the order of its source, and whose checks are looked at?
import { describe, expect, it } from 'vitest'

import type { AnalysedOptions } from '../../support/analysed-sample.ts'
import { analysedSample } from '../../support/analysed-sample.ts'
import { imports } from '../../support/checks-in.ts'

function faultsIn(sample: string, options: AnalysedOptions = {}): readonly string[] {
  const { file, code } = analysedSample(sample, options)
  return file.verificationFaults().map((fault) => `${fault.kind}: ${code.textOf(fault.node)}`)
}

describe('the faults of a file', () => {
  it('are those of its checks and of its handlers, in their order', () => {
    const sample = `${imports}
      app.post('/webhooks/customerio/one', (req, res) => res.json(store(req.body)))
      app.post('/webhooks/customerio/two', (req, res) => {
        if (process.env.CIO_SECRET && !verify(req)) return res.sendStatus(401)
        store(req.body)
      })
      app.post('/webhooks/customerio/three', (req, res) => {
        verify(req)
        store(req.body)
      })
      app.post('/webhooks/customerio/four', (req, res) => {
        try { eventOf(req) } catch {}
        store(req.body)
      })`
    expect(faultsIn(sample)).toEqual([
      'missing: app.post',
      'skipped: process.env.CIO_SECRET && !verify(req)',
      'ignored: verify(req)',
      'swallowed: eventOf(req)',
    ])
  })

  it('are none without a word of webhooks or checks', () => {
    expect(faultsIn(`app.post('/customerio', (req, res) => res.json(store(req.body)))`)).toEqual([])
  })

  it('are none in tests', () => {
    const sample = `${imports}
      it('verifies', () => { verify(request) })`
    expect(faultsIn(sample)).toEqual([])
  })
})

describe('whose checks are looked at', () => {
  const dropped = (header: string): string => `
    import { createHmac, timingSafeEqual } from 'node:crypto'
    export function take(req, key) {
      const mac = createHmac('sha256', key).update(req.rawBody).digest()
      timingSafeEqual(mac, Buffer.from(req.headers['${header}'], 'hex'))
      return store(req.body)
    }`

  it("Customer.io's, by the header", () => {
    expect(faultsIn(dropped('x-cio-signature'))).toEqual([
      `ignored: timingSafeEqual(mac, Buffer.from(req.headers['x-cio-signature'], 'hex'))`,
    ])
    expect(faultsIn(dropped('x-hub-signature-256'))).toEqual([])
  })

  it('functions out of sight that are named for it, where the file says whose they are', () => {
    const sample = `import { verifySignature } from './verify'
      export const take = (req, secret) => {
        if (secret && !verifySignature(req)) return null
        verifySignature(req)
        return store(req.body)
      }`
    const cio = { fileName: 'src/customerio/webhooks.ts' }
    // Whose result is dropped may throw.
    expect(faultsIn(sample, cio)).toEqual(['skipped: secret && !verifySignature(req)'])
    expect(faultsIn(sample, { fileName: 'src/github/webhooks.ts' })).toEqual([])
  })
})
