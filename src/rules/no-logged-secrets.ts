import type { TSESTree } from '@typescript-eslint/utils'

import { logSinkAt } from '../analysis/credentials/log-sinks.ts'
import { LoggedSecrets } from '../analysis/credentials/logged-secrets.ts'
import { customerioIn } from '../analysis/index.ts'
import { createRule } from './create-rule.ts'

export const noLoggedSecrets = createRule({
  name: 'no-logged-secrets',
  meta: {
    type: 'problem',
    docs: {
      description: 'Disallow keys and expected signatures of Customer.io in logs and errors',
      recommended: true,
    },
    schema: [],
    defaultOptions: [],
    messages: {
      credential:
        'This writes a Customer.io key or signing secret to {{place}}, where everyone who reads it can use it: leave it out, or write at most its last four characters.',
      holder:
        'This object holds a Customer.io key or signing secret, and all of it is written to {{place}}, where everyone who reads it can use it: write only the fields that are needed.',
      signature:
        'This writes the signature that was expected to {{place}}, so that whoever reads it can sign the forged request: leave it out.',
    },
  },
  create(context) {
    const customerio = customerioIn(context)
    if (customerio.isTestFile) return {}
    const reported = new Set<TSESTree.Node>()
    let secrets: LoggedSecrets | null = null

    function check(call: TSESTree.CallExpression | TSESTree.NewExpression): void {
      const sink = logSinkAt(call, customerio.tracer)
      if (!sink) return
      secrets ??= new LoggedSecrets(customerio.credentialUses, customerio.context)
      const place = sink.isError ? 'an error' : 'the log'
      for (const value of sink.values) {
        for (const { node, kind } of secrets.in(value, !sink.isError)) {
          if (reported.has(node)) continue
          reported.add(node)
          context.report({ node, messageId: kind, data: { place } })
        }
      }
    }

    return { CallExpression: check, NewExpression: check }
  },
})
