// Which text does this expression build, as far as the code spells it out?
import type { TSESTree } from '@typescript-eslint/utils'

import { piecesAppended } from './appended-text.ts'
import type { FunctionNode } from './source-file.ts'
import type { Source } from './source.ts'
import { propertyName } from './static-value.ts'
import { inEveryWay, joined, partsOfJoined, partsOfTemplate } from './text-pieces.ts'
import type { Pieces } from './text-pieces.ts'
import { membersOf } from './trace-member.ts'
import type { Tracer } from './tracer.ts'
import { unwrap, unwrapAwait } from './unwrap.ts'

/** A part of a text that is computed. */
export interface Hole {
  readonly node: TSESTree.Node
  /** what the text around it names it by, where that is not the node itself: a variable, a parameter, a call */
  readonly via?: TSESTree.Node
}

/** A text as fixed pieces and holes, in order. */
export type TextPattern = Pieces<Hole>

/** The argument that a function's parameter stands for while a call of it is looked into. */
export type Arguments = ReadonlyMap<FunctionNode, readonly TSESTree.Node[]>

const noArguments: Arguments = new Map()
/** More alternatives than this say as little as a hole. */
const mostPatterns = 12
const deepest = 24
/** Expressions that are read for one text: a URL that is made of itself (`options.url = base + options.url`) has no end. */
const mostReads = 1000

/** The texts an expression can be: one pattern for each alternative that the code shows. */
export function textPatternsOf(
  node: TSESTree.Node,
  tracer: Tracer,
  given: Arguments = noArguments,
): readonly TextPattern[] {
  return new PatternReader(tracer, given, { left: mostReads }).read(node, 0)
}

/** The pattern as one text in which `{}` stands for each hole. */
export function patternText(pattern: TextPattern): string {
  return pattern.map((piece) => (typeof piece === 'string' ? piece : '{}')).join('')
}

class PatternReader {
  readonly #tracer: Tracer
  readonly #given: Arguments
  readonly #reads: { left: number }

  constructor(tracer: Tracer, given: Arguments, reads: { left: number }) {
    this.#tracer = tracer
    this.#given = given
    this.#reads = reads
  }

  read(outer: TSESTree.Node, depth: number): readonly TextPattern[] {
    const node = unwrapAwait(outer)
    if (depth > deepest || this.#reads.left-- <= 0) return [[{ node }]]
    const patterns = this.#read(node, depth + 1)
    if (patterns.length === 0 || patterns.length > mostPatterns) return [[{ node }]]
    return isNamed(node) ? patterns.map((pattern) => namedBy(node, pattern)) : patterns
  }

  #read(node: TSESTree.Node, depth: number): readonly TextPattern[] {
    switch (node.type) {
      case 'Literal':
        return typeof node.value === 'string' || typeof node.value === 'number'
          ? [[String(node.value)]]
          : [[{ node }]]
      case 'TemplateLiteral':
        return this.#inOrder(partsOfTemplate(node), depth)
      case 'BinaryExpression':
        return node.operator === '+' ? this.#inOrder([node.left, node.right], depth) : [[{ node }]]
      case 'ConditionalExpression':
        return [...this.read(node.consequent, depth), ...this.read(node.alternate, depth)]
      case 'LogicalExpression':
        return node.operator === '&&'
          ? this.read(node.right, depth)
          : [...this.read(node.left, depth), ...this.read(node.right, depth)]
      case 'NewExpression':
        return this.#readUrl(node, depth)
      case 'CallExpression':
        return this.#readCall(node, depth)
      case 'Identifier':
        return this.#readVariable(node, depth)
      case 'MemberExpression':
        return this.#readSources(node, depth)
      default:
        return [[{ node }]]
    }
  }

  #readSources(node: TSESTree.Expression, depth: number): readonly TextPattern[] {
    return this.#tracer
      .sourcesOf(node)
      .filter(({ kind, node: { type } }) => kind !== 'declared' && type !== 'AssignmentExpression')
      .flatMap((source) => this.#readSource(source, node, depth))
  }

  /** What a variable holds, and what was put behind it until here. */
  #readVariable(node: TSESTree.Identifier, depth: number): readonly TextPattern[] {
    let whole = this.#readSources(node, depth)
    for (const { node: piece, isCertain } of piecesAppended(node, this.#tracer)) {
      const ends = this.read(piece, depth)
      const longer = whole.flatMap((start) => ends.map((end) => joined(start, end)))
      whole = (isCertain ? longer : [...whole, ...longer]).slice(0, mostPatterns)
    }
    return whole
  }

  #readSource(source: Source, read: TSESTree.Node, depth: number): readonly TextPattern[] {
    if (source.kind === 'literal') {
      return typeof source.value === 'string' || typeof source.value === 'number'
        ? [[String(source.value)]]
        : []
    }
    if (source.kind === 'parameter') {
      const argument = this.#given.get(source.function)?.[source.index]
      return argument ? this.#readMember(argument, source.path, read, depth) : [[{ node: read }]]
    }
    const isWhole = source.path.length === 0 || (source.path.length === 1 && source.path[0] === 'href')
    const isReadable = source.kind === 'expression' || source.kind === 'call' || source.kind === 'new'
    return isReadable && isWhole && source.node !== read ? this.read(source.node, depth) : [[{ node: read }]]
  }

  /** What a function that destructures its parameter reads from the argument. */
  #readMember(
    argument: TSESTree.Node,
    path: readonly string[],
    read: TSESTree.Node,
    depth: number,
  ): readonly TextPattern[] {
    if (path.length === 0) return this.read(argument, depth)
    if (depth > deepest) return [[{ node: read }]]
    return membersOf(this.#tracer.sourcesOf(argument), path, this.#tracer)
      .filter(({ kind }) => kind !== 'declared')
      .flatMap((source) => this.#readSource(source, read, depth + 1))
  }

  #inOrder(parts: readonly (TSESTree.Node | string)[], depth: number): readonly TextPattern[] {
    return inEveryWay(parts, (part) => this.read(part, depth), mostPatterns)
  }

  /** `new URL(path, base)` */
  #readUrl(node: TSESTree.NewExpression, depth: number): readonly TextPattern[] {
    const isUrl = node.callee.type === 'Identifier' && /^(?:URL|Request)$/.test(node.callee.name)
    const [path, base] = node.arguments
    if (!isUrl || !path) return [[{ node }]]
    const paths = this.read(path, depth)
    if (!base || (node.callee.type === 'Identifier' && node.callee.name === 'Request')) return paths
    return this.read(base, depth).flatMap((start) => paths.map((end) => resolved(start, end)))
  }

  #readCall(node: TSESTree.CallExpression, depth: number): readonly TextPattern[] {
    const callee = unwrap(node.callee)
    if (callee.type === 'MemberExpression') {
      const text = this.#readTextMethod(node, callee, depth)
      if (text) return text
    }
    // `encodeURI` leaves an address an address.
    const isText = callee.type === 'Identifier' && (callee.name === 'String' || callee.name === 'encodeURI')
    if (isText && node.arguments[0]) return this.read(node.arguments[0], depth)
    const functions = this.#tracer.functionsAt(node.callee)
    const results = functions.flatMap((fn) => {
      if (this.#given.has(fn)) return []
      const given = new Map([
        ...this.#given,
        [fn, node.arguments.map((argument) => argument as TSESTree.Node)],
      ])
      const reader = new PatternReader(this.#tracer, given, this.#reads)
      return this.#tracer.returnsOf(fn).flatMap((value) => reader.read(value, depth))
    })
    return results.length > 0 ? results : [[{ node }]]
  }

  #readTextMethod(
    node: TSESTree.CallExpression,
    callee: TSESTree.MemberExpression,
    depth: number,
  ): readonly TextPattern[] | null {
    switch (propertyName(callee)) {
      case 'toString':
      case 'trim':
      case 'replace':
      case 'replaceAll':
      case 'toLowerCase':
      case 'toUpperCase':
        return this.read(callee.object, depth)
      case 'concat':
        return this.#inOrder([callee.object, ...node.arguments], depth)
      case 'join':
        return this.#readJoin(callee.object, node.arguments[0], depth)
      default:
        return null
    }
  }

  /** `[BASE, 'customers', id].join('/')` */
  #readJoin(
    list: TSESTree.Node,
    separator: TSESTree.Node | undefined,
    depth: number,
  ): readonly TextPattern[] | null {
    const array = unwrap(list)
    if (array.type !== 'ArrayExpression') return null
    const [between] = separator ? this.read(separator, depth) : [[',']]
    const text =
      between?.length === 1 && typeof between[0] === 'string' ? between[0] : between?.length === 0 ? '' : null
    if (text === null) return null
    return this.#inOrder(partsOfJoined(array, text), depth)
  }
}

function isNamed({ type }: TSESTree.Node): boolean {
  return type === 'Identifier' || type === 'MemberExpression' || type === 'CallExpression'
}

/** A part of a path belongs to the text that names it; a whole path is itself such a text. */
function namedBy(via: TSESTree.Node, pattern: TextPattern): TextPattern {
  const isPath = pattern.some((piece) => typeof piece === 'string' && piece.includes('/'))
  return isPath ? pattern : pattern.map((piece) => (typeof piece === 'string' ? piece : { ...piece, via }))
}

/** What a URL means against a base: absolute, from the root of the host, or beside the base's last segment. */
function resolved(base: TextPattern, path: TextPattern): TextPattern {
  const [first = ''] = path
  if (typeof first === 'string' && /^[a-z][a-z\d+.-]*:/i.test(first)) return path
  const start = base[0]
  if (typeof start !== 'string') return joined(base, path)
  const origin = /^[a-z]+:\/\/[^/]*/i.exec(start)?.[0]
  if (typeof first === 'string' && first.startsWith('/') && origin !== undefined) {
    // The host may end in a hole: only a base whose host is spelled out can be cut.
    return base.length === 1 || start.length > origin.length ? joined([origin], path) : joined(base, path)
  }
  const end = base.at(-1)
  if (typeof end !== 'string') return joined([...base, '/'], path)
  const folder = end.replace(base.length === 1 ? /(?<=\w\/)[^/]*$/ : /[^/]*$/, '')
  return joined([...base.slice(0, -1), folder.endsWith('/') ? folder : `${folder}/`], path)
}
