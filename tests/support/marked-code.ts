/** Parses a sample as ESLint would and finds the nodes that follow its marker comments. */
import * as typescriptParser from '@typescript-eslint/parser'
import type { TSESLint, TSESTree } from '@typescript-eslint/utils'
import { Linter } from 'eslint'
import type { Rule } from 'eslint'

export type ParserName = 'espree' | 'typescript'

/** Both parsers, for `describe.each(bothParsers)`. */
export const bothParsers: readonly ParserName[] = ['espree', 'typescript']

export interface MarkedCodeOptions {
  /** Default `typescript`. */
  parser?: ParserName
  /** Default `module`. */
  sourceType?: 'module' | 'commonjs' | 'script'
  /** Default `sample.ts` (`sample.js` for espree); the extension decides what the TypeScript parser reads. */
  fileName?: string
  /** Allows JSX; the default file name then ends in `x`. */
  jsx?: boolean
}

export interface MarkedCode {
  program: TSESTree.Program
  /** The nodes behind each marker name, in source order. */
  nodes: Map<string, TSESTree.Node[]>
  text: string
  scopeManager: TSESLint.Scope.ScopeManager
  visitorKeys: TSESLint.SourceCode.VisitorKeys
  sourceCode: TSESLint.SourceCode
  /** The only node behind a marker; throws when there is none or more than one. */
  nodeAt: (name: string) => TSESTree.Node
  /** The source text of a node. */
  textOf: (node: TSESTree.Node) => string
}

// A marker is a block comment that holds one word between single spaces. It stands for the LARGEST node that starts
// at the next token (inside opening parentheses), an expression rather than its statement. Parentheses narrow it: `/* call */ a.b()` marks the
// call, `(/* object */ a).b()` marks `a`.
/** Parses a dedented sample and finds its marked nodes. */
export function markedCode(sample: string, options: MarkedCodeOptions = {}): MarkedCode {
  const sourceCode = sourceCodeOf(dedent(sample), options)
  const nodes = markedNodes(sourceCode)
  return {
    program: sourceCode.ast,
    nodes,
    text: sourceCode.text,
    scopeManager: scopeManagerOf(sourceCode),
    visitorKeys: sourceCode.visitorKeys,
    sourceCode,
    nodeAt: (name) => onlyNode(nodes, name),
    textOf: (node) => sourceCode.text.slice(node.range[0], node.range[1]),
  }
}

/** Removes the indentation that all lines share, and the blank first and last line. */
export function dedent(sample: string): string {
  const lines = sample
    .replace(/^[^\S\n]*\n/, '')
    .replace(/\n[^\S\n]*$/, '')
    .split('\n')
  const indents = lines
    .filter((line) => line.trim() !== '')
    .map((line) => line.length - line.trimStart().length)
  const shared = indents.length === 0 ? 0 : Math.min(...indents)
  return lines.map((line) => line.slice(shared)).join('\n')
}

/** Every node of the tree, parents before children, in source order. */
export function allNodes(
  program: TSESTree.Program,
  visitorKeys: TSESLint.SourceCode.VisitorKeys,
): TSESTree.Node[] {
  const found: TSESTree.Node[] = []
  const pending: TSESTree.Node[] = [program]
  for (let node = pending.pop(); node; node = pending.pop()) {
    found.push(node)
    const children: TSESTree.Node[] = []
    for (const key of visitorKeys[node.type] ?? []) {
      const child: unknown = node[key as keyof TSESTree.Node]
      for (const one of Array.isArray(child) ? child : [child]) if (isNode(one)) children.push(one)
    }
    pending.push(...children.reverse())
  }
  return found
}

const linter = new Linter({ configType: 'flat' })

/** Goes through ESLint, so that parents, scopes and tokens are exactly those a rule sees. */
function sourceCodeOf(text: string, options: MarkedCodeOptions): TSESLint.SourceCode {
  const { parser = 'typescript', sourceType = 'module', jsx = false } = options
  const fileName = options.fileName ?? `sample.${parser === 'espree' ? 'js' : 'ts'}${jsx ? 'x' : ''}`
  let captured: unknown = null
  const capture: Rule.RuleModule = {
    create(context) {
      captured = context.sourceCode
      return {}
    },
  }
  const messages = linter.verify(
    text,
    {
      files: ['**/*.{js,jsx,mjs,cjs,ts,tsx,mts,cts}'],
      plugins: { support: { rules: { capture } } },
      rules: { 'support/capture': 'error' },
      linterOptions: { reportUnusedDisableDirectives: 'off' },
      languageOptions: {
        ...(parser === 'typescript' ? { parser: typescriptParser } : {}),
        sourceType,
        parserOptions: { ecmaFeatures: { jsx } },
      },
    },
    { filename: fileName },
  )
  const fatal = messages.find((message) => message.fatal)
  if (fatal) throw new SyntaxError(`${fatal.message} (line ${fatal.line}) in:\n${text}`)
  if (captured === null) throw new Error(`ESLint did not lint the sample: ${JSON.stringify(messages)}`)
  return captured as TSESLint.SourceCode
}

function markedNodes(sourceCode: TSESLint.SourceCode): Map<string, TSESTree.Node[]> {
  const largestAt = new Map<number, TSESTree.Node>()
  for (const node of allNodes(sourceCode.ast, sourceCode.visitorKeys)) {
    if (node.type === 'Program' || node.type === 'ExpressionStatement') continue
    if (!largestAt.has(node.range[0])) largestAt.set(node.range[0], node)
  }
  const marked = new Map<string, TSESTree.Node[]>()
  for (const comment of sourceCode.getAllComments()) {
    const name = /^ ([\w-]+) $/.exec(comment.value)?.[1]
    if (comment.type !== 'Block' || name === undefined) continue
    let token = sourceCode.getTokenAfter(comment)
    while (token?.value === '(' && !largestAt.has(token.range[0])) token = sourceCode.getTokenAfter(token)
    const node = token && largestAt.get(token.range[0])
    if (!node)
      throw new Error(`No node starts after the marker /* ${name} */ (line ${comment.loc.start.line})`)
    marked.set(name, [...(marked.get(name) ?? []), node])
  }
  return marked
}

function onlyNode(nodes: Map<string, TSESTree.Node[]>, name: string): TSESTree.Node {
  const found = nodes.get(name) ?? []
  const [node] = found
  if (node === undefined || found.length > 1)
    throw new Error(`${found.length} nodes are marked /* ${name} */`)
  return node
}

function scopeManagerOf(sourceCode: TSESLint.SourceCode): TSESLint.Scope.ScopeManager {
  if (sourceCode.scopeManager === null) throw new Error('The parser gave no scopes')
  return sourceCode.scopeManager
}

function isNode(value: unknown): value is TSESTree.Node {
  return typeof value === 'object' && value !== null && 'type' in value && typeof value.type === 'string'
}
