// Which object type do tags such as `@property {string} address.city` describe together?
import type { JsdocTag } from './jsdoc.ts'

interface Described {
  type: string
  isOptional: boolean
  readonly properties: Map<string, Described>
}

const deepestName = 8

/** The type text of what the tags below `prefix` describe: `object` when there are none. */
export function objectText(tags: readonly JsdocTag[], prefix: string): string {
  const root: Described = { type: 'object', isOptional: false, properties: new Map() }
  for (const { type, name } of tags) {
    const full = name.replace(/^\[/, '')
    if (!full.startsWith(prefix)) continue
    describe(root, full.slice(prefix.length).split('.').slice(0, deepestName), type, name.startsWith('['))
  }
  return textOf(root)
}

function describe(root: Described, names: readonly string[], type: string, isOptional: boolean): void {
  let current = root
  for (const name of names) {
    const below = current.properties.get(name) ?? { type: 'object', isOptional: false, properties: new Map() }
    current.properties.set(name, below)
    current = below
  }
  current.type = type
  current.isOptional = isOptional
}

function textOf({ type, properties }: Described): string {
  if (properties.size === 0) return type
  const entries = [...properties].map(
    ([name, property]) => `${name}${property.isOptional ? '?' : ''}: ${textOf(property)}`,
  )
  const text = `{ ${entries.join(', ')} }`
  return /\[\]$|^Array\b/.test(type) ? `(${text})[]` : text
}
