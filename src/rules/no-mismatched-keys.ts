import type { TSESTree } from '@typescript-eslint/utils'

import type { Mismatch } from '../analysis/credentials/mismatches.ts'
import { mismatchesAmong } from '../analysis/credentials/mismatches.ts'
import { customerioIn } from '../analysis/index.ts'
import type { NamedCredential } from '../vocabulary/credentials.ts'
import { credentialLabel } from '../vocabulary/credentials.ts'
import { createRule } from './create-rule.ts'

export const noMismatchedKeys = createRule({
  name: 'no-mismatched-keys',
  subject: 'customerio-calls',
  meta: {
    type: 'problem',
    docs: {
      description: 'Disallow credentials of Customer.io where another kind of credential belongs',
      recommended: true,
    },
    schema: [],
    defaultOptions: [],
    messages: {
      wrongName:
        '`{{name}}` says {{found}}, but {{wanted}} belongs here: {{consequence}}. Pass {{wanted}} instead.',
      wrongShape:
        'This has the form of {{found}}, but {{wanted}} belongs here: {{consequence}}. Pass {{wanted}} instead.',
      swapped:
        '`{{name}}` says {{found}}, but {{wanted}} belongs here: the site ID and the key are swapped, so that every request is refused and the key is sent as a user name. Exchange the two.',
    },
  },
  create(context) {
    const customerio = customerioIn(context)
    const reported = new Set<TSESTree.Node>()

    function report(mismatch: Mismatch): void {
      const { node, name, found, wanted } = mismatch
      if (reported.has(node)) return
      reported.add(node)
      context.report({
        node,
        messageId: name === null ? 'wrongShape' : mismatch.isSwapped ? 'swapped' : 'wrongName',
        data: {
          name: name ?? '',
          found: withArticle(found),
          wanted: withArticle(wanted),
          consequence: wanted === 'webhook-secret' ? refusesWebhooks : refusesRequests,
        },
      })
    }

    return {
      Program() {
        mismatchesAmong(customerio.credentialUses, {
          tracer: customerio.tracer,
          isTestFile: customerio.isTestFile,
          callAt: (node) => customerio.callAt(node),
        }).forEach(report)
      },
    }
  },
})

const refusesRequests = 'every request is refused, and the credential is sent where nobody expects it'
const refusesWebhooks = 'every genuine webhook is refused'

function withArticle(credential: NamedCredential): string {
  const label = credentialLabel(credential)
  return `${/^[aeiou]/i.test(label) ? 'an' : 'a'} ${label}`
}
