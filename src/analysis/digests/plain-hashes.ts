// Which functions of the platform and of libraries digest a value without a key?
import type { Source } from '../../ast/source.ts'

const cryptoModules = new Set(
  'crypto node:crypto crypto-browserify react-native-crypto react-native-quick-crypto'.split(' '),
)

/** Packages whose default export, or whose exports named for algorithms, digest their first argument. */
const hashPackages =
  /^(?:md5|blueimp-md5|js-md5|ts-md5|spark-md5|sha1|js-sha\d+|sha256|fast-sha256|sha256-uint8array|crypto-hash|hash-wasm|object-hash|hasha|ohash|@noble\/hashes\/.+|@stablelib\/sha\d+|crypto-(?:js|es)(?:\/(?:md5|sha\d+|ripemd160))?)(?:\.js)?$/
const algorithm =
  /^(?:md[45]|sha(?:1|2?_?(?:224|256|384|512)|3(?:_\d+)?)|ripemd160|blake[23][bsp]?|keccak\w*)(?:sync)?$/i
/** Packages whose default export is the digest itself. */
const hashByDefault =
  /^(?:md5|blueimp-md5|js-md5|sha1|js-sha\d+|sha256|fast-sha256|object-hash|hasha|ohash|crypto-(?:js|es)\/.+)$/
const resultMethods = new Set(['hex', 'hash', 'hashStr', 'base64', 'digest', 'array', 'arrayBuffer'])

/** The names below an export, without the `default` through which CommonJS modules are seen. */
function namesOf({ path }: Source): readonly string[] {
  return path[0] === 'default' ? path.slice(1) : path
}

/** True for functions that make an object whose `digest()` is a plain digest: `createHash`. */
export function makesPlainHash(source: Source): boolean {
  if (source.kind === 'global') return source.name === 'Bun' && source.path.join('.') === 'CryptoHasher'
  if (source.kind !== 'import' || source.isTypeOnly) return false
  const [first = '', ...rest] = namesOf(source)
  if (cryptoModules.has(source.module)) return first === 'createHash' || first === 'Hash'
  if (source.module === 'create-hash' || source.module === 'sha.js') return first === ''
  if (source.module === 'hash.js') return algorithm.test(first)
  if (!hashPackages.test(source.module)) return false
  return rest.at(-1) === 'create' || first === 'create'
}

/** Which argument of a function is digested without a key; `null` for other functions. */
export function digestedArgument(source: Source): number | null {
  if (source.kind !== 'import' || source.isTypeOnly) return null
  const names = namesOf(source)
  if (cryptoModules.has(source.module)) return names.join('.') === 'hash' ? 1 : null
  if (!hashPackages.test(source.module) || names.some((name) => /^hmac/i.test(name))) return null
  const own = names.filter((name) => !resultMethods.has(name))
  if (own.length === 0) return hashByDefault.test(source.module) || names.length > 0 ? 0 : null
  return own.length === 1 && algorithm.test(own[0]?.replace(/^Md5$/, 'md5') ?? '') ? 0 : null
}
