// Which values does the analysis take for an HMAC that is compared? Shown by what it says of the comparison.
import { describe } from 'vitest'

import type { ComparisonSample } from '../../support/judged-comparisons.ts'
import { checkComparisons, withDigest } from '../../support/judged-comparisons.ts'

describe('where a digest comes from', () => {
  const bothImports = (lines: readonly (readonly [string, string, string?])[]): ComparisonSample[] =>
    lines.map(([line, make, more = '']) => [
      `${line} ${make}`,
      `${line}\nexport function verify(given, text, key) {\n  ${more}\n  return /* leak */ given === ${make}.update(text).digest('hex')\n}`,
    ])
  checkComparisons(
    bothImports([
      [`import { createHmac } from 'crypto'`, `createHmac('sha256', key)`],
      [`import { createHmac as hmac } from 'node:crypto'`, `hmac('sha256', key)`],
      [`import crypto from 'node:crypto'`, `crypto.createHmac('sha256', key)`],
      [`import * as crypto from 'crypto'`, `crypto.createHmac('sha256', key)`],
      [`import * as crypto from 'crypto'`, `crypto.default.createHmac('sha256', key)`],
      [`import crypto, { randomUUID } from 'node:crypto'`, `crypto['createHmac']('sha256', key)`],
      [`const crypto = require('crypto')`, `crypto.createHmac('sha256', key)`],
      [`const { createHmac: make } = require('node:crypto')`, `make('sha256', key)`],
      [`const crypto_1 = require("crypto")`, `(0, crypto_1.createHmac)('sha256', key)`],
      [`const crypto_1 = __importDefault(require("crypto"))`, `crypto_1.default.createHmac('sha256', key)`],
      [`import crypto = require('crypto')`, `crypto.createHmac('sha256', key)`],
      [`let createHmac`, `createHmac('sha256', key)`, `({ createHmac } = require('crypto'))`],
      [`const load = () => require('crypto')`, `load().createHmac('sha256', key)`],
      [`import createHmac from 'create-hmac'`, `createHmac('sha256', key)`],
      [``, `new Bun.CryptoHasher('sha256', key)`],
    ]),
  )
  checkComparisons([
    [
      'a dynamic import',
      `export async function verify(given, text, key) {
        const { createHmac } = await import('node:crypto')
        return /* leak */ given === createHmac('sha256', key).update(text).digest('hex')
      }`,
    ],
    [
      'an HMAC fed over several statements',
      `const crypto = require('crypto')
      module.exports = (req, key) => {
        const hmac = crypto.createHmac('sha1', key)
        hmac.update('v0:')
        hmac.update(req.rawBody)
        const expected = hmac.digest('hex')
        return /* leak */ expected == req.headers['x-sig']
      }`,
    ],
    [
      'an HMAC that a stream feeds',
      `import { createHmac } from 'node:crypto'
      export class Verifier {
        hmac = createHmac('sha256', process.env.SECRET)
        write(chunk) { this.hmac.update(chunk) }
        check(given) { return /* leak */ this.hmac.digest('hex') === given }
      }`,
    ],
    [
      'an HMAC handed to a function that ends it',
      `import { createHmac } from 'node:crypto'
      const finish = (hmac) => hmac.digest('hex')
      export const verify = (given, text, key) => /* leak */ finish(createHmac('sha256', key).update(text)) === given`,
    ],
    [
      'a promise resolved at the end of the stream',
      `import { createHmac } from 'node:crypto'
      const sign = (stream, key) => new Promise((resolve, reject) => {
        const hmac = createHmac('sha256', key)
        stream.on('data', (chunk) => hmac.update(chunk)).on('end', () => resolve(hmac.digest('hex')))
      })
      export const verify = async (given, stream, key) => /* leak */ given === (await sign(stream, key))`,
    ],
    [
      'a function declared below',
      `import { createHmac } from 'node:crypto'
      export function verify(given, text) { return /* leak */ sign(text) === given }
      function sign(text) { return createHmac('sha256', process.env.KEY).update(text).digest('hex') }`,
    ],
    [
      'an async function, awaited',
      `import { createHmac } from 'node:crypto'
      const sign = async (text) => { const key = await load(); return createHmac('sha256', key).update(text).digest('hex') }
      export async function verify(given, text) {
        const expected = await sign(text)
        if (/* leak */ given !== expected) throw new Error('no')
      }`,
    ],
    [
      'a method of the class',
      `import { createHmac } from 'node:crypto'
      export class Webhooks {
        #sign(text) { return createHmac('sha256', this.secret).update(text).digest('hex') }
        verify(text, given) { return /* leak */ this.#sign(text) === given }
      }`,
    ],
    [
      'a method of an object',
      `import { createHmac } from 'node:crypto'
      const signer = { sign(text) { return createHmac('sha256', key).update(text).digest('hex') } }
      export const verify = (given, text) => /* leak */ signer.sign(text) === given`,
    ],
    [
      'a function of a function',
      `import { createHmac } from 'node:crypto'
      const signerWith = (key) => (text) => createHmac('sha256', key).update(text).digest('hex')
      const sign = signerWith(process.env.KEY)
      export const verify = (given, text) => /* leak */ sign(text) === given`,
    ],
    [
      'a function that returns an object with it',
      `import { createHmac } from 'node:crypto'
      function signed(text) { const signature = createHmac('sha256', key).update(text).digest('hex'); return { text, signature } }
      export const verify = (given, text) => /* leak */ signed(text).signature === given
      export function check(given, text) { const { signature: expected } = signed(text); return /* leak */ given === expected }`,
    ],
    [
      'assigned later, in branches',
      withDigest(`let expected
        if (secrets) expected = createHmac('sha256', secrets[0]).update(text).digest('hex')
        else { expected = 'sha1=' + createHmac('sha1', secret).update(text).digest('hex') }
        return /* leak */ expected === given`),
    ],
    [
      'in a try',
      withDigest(
        `let expected; try { expected = digest } catch { return false }; return /* leak */ expected === given`,
      ),
    ],
    ['a template around it', withDigest('return /* leak */ given === `v0=${digest}`')],
    ['a template with more in it', withDigest('return /* leak */ given === `t=${text},v1=${digest}`')],
    ['a concatenation', withDigest(`return /* leak */ 'sha256=' + digest === given`)],
    ['a longer concatenation', withDigest(`return /* leak */ given === secret + '.' + digest + ''`)],
    ['concat', withDigest(`return /* leak */ 'sha256='.concat(digest) === given`)],
    ['joined parts', withDigest(`return /* leak */ ['sha256', digest].join('=') === given`)],
    ['encoded again', withDigest(`return /* leak */ encodeURIComponent(digest) === given`)],
    ['cut and replaced', withDigest(`return /* leak */ digest.slice(0, 16).replace(/=+$/, '') === given`)],
    [
      'bytes turned to text',
      withDigest(`return /* leak */ Buffer.from(digest, 'hex').toString('base64') === given`),
    ],
    [
      'a ternary and a fallback',
      withDigest(
        `return (/* leak */ (secrets ? digest : null) === given) && (/* leak */ given === (digest ?? ''))`,
      ),
    ],
    [
      'a cast and an assertion',
      withDigest(`return /* leak */ (digest as string)! === (given satisfies string)`),
    ],
    ['assigned inside the comparison', withDigest(`let e; return /* leak */ (e = digest) === given`)],
    [
      'kept in an object',
      withDigest(`const sig = { expected: digest, given }; return /* leak */ sig.expected === sig.given`),
    ],
    [
      'kept on the instance',
      `import { createHmac } from 'node:crypto'
      export class V {
        constructor(text) { this.expected = createHmac('sha256', key).update(text).digest('hex') }
        is(given) { return /* leak */ this.expected === given }
      }`,
    ],
    [
      'the library crypto-js',
      `import CryptoJS from 'crypto-js'
      export const verify = (given, text) => /* leak */ CryptoJS.HmacSHA256(text, key).toString(CryptoJS.enc.Hex) === given`,
    ],
    [
      'crypto-js, by name',
      `import { HmacSHA512, enc } from 'crypto-js'
      export const verify = (given, text) => /* leak */ given === enc.Base64.stringify(HmacSHA512(text, key))`,
    ],
    [
      'crypto-js, one module',
      `import hmacSHA256 from 'crypto-js/hmac-sha256'
      import Base64 from 'crypto-js/enc-base64'
      export const verify = (given, text) => /* leak */ given === Base64.stringify(hmacSHA256(text, key))`,
    ],
    [
      'crypto-js, fed in parts',
      `import CryptoJS from 'crypto-js'
      const hmac = CryptoJS.algo.HMAC.create(CryptoJS.algo.SHA256, key)
      export const verify = (given, text) => /* leak */ given === hmac.update(text).finalize().toString()`,
    ],
    [
      'js-sha256',
      `import { sha256 } from 'js-sha256'
      export const verify = (given, text) => /* leak */ sha256.hmac(key, text) === given`,
    ],
    [
      '@noble/hashes',
      `import { hmac } from '@noble/hashes/hmac'
      import { sha256 } from '@noble/hashes/sha256'
      import { bytesToHex } from '@noble/hashes/utils'
      export const verify = (given, text) => /* leak */ bytesToHex(hmac(sha256, key, text)) === given`,
    ],
    [
      'jssha',
      `import jsSHA from 'jssha'
      export function verify(given, text) {
        const sha = new jsSHA('SHA-256', 'TEXT', { hmacKey: { value: key, format: 'TEXT' } })
        sha.update(text)
        return /* leak */ sha.getHMAC('HEX') === given
      }`,
    ],
    [
      'a plain hash is none',
      `import { createHash } from 'node:crypto' // hmac
      export const same = (given, text) => /* safe */ createHash('sha256').update(text).digest('hex') === given`,
    ],
    [
      'a hasher without a key is none',
      `// hmac
      export const same = (given, text) => /* safe */ new Bun.CryptoHasher('sha256').update(text).digest('hex') === given`,
    ],
  ])
})

describe('digests of Web Crypto', () => {
  const toHex = `[...new Uint8Array(mac)].map((byte) => byte.toString(16).padStart(2, '0')).join('')`
  const withMac = (hex: string, more = ''): string => `${more}
    export async function verify(given, key, text) {
      const mac = await crypto.subtle.sign('HMAC', key, new TextEncoder().encode(text))
      return /* leak */ ${hex} === given
    }`
  checkComparisons([
    ['spread, map and join', withMac(toHex)],
    [
      'Array.from, map and join',
      withMac(`Array.from(new Uint8Array(mac)).map((b) => b.toString(16).padStart(2, '0')).join('')`),
    ],
    [
      'Array.from with a callback',
      withMac(`Array.from(new Uint8Array(mac), (b) => b.toString(16).padStart(2, '0')).join('')`),
    ],
    [
      'a borrowed map',
      withMac(
        `Array.prototype.map.call(new Uint8Array(mac), (b) => ('00' + b.toString(16)).slice(-2)).join('')`,
      ),
    ],
    [
      'a reduction',
      withMac(`new Uint8Array(mac).reduce((hex, b) => hex + b.toString(16).padStart(2, '0'), '')`),
    ],
    ['Buffer', withMac(`Buffer.from(mac).toString('hex')`)],
    ['base64', withMac(`btoa(String.fromCharCode(...new Uint8Array(mac)))`)],
    ['base64 by apply', withMac(`btoa(String.fromCharCode.apply(null, new Uint8Array(mac)))`)],
    ['toHex of the platform', withMac(`new Uint8Array(mac).toHex()`)],
    [
      'a function of the file',
      withMac(
        'hexOf(mac)',
        `const hexOf = (buffer) => [...new Uint8Array(buffer)].map((b) => b.toString(16).padStart(2, '0')).join('')`,
      ),
    ],
    [
      'a function with a loop',
      withMac(
        'asText(mac)',
        `function asText(buffer) {
      const bytes = new Uint8Array(buffer)
      let text = ''
      for (let i = 0; i < bytes.length; i++) text += bytes[i].toString(16).padStart(2, '0')
      return text
    }`,
      ),
    ],
    [
      'a function that iterates',
      withMac(
        'asText(mac)',
        `function asText(buffer) {
      let text = ''
      for (const byte of new Uint8Array(buffer)) { text += byte.toString(16).padStart(2, '0') }
      return text
    }`,
      ),
    ],
    [
      'an imported function',
      withMac('arrayBufferToHex(mac)', `import { arrayBufferToHex } from './bytes.js'`),
    ],
    [
      'a method of an imported object',
      withMac('base64url.encode(mac)', `import { base64url } from 'rfc4648'`),
    ],
    [
      'a function that pushes',
      withMac(
        'bufferToHex(mac)',
        `function bufferToHex(buffer) {
      const parts = []
      new Uint8Array(buffer).forEach((b) => parts.push(b.toString(16)))
      return parts.join('')
    }`,
      ),
    ],
    [
      'then',
      `export const verify = (given, key, text) =>
      crypto.subtle.sign('HMAC', key, text).then((mac) => /* leak */ Buffer.from(mac).toString('hex') === given)`,
    ],
    [
      'then, twice',
      `const sign = (key, text) => crypto.subtle.sign({ name: 'HMAC' }, key, text).then((mac) => Buffer.from(mac)).then((b) => b.toString('hex'))
      export const verify = async (given, key, text) => /* leak */ (await sign(key, text)) === given`,
    ],
    [
      'webcrypto of node:crypto',
      `import { webcrypto } from 'node:crypto'
      export const verify = async (given, key, text) => /* leak */ toHex(await webcrypto.subtle.sign('HMAC', key, text)) === given`,
    ],
    [
      'subtle by name',
      `const { subtle } = globalThis.crypto
      export const verify = async (given, key, text) => /* leak */ toHex(await subtle.sign({ name: 'hmac', hash: 'SHA-1' }, key, text)) === given`,
    ],
    [
      'the algorithm in a const',
      `const algorithm = { name: 'HMAC', hash: 'SHA-256' }
      export const verify = async (given, key, text) => /* leak */ toHex(await crypto.subtle.sign(algorithm, key, text)) === given`,
    ],
    [
      'another algorithm',
      `// HMAC
      export const verify = async (given, key, text) => /* safe */ toHex(await crypto.subtle.sign('RSASSA-PKCS1-v1_5', key, text)) === given`,
    ],
    [
      'a hash',
      `// HMAC
      export const verify = async (given, text) => /* safe */ toHex(await crypto.subtle.digest('SHA-256', text)) === given`,
    ],
  ])
})
