/** Answers: what does an object hold, seen as JSON? Every way in which an odd object is read stands here. */

/** A list or record of values that have not been read yet. */
export interface PlainContainer {
  readonly isList: boolean
  /** Property names in order; those of a list are its indices, holes left out. */
  readonly names: readonly string[]
  /** Reads one value; may throw whatever a getter throws. */
  readonly read: (name: string) => unknown
  /** Whether a value is known to be `undefined` without a getter being run. */
  readonly isAbsent: (name: string) => boolean
}

/** Buffers, typed arrays and the like: bytes are no attributes. */
export function isBinary(value: object): boolean {
  return ArrayBuffer.isView(value) || /^\[object (?:Shared)?ArrayBuffer\]$/.test(tagOf(value))
}

/** What stands for the object in JSON: a boxed primitive's content, what `toJSON` gives, or the object itself. */
export function jsonFormOf(value: object, key: string): unknown {
  if (value instanceof String) return String.prototype.valueOf.call(value)
  if (value instanceof Number) return Number.prototype.valueOf.call(value)
  if (value instanceof Boolean) return Boolean.prototype.valueOf.call(value)
  if (typeof BigInt === 'function' && value instanceof BigInt)
    return (value as { valueOf(): bigint }).valueOf()
  const toJson: unknown = Reflect.get(value, 'toJSON')
  return typeof toJson === 'function' ? Reflect.apply(toJson, value, [key]) : value
}

/** A list for arrays and sets, a record for maps and for the own enumerable properties of everything else. */
export function containerOf(value: object): PlainContainer {
  if (Array.isArray(value)) return ownProperties(value, true)
  const tag = tagOf(value)
  if (tag === '[object Set]') {
    const items = itemsOf(value)
    if (items !== null) return ownProperties(items, true)
  }
  if (tag === '[object Map]') {
    const entries = entriesOf(value)
    if (entries !== null) return recordOf(entries)
  }
  return ownProperties(value, false)
}

function ownProperties(value: object, isList: boolean): PlainContainer {
  const names = Object.keys(value)
  return {
    isList,
    names: isList ? names.filter((name) => /^(?:0|[1-9][0-9]*)$/.test(name)) : names,
    read: (name): unknown => Reflect.get(value, name),
    isAbsent: (name) => {
      const property = Reflect.getOwnPropertyDescriptor(value, name)
      return property !== undefined && 'value' in property && property.value === undefined
    },
  }
}

function recordOf(entries: ReadonlyMap<string, unknown>): PlainContainer {
  return {
    isList: false,
    names: [...entries.keys()],
    read: (name) => entries.get(name),
    isAbsent: (name) => entries.get(name) === undefined,
  }
}

/** The members of a real set, `null` for an object that only looks like one. */
function itemsOf(value: object): unknown[] | null {
  const items: unknown[] = []
  try {
    Set.prototype.forEach.call(value, (item: unknown) => items.push(item))
    return items
  } catch {
    return null
  }
}

/** The entries of a real map whose keys can be names, `null` for an object that only looks like a map. */
function entriesOf(value: object): ReadonlyMap<string, unknown> | null {
  const entries = new Map<string, unknown>()
  try {
    Map.prototype.forEach.call(value, (item: unknown, key: unknown) => {
      if (
        typeof key === 'string' ||
        typeof key === 'number' ||
        typeof key === 'bigint' ||
        typeof key === 'boolean'
      ) {
        entries.set(String(key), item)
      }
    })
    return entries
  } catch {
    return null
  }
}

function tagOf(value: object): string {
  return Object.prototype.toString.call(value)
}
