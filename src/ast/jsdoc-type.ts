// What does a JSDoc type expression say? A small recursive reader of the forms people write.

/** What the reader builds for each form; the caller decides what a shape is. */
export interface JsdocTypeBuilder<Shape> {
  leaf(name: string): Shape
  open(): Shape
  union(members: readonly Shape[]): Shape
  array(element: Shape): Shape
  object(entries: readonly (readonly [key: string, shape: () => Shape])[]): Shape
  named(module: string | null, path: readonly string[], args: readonly (() => Shape)[]): Shape
}

const leafNames = new Set(['string', 'number', 'boolean', 'bigint', 'symbol'])
const nothingNames = new Set(['null', 'undefined', 'void', 'never'])
const token =
  /\s*(?:(import)\s*\(\s*['"]([^'"]+)['"]\s*\)|('[^']*'|"[^"]*"|-?\d[\d.]*)|([\w$]+)|(\.\.\.|=>|\.<|[^\s]))/y
const deepest = 40

/** Reads a type expression; anything it does not know is `open`. Linear in the text. */
export function parseJsdocType<Shape>(text: string, build: JsdocTypeBuilder<Shape>): Shape {
  const reader = new Reader(text, build)
  return reader.readUnion(0)
}

class Reader<Shape> {
  readonly #text: string
  readonly #build: JsdocTypeBuilder<Shape>
  #position = 0

  constructor(text: string, build: JsdocTypeBuilder<Shape>) {
    this.#text = text
    this.#build = build
  }

  #next(): RegExpExecArray | null {
    token.lastIndex = this.#position
    const match = token.exec(this.#text)
    if (match) this.#position = token.lastIndex
    return match
  }

  /** Consumes a punctuator or word when it comes next. */
  #take(expected: string): boolean {
    const before = this.#position
    const match = this.#next()
    if (match && (match[4] ?? match[5]) === expected) return true
    this.#position = before
    return false
  }

  readUnion(depth: number): Shape {
    const members: Shape[] = []
    this.#take('|')
    do {
      const member = this.#readPostfix(depth)
      if (member !== null) members.push(member)
    } while (this.#take('|'))
    const [only] = members
    return members.length === 1 && only !== undefined ? only : this.#build.union(members)
  }

  /** `null` for `null`, `undefined` and `void`, which hold no data. */
  #readPostfix(depth: number): Shape | null {
    let shape = this.#readPrimary(depth)
    while (this.#take('[')) {
      if (!this.#take(']')) return this.#build.open()
      if (shape !== null) shape = this.#build.array(shape)
    }
    this.#take('=')
    return shape
  }

  #readPrimary(depth: number): Shape | null {
    if (depth > deepest) return this.#build.open()
    if (this.#take('?') || this.#take('!') || this.#take('readonly') || this.#take('...')) {
      return this.#readPostfix(depth + 1)
    }
    if (this.#take('(')) {
      const inner = this.readUnion(depth + 1)
      this.#take(')')
      return inner
    }
    if (this.#take('{')) return this.#readObject(depth + 1)
    const match = this.#next()
    if (match?.[3] !== undefined) return this.#build.leaf('string')
    if (match?.[2] !== undefined) return this.#readName(match[2], [], depth)
    const name = match?.[4]
    if (name === undefined) return this.#build.open()
    if (nothingNames.has(name)) return null
    if (leafNames.has(name)) return this.#build.leaf(name)
    if (name === 'any' || name === 'unknown' || name === 'function' || /^object$/i.test(name)) {
      return this.#build.open()
    }
    return this.#readName(null, [name], depth)
  }

  #readName(module: string | null, path: string[], depth: number): Shape {
    while (this.#take('.')) {
      const part = this.#next()?.[4]
      if (part === undefined) return this.#build.open()
      path.push(part)
    }
    const args: Shape[] = []
    if (this.#take('<') || this.#take('.<')) {
      do args.push(this.readUnion(depth + 1))
      while (this.#take(','))
      this.#take('>')
    }
    return this.#build.named(
      module,
      path,
      args.map((arg) => () => arg),
    )
  }

  #readObject(depth: number): Shape {
    const entries: [string, () => Shape][] = []
    while (!this.#take('}')) {
      const match = this.#next()
      const key = match?.[4] ?? match?.[3]?.replace(/^['"]|['"]$/g, '')
      if (key === undefined || (match?.[5] ?? '') === '[') return this.#build.open()
      this.#take('?')
      const shape = this.#take(':') ? this.readUnion(depth) : this.#build.open()
      entries.push([key, () => shape])
      if (!this.#take(',')) this.#take(';')
    }
    return this.#build.object(entries)
  }
}
