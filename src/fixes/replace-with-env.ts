// How does a fix read a value from the environment instead of the source?
import type { TSESLint, TSESTree } from '@typescript-eslint/utils'

import { staticStringOf } from '../ast/static-value.ts'
import { wrapperOf } from '../ast/unwrap.ts'
import { canonicalEnvName } from '../vocabulary/credentials.ts'

type SourceCode = Readonly<TSESLint.SourceCode>

/** Replaces a literal by an environment read; a literal beside one, as its fallback, goes away. */
export function replaceWithEnv(
  fixer: TSESLint.RuleFixer,
  sourceCode: SourceCode,
  filename: string,
  literal: TSESTree.Node,
  name: string,
): TSESLint.RuleFix | null {
  const text = staticStringOf(literal) ?? ''
  const node = wrapperOf(literal)
  const { parent } = node
  // The members of an enum must be constant.
  if (!parent || parent.type === 'TSEnumMember' || parent.type === 'TSLiteralType') return null
  if (parent.type === 'LogicalExpression' && parent.right === node && readsEnv(parent.left, sourceCode)) {
    const bang = isTypeScript(filename) && !sourceCode.getText(parent.left).endsWith('!') ? '!' : ''
    return fixer.replaceText(parent, `${sourceCode.getText(parent.left)}${bang}`)
  }
  const isKey = parent.type === 'Property' && parent.key === literal && !parent.computed
  return isKey
    ? null
    : fixer.replaceText(
        node,
        headerRead(text, (read) => envRead(sourceCode, filename, read), name),
      )
}

/** What stood behind `Bearer` or `Basic` in a header comes from the environment; the scheme stays. */
function headerRead(text: string, read: (name: string) => string, name: string): string {
  const scheme = /^(?:bearer|basic)(?=\s)/i.exec(text)?.[0]
  const value = read(name).replace(/!$/, '')
  if (scheme === undefined) return read(name)
  if (scheme.toLowerCase() === 'bearer') return `\`${scheme} \${${value}}\``
  // Basic authentication joins user and password before it encodes them.
  const user =
    name === canonicalEnvName('track-key') ? `\${${read(canonicalEnvName('site-id')).replace(/!$/, '')}}` : ''
  const password = `\${${value}}`
  const pair = user === '' ? `${password}:` : `${user}:${password}`
  return `\`${scheme} \${Buffer.from(\`${pair}\`).toString('base64')}\``
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
