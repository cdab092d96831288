// What may a call of a function that cannot be followed hand to the payload?
import type { TSESTree } from '@typescript-eslint/utils'

import { lastNameOf, staticStringOf } from '../../ast/static-value.ts'
import { unwrap, wrapperOf } from '../../ast/unwrap.ts'
import { namesWholeRecord } from '../../vocabulary/record-names.ts'
import { segmentsOf } from '../../vocabulary/sensitive-fields.ts'
import { judgeSensitiveType } from './judge-types.ts'
import type { Frame, PayloadJudge } from './payload-judge.ts'
import type { PayloadState } from './verdict.ts'

/** First words of functions that tell about a value, or make it unreadable, without handing it on. */
// prettier-ignore
const tellingVerbs = new Set(
  [
    'verify', 'check', 'validate', 'compare', 'count', 'mask', 'redact', 'obfuscate', 'anonymize', 'anonymise',
    'pseudonymize', 'pseudonymise', 'is', 'has', 'matches', 'test',
  ],
)
/** Words of functions that digest a value; what a plain digest is worth is for another rule to say. */
const digestWords = new Set(['hash', 'hashed', 'digest', 'hmac', 'sha', 'md', 'md5', 'bcrypt', 'argon'])
/** Words of functions that give back their argument with fewer or renamed keys. */
// prettier-ignore
const tidyingWords = new Set(
  [
    'strip', 'remove', 'omit', 'compact', 'clean', 'drop', 'prune', 'filter', 'without', 'snake', 'snakecase',
    'snakify', 'camel', 'camelcase', 'camelize', 'flatten', 'defined', 'pick', 'trim', 'normalize', 'normalise',
  ],
)
/** First words of functions that make a text. */
// prettier-ignore
const textVerbs = new Set(
  ['encrypt', 'sign', 'seal', 'encode', 'stringify', 'format', 'render', 'translate', 'join', 'compress', 'upload'],
)
/** First words of functions that give back a record. */
// prettier-ignore
const loadingVerbs = new Set(
  [
    'get', 'find', 'load', 'fetch', 'read', 'lookup', 'query', 'select', 'retrieve', 'current', 'use', 'create', 'build',
    'parse',
  ],
)
/** What such a function gives when it is called for that: `getUserId`, `useState`. */
// prettier-ignore
const partNouns = new Set(
  [
    'id', 'ids', 'name', 'names', 'email', 'text', 'string', 'html', 'markup', 'count', 'length', 'type', 'key', 'keys',
    'url', 'link', 'label', 'title', 'status', 'state', 'ref', 'memo', 'callback', 'locale', 'date', 'time', 'number',
    'code', 'slug', 'message', 'index', 'flag',
  ],
)
/** Words behind which a name only says how: `findUserById`. */
const prepositions = new Set(['by', 'for', 'from', 'with', 'in', 'of', 'or', 'and'])
/** Methods that read the property whose name they are given: `form.get('ssn')`. */
const readers = new Set(['get', 'getItem', 'header', 'param'])

/** Judges the result of a call that the file does not explain. */
export function judgeOpaqueCall(
  judge: PayloadJudge,
  node: TSESTree.CallExpression,
  path: readonly string[],
  frame: Frame,
): PayloadState {
  const callee = unwrap(node.callee)
  const name = lastNameOf(callee)
  const words = segmentsOf(name ?? '')
  if (frame.mode === 'record') {
    return judgeTidied(judge, node, words, frame) ?? judge.opaque(node, null, path, frame)
  }
  const isTelling = tellingVerbs.has(words[0] ?? '') || words.some((word) => digestWords.has(word))
  if (isTelling || (callee.type === 'Identifier' && name === 'Boolean')) return 'harmless'
  // `text.split(' ')[0]` is still a part of the text.
  if (!path.every((name) => name === '*' || /^\d+$/.test(name))) return judge.opaque(node, null, path, frame)
  const sensitive = sensitiveNameOf(judge, node, name, frame)
  if (sensitive !== null) return judge.fault('sensitive-value', node, sensitive, frame)
  const typed = frame.mode === 'leaf' ? judgeSensitiveType(judge, node, path, frame) : null
  if (typed) return typed
  const { readAs } = frame
  if (frame.mode === 'leaf' && readAs !== null && namesWholeRecord(readAs) && loadsRecord(node, words)) {
    return judge.opaque(node, readAs, path, frame)
  }
  const parts: TSESTree.Node[] = [...node.arguments]
  if (callee.type === 'MemberExpression') parts.push(callee.object)
  return judge.judgeParts(parts, frame)
}

/**
 * `const user = await db.users.find(id)`: what a call gives is known by the name of the variable that holds it. A call that
 * stands in the payload itself is a leaf, and so is one that makes a text: `const details = format(order)`.
 */
function loadsRecord(node: TSESTree.CallExpression, words: readonly string[]): boolean {
  const [verb = ''] = words
  const end = words.findIndex((word) => prepositions.has(word))
  const noun = words.slice(1, end < 0 ? undefined : end).at(-1) ?? ''
  if (textVerbs.has(verb) || partNouns.has(noun)) return false
  const asksByName = readers.has(verb) && node.arguments.some((argument) => staticStringOf(argument) !== null)
  return !asksByName && (loadingVerbs.has(verb) || wrapperOf(node).parent?.type === 'AwaitExpression')
}

/** The function's own name, or the name it is asked for. */
function sensitiveNameOf(
  judge: PayloadJudge,
  node: TSESTree.CallExpression,
  name: string | null,
  frame: Frame,
): string | null {
  const [key] = node.arguments
  const asked = name !== null && readers.has(name) && key ? staticStringOf(key) : null
  return [name, asked].find((one) => one !== null && judge.isSensitive(one, frame)) ?? null
}

/** What tidies sanitized or harmless data, with nothing unknown beside it, gives sanitized or harmless data. */
function judgeTidied(
  judge: PayloadJudge,
  node: TSESTree.CallExpression,
  words: readonly string[],
  frame: Frame,
): PayloadState | null {
  const [first, ...others] = node.arguments
  if (!first || first.type === 'SpreadElement') return null
  const quiet = { ...frame, findings: { ...frame.findings, faults: new Map(), lostAt: null } }
  const state = judge.judge(first, [], quiet)
  if (state === 'raw' || state === 'absent') return null
  if (state === 'harmless' && !words.some((word) => tidyingWords.has(word))) return null
  const added = others.map((other) => judge.judge(other, [], { ...quiet, mode: 'leaf' }))
  return added.includes('raw') ? null : state
}
