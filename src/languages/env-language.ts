// How does ESLint read a file of environment variables? The language `customerio/env`.
import type { ESLint } from 'eslint'

import { parseEnvFile } from './env-file.ts'
import type { EnvComment, EnvFile, EnvNode, EnvRange } from './env-file.ts'

type Language = NonNullable<ESLint.Plugin['languages']>[string]

interface Position {
  readonly line: number
  readonly column: number
}

/** One step of ESLint's way through the tree: into a node (phase 1) or out of it (2). */
interface VisitStep {
  readonly type: 'visit'
  readonly kind: 1
  readonly phase: 1 | 2
  readonly target: EnvNode
  readonly args: readonly [EnvNode, EnvNode | null]
}

/** Variables with their names and values; comments can switch rules off, as in JavaScript. */
export const envLanguage = {
  fileType: 'text',
  lineStart: 1,
  columnStart: 0,
  nodeTypeKey: 'type',
  visitorKeys: { EnvFile: ['body'], EnvPair: ['key', 'value'], EnvKey: [], EnvValue: [] },
  validateLanguageOptions: () => undefined,
  // ESLint has taken the byte order mark off.
  parse: ({ body }: { readonly body: string | Uint8Array }) => ({
    ok: true,
    ast: parseEnvFile(typeof body === 'string' ? body : new TextDecoder().decode(body)),
  }),
  createSourceCode: ({ body }: { readonly body: string | Uint8Array }, { ast }: { readonly ast: unknown }) =>
    new EnvSourceCode(typeof body === 'string' ? body : new TextDecoder().decode(body), ast as EnvFile),
} as unknown as Language

/** The parts of a source code object that ESLint asks for. */
class EnvSourceCode {
  readonly text: string
  readonly ast: EnvFile
  readonly lines: readonly string[]
  readonly #lineStarts: readonly number[]
  readonly #parents = new Map<EnvNode, EnvNode>()

  constructor(text: string, ast: EnvFile) {
    this.text = text
    this.ast = ast
    this.lines = text.split(/\r?\n|\r/)
    this.#lineStarts = [
      0,
      ...Array.from(text.matchAll(/\r?\n|\r/g), ({ index, 0: end }) => index + end.length),
    ]
    for (const pair of ast.body) {
      this.#parents.set(pair, ast).set(pair.key, pair)
      if (pair.value) this.#parents.set(pair.value, pair)
    }
  }

  getRange(node: EnvNode): EnvRange {
    return node.range
  }

  getLoc({ range: [start, end] }: EnvNode): { readonly start: Position; readonly end: Position } {
    return { start: this.getLocFromIndex(start), end: this.getLocFromIndex(end) }
  }

  getLocFromIndex(index: number): Position {
    let [low, high] = [0, this.#lineStarts.length - 1]
    while (low < high) {
      const middle = Math.ceil((low + high) / 2)
      if ((this.#lineStarts[middle] ?? 0) <= index) low = middle
      else high = middle - 1
    }
    return { line: low + 1, column: index - (this.#lineStarts[low] ?? 0) }
  }

  getIndexFromLoc({ line, column }: Position): number {
    return (this.#lineStarts[line - 1] ?? this.text.length) + column
  }

  getText(node?: EnvNode): string {
    return node ? this.text.slice(...node.range) : this.text
  }

  getParent(node: EnvNode): EnvNode | null {
    return this.#parents.get(node) ?? null
  }

  getAncestors(node: EnvNode): readonly EnvNode[] {
    const parent = this.getParent(node)
    return parent ? [...this.getAncestors(parent), parent] : []
  }

  traverse(): Iterable<VisitStep> {
    return stepsThrough(this.ast, null)
  }

  /** `# eslint-disable-next-line customerio/no-hardcoded-keys -- why` */
  getDisableDirectives(): { readonly directives: readonly object[]; readonly problems: readonly never[] } {
    return { directives: this.ast.comments.flatMap(directivesIn), problems: [] }
  }
}

function directivesIn(node: EnvComment): readonly object[] {
  const match = /^\s*eslint-(disable(?:-next-line|-line)?|enable)(?:\s(.*))?$/.exec(node.value)
  if (!match) return []
  const [value = '', justification = ''] = (match[2] ?? '').split(/\s-{2,}\s(.*)/)
  return [{ type: match[1], node, value: value.trim(), justification: justification.trim() }]
}

function* stepsThrough(node: EnvNode, parent: EnvNode | null): Generator<VisitStep> {
  const step = { type: 'visit', kind: 1, target: node, args: [node, parent] } as const
  yield { ...step, phase: 1 }
  for (const child of childrenOf(node)) yield* stepsThrough(child, node)
  yield { ...step, phase: 2 }
}

function childrenOf(node: EnvNode): readonly EnvNode[] {
  if (node.type === 'EnvFile') return node.body
  if (node.type !== 'EnvPair') return []
  return node.value ? [node.key, node.value] : [node.key]
}
