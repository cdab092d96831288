// Which function of the file compares in constant time, and what must be added so that there is one?
import type { TSESLint, TSESTree } from '@typescript-eslint/utils'

import { ensureImport } from './ensure-import.ts'
import { quoteOf, semicolonOf } from './module-style.ts'

type SourceCode = Readonly<TSESLint.SourceCode>

/** What two values are that are compared: strings, or bytes. */
export type ComparedForm = 'text' | 'bytes'

export interface ConstantTimeHelper {
  /** what to call */
  readonly name: string
  /** empty when the file has the function already */
  readonly fixes: readonly TSESLint.RuleFix[]
}

interface HelperStyle {
  readonly form: ComparedForm
  readonly isWeb: boolean
}

const baseNames: Readonly<Record<ComparedForm, string>> = {
  text: 'isSameSignature',
  bytes: 'isSameDigest',
}

/** The helper's function at the end of the file, and the import of `timingSafeEqual` that it needs. */
export function constantTimeHelper(
  fixer: TSESLint.RuleFixer,
  sourceCode: SourceCode,
  filename: string,
  style: HelperStyle,
): ConstantTimeHelper {
  const wanted = {
    module: 'node:crypto',
    aliases: ['crypto'],
    name: 'timingSafeEqual',
    hasDefaultObject: true,
  }
  const { localName, fixes } = ensureImport(fixer, sourceCode, wanted, topLevelNode(sourceCode))
  const write = (name: string): string => helperText(name, localName, style, sourceCode, filename)
  const declared = declaredNames(sourceCode)
  const base = baseNames[style.form]
  let name = base
  for (let count = 2; declared.has(name); count++) {
    if (fixes.length === 0 && isThisHelper(name, write(name), sourceCode)) return { name, fixes: [] }
    name = `${base}${count}`
  }
  const end = sourceCode.text.length
  const gap = sourceCode.text.endsWith('\n') ? '\n' : '\n\n'
  return { name, fixes: [...fixes, fixer.insertTextAfterRange([end, end], `${gap}${write(name)}\n`)] }
}

/** A statement of the file that opens no scope of its own: what is visible there is visible in the helper. */
function topLevelNode({ ast }: SourceCode): TSESTree.Node {
  const opensScope = ({ type }: TSESTree.Node): boolean =>
    /Function|Class|Block|^For|Switch|TSModule/.test(type)
  return ast.body.findLast((statement) => !opensScope(statement)) ?? ast.body.at(-1) ?? ast
}

/** Names by how often the file declares them; once per file, since every report of a file asks. */
const namesByFile = new WeakMap<object, Map<string, number>>()

function declaredNames(sourceCode: SourceCode): Map<string, number> {
  const known = namesByFile.get(sourceCode)
  if (known) return known
  const names = namesDeclaredIn(sourceCode)
  namesByFile.set(sourceCode, names)
  return names
}

function namesDeclaredIn({ scopeManager }: SourceCode): Map<string, number> {
  const names = new Map<string, number>()
  for (const scope of scopeManager?.scopes ?? []) {
    for (const { name, defs } of scope.variables) {
      if (defs.length > 0) names.set(name, (names.get(name) ?? 0) + 1)
    }
    for (const { identifier, resolved } of scope.references) {
      if (!resolved && identifier.type === 'Identifier') names.set(identifier.name, 2)
    }
  }
  return names
}

/** Whether the file's only binding of this name is the very function that would be added, however it is formatted. */
function isThisHelper(name: string, text: string, sourceCode: SourceCode): boolean {
  const plain = (code: string): string => code.replaceAll(/[\s;]/g, '').replaceAll('"', "'")
  return (
    declaredNames(sourceCode).get(name) === 1 &&
    sourceCode.ast.body.some(
      (statement) =>
        statement.type === 'FunctionDeclaration' &&
        statement.id.name === name &&
        plain(text).endsWith(plain(sourceCode.getText(statement))),
    )
  )
}

function helperText(
  name: string,
  timingSafeEqual: string,
  { form, isWeb }: HelperStyle,
  sourceCode: SourceCode,
  filename: string,
): string {
  const end = semicolonOf(sourceCode)
  const indent = indentOf(sourceCode)
  const string = `${quoteOf(sourceCode)}string${quoteOf(sourceCode)}`
  const isTyped = /\.[cm]?tsx?$/.test(filename)
  const type = form === 'text' ? 'unknown' : 'Uint8Array'
  const parameters = isTyped ? `received: ${type}, expected: ${type}` : 'received, expected'
  const bytesOf = (value: string): string =>
    isWeb ? `new TextEncoder().encode(${value})` : `Buffer.from(${value})`
  const body =
    form === 'text'
      ? [
          `if (typeof received !== ${string} || typeof expected !== ${string}) return false${end}`,
          `const left = ${bytesOf('received')}${end}`,
          `const right = ${bytesOf('expected')}${end}`,
          `return left.length === right.length && ${timingSafeEqual}(left, right)${end}`,
        ]
      : [`return received.length === expected.length && ${timingSafeEqual}(received, expected)${end}`]
  return [
    '/** Takes equally long wherever the two differ, so that nobody can find a signature piece by piece. */',
    `function ${name}(${parameters})${isTyped ? ': boolean' : ''} {`,
    ...body.map((line) => indent + line),
    '}',
  ].join('\n')
}

/** The indentation of the first indented line. */
function indentOf({ text }: SourceCode): string {
  return /^(?:\t|[ ]{2,8}(?=[^\s*]))/m.exec(text)?.[0] ?? '  '
}
