// Which functions of the platform and of libraries make an HMAC, and which compare two values deeply?
import type { Source } from '../../ast/source.ts'

/** Modules whose `createHmac` takes an algorithm and a key, as Node's does. */
const cryptoModules = new Set(
  'crypto node:crypto crypto-browserify react-native-crypto react-native-quick-crypto'.split(' '),
)

/** js-sha256, js-sha512, js-sha1, js-md5: `sha256.hmac(key, message)`. */
const jsHashModule = /^js-(?:sha\d+|md5)$/

/** Modules that export the comparison of two values of any depth, by export; `default` stands for the module too. */
const deepEquals: Readonly<Record<string, readonly string[]>> = {
  lodash: ['isEqual', 'eq'],
  'lodash-es': ['isEqual', 'eq'],
  'lodash/fp': ['isEqual', 'equals', 'eq'],
  'lodash/isEqual': ['default'],
  'lodash/eq': ['default'],
  'lodash-es/isEqual': ['default'],
  'lodash.isequal': ['default'],
  'lodash.eq': ['default'],
  underscore: ['isEqual'],
  ramda: ['equals', 'identical'],
  'es-toolkit': ['isEqual'],
  'es-toolkit/compat': ['isEqual', 'eq'],
  radash: ['isEqual'],
  remeda: ['isDeepEqual', 'equals'],
  'fast-deep-equal': ['default'],
  'fast-deep-equal/es6': ['default'],
  'fast-equals': ['deepEqual', 'shallowEqual', 'circularDeepEqual', 'strictDeepEqual'],
  'deep-equal': ['default'],
  dequal: ['dequal', 'default'],
  'dequal/lite': ['dequal'],
  'react-fast-compare': ['default'],
  'buffer-equal': ['default'],
  'uint8array-extras': ['areUint8ArraysEqual'],
  util: ['isDeepStrictEqual'],
  'node:util': ['isDeepStrictEqual'],
}

/** Deno's copy of Node's module is an address: `https://deno.land/std/node/crypto.ts`. */
function isCryptoModule(module: string): boolean {
  return cryptoModules.has(module) || /^https?:.*\/node[/:]crypto(?:\.[jt]s)?$/.test(module)
}

/** The names below an export, without the `default` through which CommonJS modules are seen. */
function exportNameOf({ path }: Source): string {
  return (path[0] === 'default' ? path.slice(1) : path).join('.')
}

/** True for functions that make an object whose `digest()` is the HMAC: `createHmac`. */
export function makesHmac(source: Source): boolean {
  if (source.kind !== 'import' || source.isTypeOnly) return false
  const { module } = source
  const name = exportNameOf(source)
  if (isCryptoModule(module)) return name === 'createHmac' || name === 'Hmac'
  if (module === 'create-hmac' || module === 'create-hmac/browser') return name === ''
  if (module === 'hash.js') return name === 'hmac'
  if (module === 'hash-wasm') return name === 'createHMAC'
  if (module === 'crypto-js') return name === 'algo.HMAC.create'
  return jsHashModule.test(module) && name.endsWith('hmac.create')
}

/** True for functions whose result is the HMAC itself: `HmacSHA256(message, key)`. */
export function returnsHmac(source: Source): boolean {
  if (source.kind !== 'import' || source.isTypeOnly) return false
  const { module } = source
  const name = exportNameOf(source)
  if (isCryptoModule(module)) return name === 'hmac'
  if (module === 'crypto-js' || module === 'crypto-es') return /^Hmac[A-Z]/.test(name)
  if (/^crypto-(?:js|es)\/hmac-/.test(module)) return name === '' || name.startsWith('Hmac')
  if (/^@noble\/hashes\/hmac(?:\.js)?$/.test(module)) return name === 'hmac'
  if (/^(?:https?:|jsr:|npm:).*\bhmac\b/.test(module)) return name === '' || name === 'hmac'
  if (jsHashModule.test(module))
    return /(?:^|\.)hmac(?:\.(?:hex|array|digest|arrayBuffer|base64))?$/.test(name)
  return false
}

/** True for a method of Web Crypto, wherever its `subtle` comes from: `crypto.subtle.sign`. */
export function isSubtleMethod({ kind, path }: Source, method: string): boolean {
  return kind !== 'declared' && path.at(-1) === method && path.at(-2) === 'subtle'
}

/** True for library functions that compare two values of any depth: lodash `isEqual`. */
export function comparesDeeply(source: Source): boolean {
  if (source.kind !== 'import' || source.isTypeOnly || !Object.hasOwn(deepEquals, source.module)) return false
  return deepEquals[source.module]?.includes(exportNameOf(source) || 'default') ?? false
}
