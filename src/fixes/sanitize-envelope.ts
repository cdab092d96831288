// How is the data inside an envelope sanitized that was built elsewhere?
import type { TSESLint, TSESTree } from '@typescript-eslint/utils'

/** `event` becomes `{ ...event, data: sanitize(event.data) }`; `null` where reading it twice is not safe. */
export function sanitizeEnvelope(
  fixer: TSESLint.RuleFixer,
  sourceCode: Readonly<TSESLint.SourceCode>,
  node: TSESTree.Node,
  path: readonly string[],
  { callee, furtherArguments, isSpread }: { callee: string; furtherArguments: string; isSpread: boolean },
): TSESLint.RuleFix | null {
  const [key] = path
  if (path.length !== 1 || key === undefined || !/^[A-Za-z_$][\w$]*$/.test(key)) return null
  if (!isPureRead(node)) return null
  const text = sourceCode.getText(node)
  const end = furtherArguments === '' ? '' : `, ${furtherArguments}`
  const property = `${key}: ${callee}(${text}.${key}${end})`
  if (isSpread) return fixer.insertTextAfter(node, `, ${property}`)
  const isShorthand = node.parent?.type === 'Property' && node.parent.shorthand
  return fixer.replaceText(node, `${isShorthand ? `${text}: ` : ''}{ ...${text}, ${property} }`)
}

function isPureRead(node: TSESTree.Node): boolean {
  if (node.type === 'Identifier' || node.type === 'ThisExpression') return true
  return node.type === 'MemberExpression' && !node.computed && !node.optional && isPureRead(node.object)
}
