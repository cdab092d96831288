import type { TSESTree } from '@typescript-eslint/utils'

import { customerioIn } from '../analysis/index.ts'
import { retainedSecretsOf } from '../analysis/messages/retained-secrets.ts'
import { addRetentionOption, allowRetentionOption } from '../fixes/drop-message.ts'
import { messageRetentionOption } from '../vocabulary/sdk.ts'
import { createRule } from './create-rule.ts'

export const noRetainedMessageSecrets = createRule({
  name: 'no-retained-message-secrets',
  subject: 'customerio-calls',
  meta: {
    type: 'problem',
    docs: {
      description: 'Disallow one-time codes, sign-in links and tokens in messages that Customer.io keeps',
      recommended: true,
    },
    fixable: 'code',
    schema: [],
    defaultOptions: [],
    messages: {
      retainedSecret:
        'Customer.io keeps this message as it was sent, so everyone who may look into the workspace can read and use `{{name}}`: send it with `{{option}}: true`.',
    },
  },
  create(context) {
    const customerio = customerioIn(context)
    const reported = new Set<TSESTree.Node>()
    return {
      CallExpression(node) {
        const call = customerio.callAt(node)
        if (!call) return
        for (const secret of retainedSecretsOf(call, customerio.context)) {
          if (reported.has(secret.node)) continue
          reported.add(secret.node)
          const { refusals, dataProperty } = secret
          context.report({
            node: secret.node,
            messageId: 'retainedSecret',
            data: { name: secret.name, option: messageRetentionOption },
            fix: (fixer) => {
              if (refusals.length > 0) return allowRetentionOption(fixer, refusals)
              return dataProperty ? addRetentionOption(fixer, context.sourceCode, dataProperty) : null
            },
          })
        }
      },
    }
  },
})
