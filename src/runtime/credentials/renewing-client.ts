/** Answers: how does one object stay a client while the keys behind it change? */

import { withoutRequest } from './without-request.ts'

/** Where the client of the moment comes from. */
export interface ClientSource<Made extends { readonly client: object }> {
  current(): Promise<Made>
  /** A client with other credentials than those that were refused, or `null`. */
  replacementFor(refused: Made): Promise<Made | null>
  /** Whether an error says that the credentials were refused. */
  isRefused(error: unknown): boolean
}

/**
 * An object with the methods of the client of the moment, all of which give promises. A request that is refused because of its
 * key is repeated once with the new one: it was not carried out. Other properties of the client, which lead to its key, it has
 * not.
 */
export function renewingClient<Made extends { readonly client: object }>(
  name: string,
  source: ClientSource<Made>,
): object {
  const methods = new Map<string, (...args: unknown[]) => Promise<unknown>>()
  const target = Object.freeze({
    toJSON: () => `[${name}]`,
    [Symbol.for('nodejs.util.inspect.custom')]: () => `[${name}]`,
  })
  return new Proxy(target, {
    get(_target, property): unknown {
      if (typeof property === 'symbol' || Object.hasOwn(target, property))
        return Reflect.get(target, property)
      if (!isMethodName(property)) return Reflect.get(Object.prototype, property)
      const method = methods.get(property) ?? ((...args) => callRenewed(name, source, property, args))
      methods.set(property, method)
      return method
    },
  })
}

async function callRenewed<Made extends { readonly client: object }>(
  name: string,
  source: ClientSource<Made>,
  method: string,
  args: readonly unknown[],
): Promise<unknown> {
  const used = await source.current()
  try {
    return await call(name, used.client, method, args)
  } catch (error) {
    const fresh = source.isRefused(error) ? await source.replacementFor(used).catch(() => null) : null
    if (fresh === null) throw withoutRequest(error)
    try {
      return await call(name, fresh.client, method, args)
    } catch (again) {
      throw withoutRequest(again)
    }
  }
}

function call(name: string, client: object, method: string, args: readonly unknown[]): unknown {
  const found: unknown = Reflect.get(client, method)
  if (typeof found !== 'function')
    throw new TypeError(`This version's \`${name}\` has no method \`${method}\`.`)
  return Reflect.apply(found, client, args) as unknown
}

/** `then` would make the client look like a promise; `request` and the like hold the key. */
function isMethodName(property: string): boolean {
  return property !== 'then' && property !== 'request' && !Object.hasOwn(Object.prototype, property)
}
