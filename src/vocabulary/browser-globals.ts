/** Which globals does a Customer.io snippet put on a page, and how are they called? */
import { browserMethods, snippetMethods } from './browser-methods.ts'
import type { MethodFacts } from './method-facts.ts'

/** A global client of the browser. */
export interface BrowserGlobal {
  readonly name: string
  readonly kind: 'browser'
  /** Differ from `methodFactsOf('browser', …)` for `_cio`, whose calls have other arguments. */
  readonly methods: Readonly<Record<string, MethodFacts>>
  /** The method that takes `[method, ...arguments]` as one array: until they are loaded, both are arrays. */
  readonly queueMethod: 'push'
}

/** Source: docs.customer.io, "JavaScript client" (`cioanalytics`) and the classic snippet (`_cio`). */
export const browserGlobals: readonly BrowserGlobal[] = [
  { name: '_cio', kind: 'browser', methods: snippetMethods, queueMethod: 'push' },
  { name: 'cioanalytics', kind: 'browser', methods: browserMethods, queueMethod: 'push' },
]

/** Objects whose property of that name is the same global: `window._cio`. */
export const globalObjects = ['window', 'globalThis', 'self'] as const

/** The client that a global name is, or null. */
export function findBrowserGlobal(name: string): BrowserGlobal | null {
  return browserGlobals.find((global) => global.name === name) ?? null
}

/** What a method of a global does, or null when it has none of that name. */
export function methodFactsOfGlobal(name: string, method: string): MethodFacts | null {
  const methods = findBrowserGlobal(name)?.methods
  return methods && Object.hasOwn(methods, method) ? (methods[method] ?? null) : null
}
