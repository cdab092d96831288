// Which comparisons does the analysis take for leaks? Every marked one, and nothing that is marked as safe.
import { describe } from 'vitest'

import type { ComparisonSample } from '../../support/judged-comparisons.ts'
import { checkComparisons, withDigest } from '../../support/judged-comparisons.ts'

describe('ways of comparing a digest', () => {
  checkComparisons([
    ['strictly equal', withDigest('return /* leak */ given === digest')],
    ['not equal', withDigest('if (/* leak */ digest !== given) throw new Error()')],
    ['loosely', withDigest('return [/* leak */ given == digest, /* leak */ digest != given]')],
    ['a result kept in a const', withDigest('const isValid = /* leak */ given === digest\nreturn isValid')],
    [
      'lower-cased on both sides',
      withDigest('return /* leak */ given.toLowerCase() === digest.toLowerCase()'),
    ],
    ['Object.is', withDigest('return /* leak */ Object.is(given, digest)')],
    ['localeCompare', withDigest('return (/* leak */ given.localeCompare(digest)) === 0')],
    [
      'localeCompare with locales',
      withDigest('return !/* leak */ digest.localeCompare(given, undefined, { sensitivity: "base" })'),
    ],
    ['Buffer.equals', withDigest('return /* leak */ Buffer.from(digest, "hex").equals(given)')],
    [
      'Buffer.equals of what was received',
      withDigest('return /* leak */ Buffer.from(given).equals(Buffer.from(digest))'),
    ],
    ['Buffer.compare', withDigest('return (/* leak */ Buffer.compare(given, Buffer.from(digest))) === 0')],
    ['compare of a buffer', withDigest('return (/* leak */ Buffer.from(digest).compare(given)) === 0')],
    ['includes', withDigest('return /* leak */ given.includes(digest)')],
    ['includes of an array', withDigest('return /* leak */ [digest].includes(given)')],
    ['indexOf', withDigest('return (/* leak */ given.indexOf(digest)) >= 0')],
    ['startsWith', withDigest('return /* leak */ given.startsWith(digest)')],
    ['endsWith', withDigest('return /* leak */ given.endsWith(digest)')],
    ['a set made for comparison', withDigest('return /* leak */ new Set([digest]).has(given)')],
    [
      'a set of digests of several secrets',
      withDigest(`const valid = new Set(secrets.map((key) => createHmac('sha256', key).update(text).digest('hex')))
        return /* leak */ valid.has(given)`),
    ],
    ['a switch', withDigest('/* leak */ switch (given) { case digest: return true; default: return false }')],
    ['a switch on the digest', withDigest('/* leak */ switch (digest) { case given: return true }')],
    ['some', withDigest('return given.split(" ").some((each) => /* leak */ each === digest)')],
    ['every', withDigest('return given.every((each) => /* leak */ each.value !== digest)')],
    [
      'some over the secrets',
      withDigest(`return secrets.some((key) =>
        /* leak */ createHmac('sha256', key).update(text).digest('hex') === given)`),
    ],
    [
      'find over the secrets',
      withDigest(`return secrets.find((key) => {
        const expected = createHmac('sha256', key).update(text).digest('hex')
        return /* leak */ expected === given
      })`),
    ],
    [
      'a loop over candidates',
      withDigest('for (const each of given) if (/* leak */ each === digest) return true'),
    ],
    ['a ternary', withDigest('return (/* leak */ given === digest) ? "ok" : "bad"')],
    [
      'compared where it is worked out',
      withDigest('return /* leak */ given === createHmac("sha1", secret).update(text).digest("base64")'),
    ],
    [
      'a loop that ends at the first difference',
      withDigest(
        'for (let i = 0; i < digest.length; i++) { if (/* leak */ digest[i] !== given[i]) return false }',
      ),
    ],
    [
      'every byte until one differs',
      withDigest('return Buffer.from(digest).every((byte, i) => /* leak */ byte === given[i])'),
    ],
    [
      'some byte that differs, in a block',
      withDigest(`return !Buffer.from(digest).some((byte, i) => { return /* leak */ byte !== given[i] })`),
    ],
    [
      'a loop that throws at the first difference',
      withDigest(`let i = 0
        while (i < digest.length) { if (/* leak */ digest.charCodeAt(i) !== given.charCodeAt(i)) { throw new Error() } i++ }`),
    ],
    [
      'a byte that is looked at once',
      withDigest(
        'if (/* safe */ digest[0] !== given[0]) return false\nreturn [1].map((i) => /* safe */ digest[i] === given[i])',
      ),
    ],
    [
      'a loop that goes on after a difference',
      withDigest(
        'let same = true; for (let i = 0; i < digest.length; i++) { if (/* safe */ digest[i] !== given[i]) same = false }',
      ),
    ],
  ])
})

describe('functions of libraries that compare', () => {
  checkComparisons(
    [
      ['lodash', `import { isEqual } from 'lodash'`],
      ['lodash as a default', `import _ from 'lodash'\nconst isEqual = _.isEqual`],
      ['lodash as a namespace', `import * as _ from 'lodash'\nconst { isEqual } = _`],
      ['lodash-es', `import { isEqual } from 'lodash-es'`],
      ['lodash/isEqual', `import isEqual from 'lodash/isEqual'`],
      ['lodash.isequal, required', `const isEqual = require('lodash.isequal')`],
      ['lodash, required and destructured', `const { isEqual } = require('lodash')`],
      ['fast-deep-equal', `import isEqual from 'fast-deep-equal'`],
      ['node:util', `import { isDeepStrictEqual as isEqual } from 'node:util'`],
      ['node:util, required', `const { isDeepStrictEqual: isEqual } = require('util')`],
      ['underscore', `import { isEqual } from 'underscore'`],
      ['ramda', `import { equals as isEqual } from 'ramda'`],
    ].map(([situation, line]): ComparisonSample => [
      situation ?? '',
      `${line ?? ''}\n${withDigest('return /* leak */ isEqual(given, digest)')}`,
    ]),
  )
  checkComparisons([
    ['a function of the project of that name', withDigest('return /* safe */ isEqual(given, digest)')],
    [
      'bcrypt',
      `import bcrypt from 'bcrypt'\n${withDigest('return /* safe */ bcrypt.compare(digest, given)')}`,
    ],
    ['tsscmp', `import compare from 'tsscmp'\n${withDigest('return /* safe */ compare(digest, given)')}`],
    [
      'chai',
      withDigest('/* safe */ expect(digest).to.equal(given); /* safe */ expect(digest).equals(given)'),
    ],
    [
      'node:assert',
      `import assert from 'node:assert'\n${withDigest('/* safe */ assert.equal(digest, given)')}`,
    ],
  ])
})

describe('helpers that nothing in the file calls', () => {
  const signer = `import { createHmac } from 'node:crypto'
    export const sign = (text) => createHmac('sha256', process.env.KEY).update(text).digest('hex')\n`
  checkComparisons([
    [
      'a signature and what is expected',
      `${signer} export function matches(signature, expectedSignature) { return /* leak */ signature === expectedSignature }`,
    ],
    [
      'a received signature and a digest',
      `${signer} export const matches = (receivedSignature, digest) => /* leak */ receivedSignature === digest`,
    ],
    [
      'two signatures',
      `${signer} export const isSame = (signature, otherSignature) => /* safe */ signature === otherSignature`,
    ],
    ['anything', `${signer} export const isSame = (a, b) => /* safe */ a === b`],
    [
      'a file without an HMAC',
      `// hmac\nexport function matches(signature, expectedSignature) { return /* safe */ signature === expectedSignature }`,
    ],
  ])
})

describe('what is safe although a digest stands there', () => {
  checkComparisons([
    [
      'literals',
      withDigest(
        `return /* safe */ digest === '' || /* safe */ digest !== null || /* safe */ undefined === digest`,
      ),
    ],
    [
      'constants',
      withDigest(
        `const VECTOR = 'abc'; const none = null; return /* safe */ digest === VECTOR || /* safe */ none === digest`,
      ),
    ],
    [
      'typeof and length',
      withDigest(
        `return /* safe */ typeof digest === typeof given || /* safe */ digest.length !== given.length || /* safe */ Buffer.byteLength(digest) === Buffer.byteLength(given)`,
      ),
    ],
    [
      'two digests of this code',
      withDigest(
        `const other = createHmac('sha256', secret).update(given).digest('hex'); return /* safe */ other === digest`,
      ),
    ],
    ['the digest and itself', withDigest(`return /* safe */ digest === digest.toLowerCase()`)],
    [
      'its bytes, one by one',
      withDigest(
        `return /* safe */ digest[0] === given[0] || /* safe */ digest.charAt(0) !== given.charAt(0)`,
      ),
    ],
    [
      'a switch on literals',
      withDigest(`/* safe */ switch (digest) { case 'a': return 1; case \`b\`: return 2 }`),
    ],
    ['a map of it', withDigest(`return /* safe */ store.get(digest) === given`)],
    ['a set of seen ones', withDigest(`const seen = new Set(); return /* safe */ seen.has(digest)`)],
    [
      'a list of own ids',
      withDigest(`const ids = []; if (!/* safe */ ids.includes(digest)) ids.push(digest)`),
    ],
    [
      'a list of received parts',
      withDigest(`const parts = {}; for (const one of given) parts[one[0]] = one[1]; const signatures = [parts['v1']]
        return /* leak */ signatures.includes(digest)`),
    ],
    [
      'a list filled with received parts',
      withDigest(
        `const all = []; for (const one of given) all.push(one); return /* leak */ all.includes(digest)`,
      ),
    ],
    [
      'known prefix',
      withDigest(`return /* safe */ digest.startsWith('0000') || /* safe */ digest.endsWith("=")`),
    ],
    [
      'an element taken out of a list',
      withDigest(
        'return given.filter((each) => /* safe */ each !== digest).some((each) => /* leak */ each !== digest)',
      ),
    ],
    [
      'the last part, by a function',
      withDigest(
        'const part = last(given.split(",")); return /* leak */ part === digest || /* leak */ given.last() === digest',
      ),
    ],
    ['records with that hash', withDigest(`return given.filter((row) => /* safe */ row.hash !== digest)`)],
    [
      'records of a parsed header',
      withDigest(`return given.map(parse).some((entry) => /* leak */ entry.signature === digest)`),
    ],
    ['a computed number', withDigest(`return /* safe */ parseInt(digest, 16) % 100 === given`)],
    ['the digest of a verdict', withDigest(`return /* safe */ verify(digest, given) === given.valid`)],
    ['a comparison of a comparison', withDigest(`return /* safe */ (/* leak */ digest === given) === true`)],
  ])
})

describe('in both parsers and in scripts', () => {
  const script = `
    var crypto = require('crypto')
    module.exports = function (req, res, next) {
      var hash = crypto.createHmac('sha1', process.env.SECRET).update(req.rawBody).digest('hex')
      if (/* leak */ req.headers['x-hub-signature'] != 'sha1=' + hash) return res.sendStatus(401)
      next()
    }`
  checkComparisons([['CommonJS', script]], { parser: 'espree', sourceType: 'commonjs' })
  checkComparisons([['a script', script.replace('module.exports', 'exports.verify')]], {
    parser: 'espree',
    sourceType: 'script',
  })
})

describe('code that leans on itself', () => {
  checkComparisons([
    [
      'a recursive helper',
      `import { createHmac } from 'node:crypto'
      function sign(text, rounds) { return rounds === 0 ? createHmac('sha256', key).update(text).digest('hex') : sign(text, rounds - 1) }
      export const verify = (given, text) => /* leak */ sign(text, 3) === given`,
    ],
    [
      'helpers that call each other',
      `import { createHmac } from 'node:crypto'
      function a(x, y) { return (/* leak */ x === y) || b(y, x) }
      function b(x, y) { return a(y, x) }
      export const verify = (given, text) => a(given, createHmac('sha256', key).update(text).digest('hex'))`,
    ],
    [
      'a variable made from itself',
      withDigest(`let e = digest; e = e.toLowerCase(); e = e + ''; return /* leak */ e === given`),
    ],
  ])
})
