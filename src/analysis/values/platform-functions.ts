// Which function of the platform is this?
import { globalObjects } from '../../ast/known-functions.ts'
import type { Source } from '../../ast/source.ts'

/** `btoa`, `Buffer.from`: the name of a global, or of what `node:buffer` exports under that name; `null` for others. */
export function platformNameOf(source: Source): string | null {
  if (source.kind === 'global') {
    const names = globalObjects.has(source.name) ? source.path : [source.name, ...source.path]
    return names.join('.')
  }
  if (source.kind !== 'import' || !/^(?:node:)?buffer$/.test(source.module)) return null
  return (source.path[0] === 'default' ? source.path.slice(1) : source.path).join('.')
}
