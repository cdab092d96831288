/** Is a text that stands where a credential belongs evidently none? */
import { segmentsOf } from './name-segments.ts'

const keyShape = /^(?:[0-9a-f]{20}|[0-9a-f]{32}|[0-9a-f]{64})$/

/** Words that say "not the real one", in documentation, examples and tests. */
// prettier-ignore
const placeholderWords: ReadonlySet<string> = new Set([
  'ask', 'bar', 'baz', 'bogus', 'change', 'changeme', 'demo', 'dummy', 'empty', 'enter', 'example', 'fake', 'fill',
  'fixme', 'foo', 'here', 'hidden', 'insert', 'invalid', 'masked', 'missing', 'mock', 'mocked', 'my', 'none', 'null',
  'placeholder', 'put', 'qux', 'redacted', 'replace', 'replaceme', 'sample', 'some', 'stub', 'tbd', 'test', 'testing',
  'tests', 'todo', 'undefined', 'unset', 'whatever', 'wrong', 'your', 'yours',
])

/** Words that name a credential: a text of nothing else is a name, not a value (`CUSTOMERIO_APP_API_KEY`, `site-id`). */
// prettier-ignore
const namingWords: ReadonlySet<string> = new Set([
  'access', 'api', 'apikey', 'app', 'appkey', 'auth', 'basic', 'bearer', 'cdp', 'cio', 'credential', 'credentials',
  'customer', 'customerio', 'default', 'dev', 'development', 'env', 'eu', 'id', 'io', 'key', 'keys', 'local', 'my',
  'name', 'pass', 'password', 'pipeline', 'pipelines', 'private', 'prod', 'production', 'public', 'sandbox', 'secret',
  'secrets', 'signature', 'signing', 'site', 'siteid', 'staging', 'string', 'the', 'token', 'track', 'tracking',
  'transactional', 'us', 'user', 'username', 'value', 'webhook', 'workspace', 'write', 'writekey',
])

/** `${…}`, `{{…}}`, `<…>`, `%NAME%`, `...`: something is to be filled in. */
const templateMark = /\$\{|\{\{|#\{|<[^>]*>|%\w+%|\.\.\.|…|process\.env/

/** White space, addresses, URLs, paths and references into a secrets manager: no credential looks like that. */
const otherText = /\s|@|:\/\/|^(?:\.{0,2}\/|arn:|projects\/|vault:|ENC\[)/

/** Shorter than anything Customer.io hands out. */
const shortestCredential = 8

/** Whether a text has the exact shape of a key: 20, 32 or 64 hex digits. */
export function isKeyShaped(text: string): boolean {
  return keyShape.test(text)
}

/**
 * Whether a text is evidently no credential: a placeholder, a name, a template, an address. A key of 20, 32 or 64
 * hex digits is none of those unless it is one character over and over. `Basic` and `Bearer` before it are looked through.
 */
export function isPlaceholder(text: string): boolean {
  const basic = /^basic\s+(\S+)$/i.exec(text.trim())
  const decoded = basic ? decodeBase64(basic[1] ?? '') : null
  if (decoded?.includes(':')) return decoded.split(':').every(isPlaceholder)
  const value = text.trim().replace(/^(?:basic|bearer)(?:\s+|$)/i, '')
  if (value.length < shortestCredential || isRepetitive(value)) return true
  if (isKeyShaped(value)) return false
  return templateMark.test(value) || otherText.test(value) || saysPlaceholder(value)
}

/** A short word counts only where separators set it apart: random letters hold `my` now and then. */
function saysPlaceholder(value: string): boolean {
  const words = value.toLowerCase().split(/[^a-z0-9]+/)
  const segments = segmentsOf(value)
  return (
    words.some(isPlaceholderWord) ||
    segments.some((segment) => segment.length >= 4 && isPlaceholderWord(segment)) ||
    segments.every((segment) => namingWords.has(segment) || /^\d{1,4}$/.test(segment))
  )
}

function isPlaceholderWord(word: string): boolean {
  return placeholderWords.has(word) || /^(.)\1{3,}$/.test(word) || /^x{3,}$/.test(word)
}

/** At most two different characters (`xxxx-xxxx`, `********`), or digits counted up (`1234567890…`). */
function isRepetitive(value: string): boolean {
  return (
    new Set(value).size <= 2 ||
    (/^\d+$/.test(value) && '12345678901234567890123456789012'.repeat(2).includes(value))
  )
}

/** The text behind base64, or null when it is none. */
export function decodeBase64(text: string): string | null {
  try {
    return /^[\w+/-]+={0,2}$/.test(text) ? atob(text.replaceAll('-', '+').replaceAll('_', '/')) : null
  } catch {
    return null
  }
}
