// How is a transactional message told not to be kept?
import type { TSESLint, TSESTree } from '@typescript-eslint/utils'

import { messageRetentionOption } from '../vocabulary/sdk.ts'

type SourceCode = Readonly<TSESLint.SourceCode>

/** Gives the option behind a property of the message, in the style of its object. */
export function addRetentionOption(
  fixer: TSESLint.RuleFixer,
  sourceCode: SourceCode,
  beside: TSESTree.Property,
): readonly TSESLint.RuleFix[] {
  const quote = beside.key.type === 'Literal' ? beside.key.raw.charAt(0) : ''
  const option = `${quote}${messageRetentionOption}${quote}: true`
  const comma = sourceCode.getTokenAfter(beside)
  const hasComma = comma?.value === ','
  const indent = indentOf(sourceCode, beside)
  if (indent === null) {
    return hasComma
      ? [fixer.insertTextAfter(comma, ` ${option},`)]
      : [fixer.insertTextAfter(beside, `, ${option}`)]
  }
  const lineEnd = sourceCode.text.includes('\r\n') ? '\r\n' : '\n'
  const end = commentedEnd(sourceCode, hasComma ? comma : beside)
  if (hasComma) return [fixer.insertTextAfterRange([end, end], `${lineEnd}${indent}${option},`)]
  const text = `${lineEnd}${indent}${option}`
  return end === beside.range[1]
    ? [fixer.insertTextAfter(beside, `,${text}`)]
    : [fixer.insertTextAfter(beside, ','), fixer.insertTextAfterRange([end, end], text)]
}

/** Says `true` where the option was refused. */
export function allowRetentionOption(
  fixer: TSESLint.RuleFixer,
  refusals: readonly TSESTree.Node[],
): readonly TSESLint.RuleFix[] {
  return refusals.map((node) => {
    const { parent } = node
    const isShorthand = parent?.type === 'Property' && parent.shorthand
    return isShorthand
      ? fixer.replaceText(parent, `${messageRetentionOption}: true`)
      : fixer.replaceText(node, 'true')
  })
}

/** What stands before a property that begins its line; `null` where something else does. */
function indentOf({ lines }: SourceCode, { loc }: TSESTree.Property): string | null {
  const before = (lines[loc.start.line - 1] ?? '').slice(0, loc.start.column)
  return /^\s*$/.test(before) ? before : null
}

/** The end of the remarks that stand behind a token on its line. */
function commentedEnd(sourceCode: SourceCode, token: TSESTree.Node | TSESTree.Token): number {
  let end = token.range[1]
  for (const comment of sourceCode.getCommentsAfter(token)) {
    const isOnLine = comment.loc.start.line === token.loc.end.line
    if (!isOnLine || comment.loc.end.line !== token.loc.end.line) break
    end = comment.range[1]
  }
  return end
}
