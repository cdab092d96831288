// Which written texts on their way into a payload hold a card number, a token or another secret?
import type { TSESTree } from '@typescript-eslint/utils'

import { actionFor } from '../../vocabulary/policy.ts'
import type { SensitiveValueKind } from '../../vocabulary/sensitive-values.ts'
import { findSensitiveValues } from '../../vocabulary/sensitive-values.ts'
import type { Frame } from './payload-judge.ts'
import type { ReadSettings } from '../settings.ts'

/** What a kind of value is called in a message. */
const kindNames: Readonly<Record<SensitiveValueKind, string>> = {
  card: 'a card number',
  iban: 'an IBAN',
  jwt: 'a JWT',
  private_key: 'a private key',
  ssn: 'a social security number',
}

/** Notes a literal that the sanitizer would redact under the name where it is sent. */
export function noteSensitiveText(node: TSESTree.Node, frame: Frame, settings: ReadSettings): void {
  const texts = textsOf(node)
  if (texts.length === 0 || settings.sensitiveFields?.detectValues === false) return
  const { entry, findings } = frame
  const key = entry?.name ?? ''
  if (actionFor(key, settings.policy)?.source === 'keep') return
  for (const text of texts) {
    const [found] = findSensitiveValues(text, { key })
    if (!found) continue
    const property = entry?.node ?? null
    findings.texts.set(property ?? node, {
      reason: 'sensitive-text',
      node,
      name: kindNames[found.kind],
      property,
    })
    return
  }
}

function textsOf(node: TSESTree.Node): readonly string[] {
  if (node.type === 'TemplateLiteral') return node.quasis.map(({ value }) => value.cooked ?? '')
  if (node.type !== 'Literal') return []
  if ('bigint' in node) return [node.bigint]
  return typeof node.value === 'string' || typeof node.value === 'number' ? [String(node.value)] : []
}
