// How does a fix read a value from the environment instead of the source?
import type { TSESLint, TSESTree } from '@typescript-eslint/utils'

import { wrapperOf } from '../ast/unwrap.ts'

type SourceCode = Readonly<TSESLint.SourceCode>

/** Replaces a literal by an environment read; a literal beside one, as its fallback, goes away. */
export function replaceWithEnv(
  fixer: TSESLint.RuleFixer,
  sourceCode: SourceCode,
  filename: string,
  literal: TSESTree.Node,
  name: string,
): TSESLint.RuleFix | null {
  const node = wrapperOf(literal)
  const { parent } = node
  // The members of an enum must be constant.
  if (!parent || parent.type === 'TSEnumMember' || parent.type === 'TSLiteralType') return null
  if (parent.type === 'LogicalExpression' && parent.right === node && readsEnv(parent.left, sourceCode)) {
    const bang = isTypeScript(filename) && !sourceCode.getText(parent.left).endsWith('!') ? '!' : ''
    return fixer.replaceText(parent, `${sourceCode.getText(parent.left)}${bang}`)
  }
  const isKey = parent.type === 'Property' && parent.key === literal && !parent.computed
  return isKey ? null : fixer.replaceText(node, envRead(sourceCode, filename, name))
}

/** `process.env.X`, in the form that the file's own reads have. */
export function envRead(sourceCode: SourceCode, filename: string, name: string): string {
  const { text } = sourceCode
  const bang = isTypeScript(filename) ? '!' : ''
  if (/\bDeno\.env\b/.test(text)) return `Deno.env.get('${name}')${bang}`
  if (/\bimport\.meta\.env\b/.test(text) && !/\bprocess\.env\b/.test(text)) return `import.meta.env.${name}`
  return `process.env.${name}${bang}`
}

function readsEnv(node: TSESTree.Node, sourceCode: SourceCode): boolean {
  return /\b(?:process|import\.meta|Bun|Deno)\.env\b/.test(sourceCode.getText(node))
}

function isTypeScript(filename: string): boolean {
  return /\.[cm]?tsx?$/.test(filename)
}
