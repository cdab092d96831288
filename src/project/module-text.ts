// What does a module import and export, as far as its text shows without being parsed?

/** `import { imported as local } from 'specifier'`; `*` for the whole module. */
export interface TextImport {
  readonly specifier: string
  readonly imported: string
  /** `null` where a call imports: `require('…')`, `import('…')` */
  readonly local: string | null
}

/** `export { imported as exported } from 'specifier'`; `*` as `exported` for every name. */
export interface TextReexport {
  readonly specifier: string
  readonly imported: string
  readonly exported: string
}

/** A statement of the module's own scope, by the layout that nearly all code has: it begins where a line begins. */
export interface TextStatement {
  readonly text: string
  /** true for an interface or the alias of a type */
  readonly isType: boolean
  /** the names that it declares */
  readonly names: readonly string[]
  /** what it exports by name; `*` when that may be anything */
  readonly exported: readonly { readonly local: string | null; readonly name: string }[]
}

/** A module that another one names, and what is said about it there. */
export interface ModuleLink {
  readonly specifier: string
  /** a call is `require('…')` or `import('…')` */
  readonly kind: 'import' | 'export' | 'call'
  /** `a, { b as c }` */
  readonly clause: string
  /** where the statement stands */
  readonly range: readonly [number, number]
}

/** A module that another one names, as far as a first look tells. */
export type NamedModule = Pick<ModuleLink, 'specifier' | 'kind'>

const fromPattern = /\bfrom\s*(['"])([^'"\n]+)\1/g
const clausePattern = /(?:^|\n)[ \t]*(import|export)\s+(?:type\s+(?=[\w$*{]))?([\w$*{},\s]*)$/
const callPattern = /\b(?:require|import)\s*\(\s*(['"])([^'"\n]+)\1/g
/** Longer lists of names are cut off where they begin. */
const longestClause = 10_000

/** The modules that a text names, in source order, those of calls last. Linear in it. */
export function linksIn(text: string): readonly ModuleLink[] {
  const links: ModuleLink[] = []
  let end = 0
  for (const match of text.matchAll(fromPattern)) {
    const before = text.slice(Math.max(end, match.index - longestClause), match.index)
    const found = clausePattern.exec(before.slice(lastKeywordIn(before)))
    if (!found) continue
    const [whole, keyword, clause = ''] = found
    const start = match.index - whole.length
    end = match.index + match[0].length
    const kind = keyword === 'import' ? 'import' : 'export'
    links.push({ specifier: match[2] ?? '', kind, clause, range: [start, end] })
  }
  for (const match of text.matchAll(callPattern)) {
    const range = [match.index, match.index + match[0].length] as const
    links.push({ specifier: match[2] ?? '', kind: 'call', clause: '', range })
  }
  return links
}

/** The modules of `linksIn`, in a fraction of its time; what only looks like an import may be among them. */
export function modulesNamedIn(text: string): readonly NamedModule[] {
  const modules: NamedModule[] = []
  for (let at = text.indexOf('from'); at !== -1; at = text.indexOf('from', at + 4)) {
    const specifier = quotedAt(text, at + 4)
    if (specifier !== null) modules.push({ specifier, kind: kindAt(text, at) })
  }
  if (mayCall(text)) {
    for (const [, , specifier = ''] of text.matchAll(callPattern)) modules.push({ specifier, kind: 'call' })
  }
  return modules
}

/** Parts of `require(` and `import(` whose first letters are rare: texts are searched by the first letter. */
function mayCall(text: string): boolean {
  return text.includes('quire') || text.includes('port(')
}

/** `'specifier'`, after spaces; `null` for anything else. */
function quotedAt(text: string, start: number): string | null {
  let at = start
  while (isSpace(text.charCodeAt(at))) at++
  const quote = text[at]
  if (quote !== "'" && quote !== '"') return null
  const specifier = text.slice(at + 1, text.indexOf(quote, at + 1))
  return specifier.includes('\n') ? null : specifier
}

function isSpace(code: number): boolean {
  return code === 32 || (code >= 9 && code <= 13)
}

/** What kind of statement the `from` of a text belongs to: nearly always its line begins with the keyword. */
function kindAt(text: string, from: number): 'import' | 'export' {
  let start = text.lastIndexOf('\n', from) + 1
  while (isSpace(text.charCodeAt(start))) start++
  if (text.startsWith('import', start)) return 'import'
  if (text.startsWith('export', start)) return 'export'
  const before = text.slice(Math.max(0, from - longestClause), from)
  return clausePattern.exec(before.slice(lastKeywordIn(before)))?.[1] === 'export' ? 'export' : 'import'
}

/** Where the last line begins that may begin an import or a re-export. */
function lastKeywordIn(text: string): number {
  const keyword = Math.max(text.lastIndexOf('import'), text.lastIndexOf('export'))
  return Math.max(0, text.lastIndexOf('\n', keyword))
}

/** The names that links import. */
export function importsOf(links: readonly ModuleLink[]): readonly TextImport[] {
  return links.flatMap(({ specifier, kind, clause }): readonly TextImport[] => {
    if (kind === 'export') return []
    if (kind === 'call') return [{ specifier, imported: '*', local: null }]
    return namesOfClause(clause).map(({ name, alias }) => ({ specifier, imported: name, local: alias }))
  })
}

/** The names that links hand on. */
export function reexportsOf(links: readonly ModuleLink[]): readonly TextReexport[] {
  return links.flatMap(({ specifier, kind, clause }) =>
    kind === 'export'
      ? namesOfClause(clause).map(({ name, alias }) => ({ specifier, imported: name, exported: alias }))
      : [],
  )
}

/** A text without its import and re-export statements. */
export function bodyOf(text: string, links: readonly ModuleLink[]): string {
  const kept: string[] = []
  let end = 0
  for (const { kind, range } of links) {
    if (kind === 'call') continue
    kept.push(text.slice(end, range[0]))
    end = range[1]
  }
  return [...kept, text.slice(end)].join('\n')
}

/** `a, { b as c }`, `* as d`: the names of the other module, and what they are called here. */
function namesOfClause(clause: string): readonly { readonly name: string; readonly alias: string }[] {
  const list = /\{([^}]*)\}/.exec(clause)
  const rest = list ? clause.replace(list[0], '') : clause
  const whole = /\*(?:\s*as\s+([\w$]+))?/.exec(rest)
  const [own] = whole ? [] : (/[\w$]+/.exec(rest) ?? [])
  return [
    ...(list ? namesOfList(list[1] ?? '') : []),
    ...(whole ? [{ name: '*', alias: whole[1] ?? '*' }] : []),
    ...(own === undefined ? [] : [{ name: 'default', alias: own }]),
  ]
}

/** `a, type B, c as d` */
function namesOfList(list: string): readonly { readonly name: string; readonly alias: string }[] {
  return list.split(',').flatMap((entry) => {
    const [, name, alias = name] = /^\s*(?:type\s+)?([\w$]+)(?:\s+as\s+([\w$]+))?/.exec(entry) ?? []
    return name === undefined || alias === undefined ? [] : [{ name, alias }]
  })
}

/** A comment that begins a line; others do no harm. */
const comment = /^[ \t]*(?:\/\/.*|\/\*[^]*?\*\/)/gm

const declaration =
  /^(export\s+)?(default\s+)?(?:declare\s+)?(?:abstract\s+)?(?:async\s+)?(?:function\b\s*\*?|class\b|const\s+enum\b|const\b|let\b|var\b|enum\b|interface\b|type\b|namespace\b)\s*(\{[^}=]*\}|\[[^\]=]*\]|[\w$]+)?/

/** The statements of a module's own scope; `null` where the text is not laid out so that they show. */
export function statementsIn(body: string): readonly TextStatement[] | null {
  const code = body.replace(comment, '')
  const starts = [...code.matchAll(/^(?=[\w$@'"`(;])/gm)].map(({ index }) => index)
  if (code.slice(0, starts[0]).trim() !== '') return null
  const statements: TextStatement[] = []
  for (const [position, start] of starts.entries()) {
    const text = code.slice(start, starts[position + 1])
    if (!isBalanced(text)) return null
    statements.push(readStatement(text))
  }
  return statements
}

/** A statement that ends within another one shows that lines of inner code begin like those of the module's. */
function isBalanced(text: string): boolean {
  let depth = 0
  for (const [bracket] of text.matchAll(/[{}]/g)) depth += bracket === '{' ? 1 : -1
  return depth === 0
}

function readStatement(text: string): TextStatement {
  const list = /^export\s*\{([^}]*)\}/.exec(text)
  if (list) {
    const exported = namesOfList(list[1] ?? '').map(({ name, alias }) => ({ local: name, name: alias }))
    return { text: '', isType: false, names: [], exported }
  }
  const value = /^export\s+default\s+([\w$]+)\s*;?\s*$/.exec(text)
  if (value)
    return { text: '', isType: false, names: [], exported: [{ local: value[1] ?? '', name: 'default' }] }
  const declared = declaration.exec(text)
  if (declared) {
    const names = [...(declared[3]?.match(/[\w$]+/g) ?? []), ...furtherNamesIn(text)]
    const isType = /^(?:export\s+)?(?:declare\s+)?(?:interface|type)\b/.test(text)
    if (declared[2]) return { text, isType, names, exported: [{ local: null, name: 'default' }] }
    const exported = declared[1] ? names.map((name) => ({ local: name, name })) : []
    return { text, isType, names, exported }
  }
  if (/^export\s+default\b/.test(text))
    return { text, isType: false, names: [], exported: [{ local: null, name: 'default' }] }
  const [, name] = /^(?:module\.)?exports\.([\w$]+)\s*=/.exec(text) ?? []
  if (name !== undefined) return { text, isType: false, names: [], exported: [{ local: null, name }] }
  // `module.exports = …` exports whatever it names; other statements nothing by themselves.
  return {
    text,
    isType: false,
    names: [],
    exported: /\bexports\b(?!\s*:)/.test(text) ? [{ local: null, name: '*' }] : [],
  }
}

/** `const send = async (user, options = {}) => …`: what its parameters default to is no name of the module's. */
const isFunctionValue =
  /^(?:export\s+)?(?:const|let|var)\s+[\w$]+[^=]*=\s*(?:async\b\s*)?(?:function\b|(?:<[^>]*>\s*)?\([^]*?\)[^;{}]*?=>|[\w$]+\s*=>)/

/** `const a = 1, client = make()`, `const { a = 1 } = options`: rather a name too many than one too few. */
function furtherNamesIn(text: string): readonly string[] {
  if (!/^(?:export\s+)?(?:const|let|var)\b/.test(text) || isFunctionValue.test(text)) return []
  return [...text.matchAll(/[,{[]\s*([\w$]+)\s*=(?![=>])/g)].map(([, name = '']) => name)
}

/** The names that a text writes to, whole or in part: `client = …`, `clients.eu = …`, `clients.set(…)`. */
export function namesWrittenIn(text: string): readonly string[] {
  const written =
    /(?<![.\w$])(?<!\b(?:const|let|var)\s+)(?!this\b)([\w$]+)(?:\.[\w$]+|\[[^\]\n]*\])*(?:\s*(?:\?\?|\|\||&&)?=(?![=>])|\.(?:set|push|add|unshift)\()/g
  return [...text.matchAll(written)].map(([, name = '']) => name)
}
