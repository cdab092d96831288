// What do the pages say of the rules that the rules' own meta already says? The generated parts.

import { format } from 'prettier'

import type { CustomerioRule } from '../../src/rules/create-rule.ts'
import { withGenerated } from './markdown.ts'

const RECOMMENDED = '✅'
const FIXABLE = '🔧'
const SUGGESTS = '💡'

/** A rule's page with its header brought up to date; a page without one gets it below its title. */
export function pageWithHeader(page: string, rule: CustomerioRule): string {
  const hasHeader = page.includes('<!-- generated header')
  const place = '\n\n<!-- generated header -->\n<!-- end generated header -->'
  return withGenerated(
    hasHeader ? page : page.replace(/^# .*/, (title) => title + place),
    'header',
    headerOf(rule),
  )
}

/** A page of the README's kind, with the table of all rules brought up to date. */
export async function pageWithTable(
  page: string,
  rules: Readonly<Record<string, CustomerioRule>>,
): Promise<string> {
  return withGenerated(page, 'rules', await tableOf(rules))
}

function headerOf({ meta }: CustomerioRule): string {
  const lines = [
    `${meta.docs.description}.`,
    meta.docs.recommended
      ? `${RECOMMENDED} In the \`recommended\` and \`strict\` configs.`
      : 'In the `strict` config.',
    meta.fixable ? `${FIXABLE} \`--fix\` repairs what it can.` : '',
    meta.hasSuggestions ? `${SUGGESTS} Offers suggestions in the editor.` : '',
    'Uses type information where the parser gives it; needs none.',
  ]
  return lines.filter((line) => line !== '').join('\n\n')
}

function tableOf(rules: Readonly<Record<string, CustomerioRule>>): Promise<string> {
  const head = `| Rule | What it does | ${RECOMMENDED} | ${FIXABLE} | ${SUGGESTS} |\n| :-- | :-- | :-: | :-: | :-: |`
  const rows = Object.entries(rules).map(([name, { meta }]) => {
    const cells = [
      `[${name}](docs/rules/${name}.md)`,
      meta.docs.description,
      meta.docs.recommended ? RECOMMENDED : '',
      meta.fixable ? FIXABLE : '',
      meta.hasSuggestions ? SUGGESTS : '',
    ]
    return `| ${cells.join(' | ')} |`
  })
  const key = `${RECOMMENDED} in \`recommended\` (all are in \`strict\`) · ${FIXABLE} \`--fix\` repairs it · ${SUGGESTS} suggestions in the editor`
  return format([head, ...rows, '', key].join('\n'), { parser: 'markdown' })
}
