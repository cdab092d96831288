// What does a method of strings, bytes and lists give back of what its object holds?
import type { Origin } from './signature-origin.ts'
import { elementOf, inForm, joined, listOf } from './signature-origin.ts'

/** What a method does to what its object holds. */
export type Effect = 'same' | 'text' | 'list' | 'joined' | 'element' | 'byte'

// prettier-ignore
const methods: Readonly<Record<Effect, string>> = {
  same: 'slice subarray valueOf filter reverse toReversed sort toSorted flat values update copy catch finally ' +
    'setEncoding arrayBuffer bytes',
  text: 'toString toLowerCase toUpperCase toLocaleLowerCase toLocaleUpperCase trim trimStart trimEnd trimLeft ' +
    'trimRight replace replaceAll padStart padEnd normalize substring substr toHex toBase64 toWellFormed',
  list: 'split match matchAll',
  joined: 'join',
  element: 'find findLast at pop shift',
  byte: 'charCodeAt codePointAt charAt readUInt8',
}

const effects: ReadonlyMap<string, Effect> = new Map(
  Object.entries(methods).flatMap(([effect, names]) =>
    names.split(' ').map((name): [string, Effect] => [name, effect as Effect]),
  ),
)

/** What a method makes of what its object holds, by the method's name; `null` when nothing is known. */
export function effectOf(name: string): Effect | null {
  return effects.get(name) ?? null
}

/** The origins of the method's result, given those of its object. */
export function withEffect(effect: Effect, origins: readonly Origin[]): readonly Origin[] {
  switch (effect) {
    case 'same':
      return origins
    case 'text':
      return inForm(origins, 'text')
    case 'list':
      return inForm(listOf(origins), 'text')
    case 'joined':
      return joined(origins)
    case 'element':
      return elementOf(origins)
    case 'byte':
      return elementOf(origins).map((origin) => ({ ...origin, shape: 'byte' }))
  }
}
