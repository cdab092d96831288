// Does this expression read the address of a page or request with its query?
import type { TSESTree } from '@typescript-eslint/utils'

import { memberChainOf, propertyName } from '../../ast/static-value.ts'
import type { Tracer } from '../../ast/tracer.ts'
import { unwrap, unwrapAwait } from '../../ast/unwrap.ts'
import { valuesAt } from './variable-values.ts'

const requestNames = new Set('req request ctx context c httpRequest nextRequest raw _req'.split(' '))
const locationNames = new Set('location nextUrl'.split(' '))
/** Objects that have a `search`: locations, and parsed addresses. */
const addressName = /(?:^|[a-z_])(?:location|url)$/i
/** Properties that hold path and query wherever they are found. */
const wholeAddresses = new Set('originalUrl rawUrl asPath rawQueryString'.split(' '))

/** Whether the value at the end of a chain of names is an address with its query: `req.url`, `location.href`. */
export function readsQuery(names: readonly (string | null)[]): boolean {
  const [name = null, holder = null, outer = null] = [...names].reverse()
  const has = (set: ReadonlySet<string>, value: string | null): boolean => value !== null && set.has(value)
  switch (name) {
    case 'url':
      return has(requestNames, holder)
    case 'href':
      return (
        has(locationNames, holder) ||
        has(requestNames, holder) ||
        (holder === 'url' && has(requestNames, outer))
      )
    case 'search':
      return holder !== null && (addressName.test(holder) || has(requestNames, holder))
    case 'querystring':
      return has(requestNames, holder)
    case 'URL':
    case 'documentURI':
      return holder === 'document'
    case 'location':
      return holder === 'window' || holder === 'document' || holder === 'globalThis' || holder === 'self'
    default:
      return has(wholeAddresses, name)
  }
}

/** The names that an expression is read by, from its root; constants that stand for a part of it are looked through. */
export function namesRead(node: TSESTree.Node, tracer: Tracer, depth = 0): readonly (string | null)[] {
  const { root, path } = memberChainOf(unwrapAwait(node))
  const start = unwrapAwait(root)
  if (start.type === 'CallExpression') return [nameOfHook(start), ...path]
  if (start.type === 'ThisExpression') return ['this', ...path]
  if (start.type !== 'Identifier') return [null, ...path]
  const place = depth < 5 ? placeOf(start, tracer) : null
  if (!place) return [start.name, ...path]
  return [...namesRead(place.node, tracer, depth + 1), ...place.path, ...path]
}

/** `useLocation()` gives a location. */
function nameOfHook({ callee }: TSESTree.CallExpression): string | null {
  const name = memberChainOf(callee)
  const last = name.path.at(-1) ?? (name.root.type === 'Identifier' ? name.root.name : null)
  const hook = /^use([A-Z]\w*)$/.exec(last ?? '')?.[1]
  return hook === undefined ? null : hook.charAt(0).toLowerCase() + hook.slice(1)
}

interface ReadPlace {
  readonly node: TSESTree.Node
  readonly path: readonly (string | null)[]
}

/** The read that a variable is a name for: `const { href } = window.location`. */
export function placeOf(node: TSESTree.Identifier, tracer: Tracer): ReadPlace | null {
  const variable = tracer.variableAt(node)
  const [value, ...others] = variable ? valuesAt(variable, node) : []
  if (value?.kind !== 'place' || others.length > 0) return null
  const { owner, path, isRest } = value.place
  if (isRest || owner.type !== 'VariableDeclarator' || !owner.init) return null
  const init = unwrap(owner.init)
  const isRead = ['Identifier', 'MemberExpression', 'AwaitExpression'].includes(init.type)
  const isHook = init.type === 'CallExpression' && nameOfHook(init) !== null
  return isRead || isHook ? { node: init, path } : null
}

/** `new URL(…)` */
export function isNewUrl({ callee }: TSESTree.NewExpression): boolean {
  return callee.type === 'Identifier' && callee.name === 'URL'
}

/** `url.search = ''`, `url.searchParams.delete('email')` */
export function changesQuery(identifier: TSESTree.Node): boolean {
  const member = identifier.parent
  if (member?.type !== 'MemberExpression' || member.object !== identifier) return false
  const name = propertyName(member)
  const { parent } = member
  if (name === 'search') return parent.type === 'AssignmentExpression' && parent.left === member
  return name === 'searchParams'
}
