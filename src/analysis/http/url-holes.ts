// Where in a URL of Customer.io does each computed value stand?
import type { Hole, TextPattern } from '../../ast/text-pattern.ts'
import { hostOf } from '../../vocabulary/http-api.ts'

/** A segment of the path, or the value of a parameter. */
export interface UrlPart {
  readonly holes: readonly Hole[]
  /** whether it is one hole and nothing else */
  readonly isHole: boolean
}

/** The parts of a URL behind its host. */
export interface UrlParts {
  /** path and query, with `{…}` for what is computed */
  readonly path: string
  readonly segments: readonly UrlPart[]
  readonly query: readonly { readonly name: string; readonly value: UrlPart }[]
}

/** Takes a URL apart; `null` when it is of another host. */
export function partsOfUrl(pattern: TextPattern): UrlParts | null {
  // The number of a hole says which it is, wherever the text is cut.
  const text = pattern
    .map((piece, index) => (typeof piece === 'string' ? piece : `{${String(index)}}`))
    .join('')
  const host = hostOf(text)
  if (!host) return null
  const partOf = (part: string): UrlPart => ({
    holes: Array.from(part.matchAll(/\{(\d+)\}/g), ([, index]) => pattern[Number(index)]).filter(isHole),
    isHole: /^\{\d+\}$/.test(part),
  })
  const [path = '', query = ''] = host.path.split(/[?#]/)
  return {
    path: host.path,
    segments: path.replace(/^\//, '').split('/').map(partOf),
    query: query.split('&').map((parameter) => {
      const [name = '', value = ''] = parameter.split('=')
      return { name, value: partOf(value) }
    }),
  }
}

function isHole(piece: TextPattern[number] | undefined): piece is Hole {
  return typeof piece === 'object'
}
