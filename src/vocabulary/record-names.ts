/** Answers: does this name stand for a whole record, so that reading it may send anything? */

import { asksYesOrNo, isNeutralTail, segmentsOf } from './name-segments.ts'

/** Last words of names that hold a person, a request's body or a bag of attributes. */
// prettier-ignore
const recordNouns = new Set(
  [
    'user', 'customer', 'profile', 'person', 'contact', 'member', 'patient', 'body', 'payload', 'data', 'attributes',
    'traits', 'properties', 'details', 'metadata', 'record', 'row', 'entity', 'form', 'fields', 'values',
  ],
)

/** First words that make a number or a text of it: `totalRow`, `num_fields`. */
const measures = new Set(['count', 'num', 'number', 'total', 'max', 'min', 'per', 'new', 'avg'])

/** Whether a name says that its value is a whole record: `user`, `currentUser`, `req.body`, `formValues`. */
export function namesWholeRecord(name: string): boolean {
  const segments = segmentsOf(name)
  while (segments.length > 1 && isNeutralTail(segments, segments.length - 1)) segments.pop()
  const noun = segments.pop() ?? ''
  const isMetadata = noun === 'data' && segments.at(-1) === 'meta'
  if (!isMetadata && !recordNouns.has(noun)) return false
  return !asksYesOrNo(segments) && !measures.has(segments[0] ?? '')
}
