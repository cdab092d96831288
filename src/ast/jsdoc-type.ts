// What does a JSDoc type expression say? A small recursive reader of the forms people write.

/** What the reader builds for each form; the caller decides what a shape is. */
export interface JsdocTypeBuilder<Shape> {
  leaf(name: string): Shape
  open(): Shape
  /** `any`, `unknown`, `object`, `*` */
  anything(): Shape
  union(members: readonly Shape[]): Shape
  array(element: Shape): Shape
  intersection(members: readonly Shape[]): Shape
  /** `rest` is what properties hold that are not named: `{ [key: string]: T }` */
  object(entries: readonly (readonly [key: string, shape: Shape])[], rest: Shape | null): Shape
  function(parameters: readonly Shape[], result: Shape | null): Shape
  /** `typeof a.b` */
  query(path: readonly string[]): Shape
  named(module: string | null, path: readonly string[], args: readonly Shape[]): Shape
}

const leafNames = new Set(['string', 'number', 'boolean', 'bigint', 'symbol'])
const nothingNames = new Set(['null', 'undefined', 'void', 'never'])
const anyNames = new Set(['any', 'unknown', 'object', 'Object'])
const token =
  /\s*(?:(import)\s*\(\s*['"]([^'"]+)['"]\s*\)|('[^']*'|"[^"]*"|`[^`]*`|-?\d[\d.]*)|([\w$]+)|(\.\.\.|=>|\.<|[^\s]))/y
const deepest = 40

/** Reads a type expression; anything it does not know is `open`. Linear in the text. */
export function parseJsdocType<Shape>(text: string, build: JsdocTypeBuilder<Shape>): Shape {
  return new Reader(text, build).readUnion(0)
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
      const member = this.#readIntersection(depth)
      if (member !== null) members.push(member)
    } while (this.#take('|'))
    const [only] = members
    return members.length === 1 && only !== undefined ? only : this.#build.union(members)
  }

  #readIntersection(depth: number): Shape | null {
    const first = this.#readPostfix(depth)
    const members = first === null ? [] : [first]
    while (this.#take('&')) {
      const member = this.#readPostfix(depth)
      if (member !== null) members.push(member)
    }
    return members.length > 1 ? this.#build.intersection(members) : first
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
    if (this.#take('(')) return this.#readParentheses(depth + 1)
    if (this.#take('{')) return this.#readObject(depth + 1)
    if (this.#take('[')) return this.#readTuple(depth + 1)
    if (this.#take('*')) return this.#build.anything()
    if (this.#take('typeof')) return this.#readQuery(depth + 1)
    const match = this.#next()
    if (match?.[3] !== undefined) return this.#build.leaf('string')
    if (match?.[2] !== undefined) return this.#readName(match[2], [], depth)
    const name = match?.[4]
    if (name === undefined) return this.#build.open()
    if (nothingNames.has(name)) return null
    if (leafNames.has(name)) return this.#build.leaf(name)
    if (name === 'function' || name === 'Function') return this.#readOldFunction(depth + 1)
    if (name === 'new' || name === 'keyof' || name === 'infer') return this.#build.open()
    return this.#readName(null, [name], depth)
  }

  /** `(A | B)`, or `(a: A) => B` */
  #readParentheses(depth: number): Shape | null {
    if (this.#isArrowAhead()) {
      const parameters = this.#readParameters(depth)
      this.#take('=>')
      return this.#build.function(parameters, this.readUnion(depth))
    }
    const inner = this.readUnion(depth)
    this.#take(')')
    return inner
  }

  /** Whether the parenthesis that was just opened is closed in front of `=>`. */
  #isArrowAhead(): boolean {
    const before = this.#position
    let open = 1
    for (let match = this.#next(); match && open > 0; match = open > 0 ? this.#next() : match) {
      if (match[5] === '(') open++
      else if (match[5] === ')') open--
    }
    const isArrow = open === 0 && this.#take('=>')
    this.#position = before
    return isArrow
  }

  /** The list up to `)`. Names in front of the types are left out. */
  #readParameters(depth: number): Shape[] {
    const parameters: Shape[] = []
    while (!this.#take(')')) {
      this.#take('...')
      const before = this.#position
      const isNamed = this.#next()?.[4] !== undefined && (this.#take('?'), this.#take(':'))
      if (!isNamed) this.#position = before
      parameters.push(this.readUnion(depth))
      if (this.#take(',')) continue
      this.#take(')')
      break
    }
    return parameters
  }

  /** `function(A): B` */
  #readOldFunction(depth: number): Shape {
    if (!this.#take('(')) return this.#build.function([], null)
    const parameters = this.#readParameters(depth)
    return this.#build.function(parameters, this.#take(':') ? this.readUnion(depth) : null)
  }

  #readTuple(depth: number): Shape {
    const elements: Shape[] = []
    while (!this.#take(']')) {
      const before = this.#position
      elements.push(this.readUnion(depth))
      this.#take(',')
      if (this.#position === before) break
    }
    return this.#build.array(this.#build.union(elements))
  }

  #readQuery(depth: number): Shape {
    const match = this.#next()
    if (match?.[2] !== undefined) return this.#readName(match[2], [], depth)
    const path = match?.[4] === undefined ? null : this.#readPath([match[4]])
    return path ? this.#build.query(path) : this.#build.open()
  }

  /** `null` when a dot is not followed by a name. */
  #readPath(path: string[]): string[] | null {
    while (this.#take('.')) {
      const part = this.#next()?.[4]
      if (part === undefined) return null
      path.push(part)
    }
    return path
  }

  #readName(module: string | null, start: string[], depth: number): Shape {
    const path = this.#readPath(start)
    if (!path) return this.#build.open()
    const args: Shape[] = []
    if (this.#take('<') || this.#take('.<')) {
      do args.push(this.readUnion(depth + 1))
      while (this.#take(','))
      this.#take('>')
    }
    const isAny = module === null && path.length === 1 && args.length === 0 && anyNames.has(path[0] ?? '')
    return isAny ? this.#build.anything() : this.#build.named(module, path, args)
  }

  #readObject(depth: number): Shape {
    const entries: [string, Shape][] = []
    let rest: Shape | null = null
    while (!this.#take('}')) {
      const isIndex = this.#take('[')
      const match = this.#next()
      const key = match?.[4] ?? match?.[3]?.replace(/^['"]|['"]$/g, '')
      if (key === undefined) return this.#build.open()
      if (isIndex && !this.#skipIndex(depth)) return this.#build.open()
      this.#take('?')
      const value = this.#take(':') ? this.readUnion(depth) : this.#build.open()
      if (isIndex) rest = value
      else entries.push([key, value])
      if (!this.#take(',')) this.#take(';')
    }
    return this.#build.object(entries, rest)
  }

  /** The rest of `[key: string]`. */
  #skipIndex(depth: number): boolean {
    if (this.#take(':') || this.#take('in')) this.readUnion(depth)
    return this.#take(']')
  }
}
