import type { TSESTree } from '@typescript-eslint/utils'

import type { Client, PublicRead, ReadingNode } from '../analysis/index.ts'
import { customerioIn } from '../analysis/index.ts'
import { credentialLabel } from '../vocabulary/credentials.ts'
import { createRule } from './create-rule.ts'

export const noPublicEnvKeys = createRule({
  name: 'no-public-env-keys',
  meta: {
    type: 'problem',
    docs: {
      description: 'Disallow keys of Customer.io in variables and files that end up in browser code',
      recommended: true,
    },
    schema: [],
    defaultOptions: [],
    messages: {
      publicVariable:
        '{{tool}} writes `{{variable}}` into the code that every visitor receives, and it holds a Customer.io {{credential}}: read it on the server only, from a variable without `{{prefix}}`, and replace the exposed one.',
      clientInBrowser:
        'A client with a secret key of Customer.io is made in {{place}}, which visitors receive together with the key: make it on the server, and let the browser call an endpoint of your own.',
    },
  },
  create(context) {
    const customerio = customerioIn(context)
    const reported = new Set<TSESTree.Node>()

    function report({ node, variable, prefix, credential }: PublicRead): void {
      if (reported.has(node)) return
      reported.add(node)
      const data = { variable, ...prefix, credential: credentialLabel(credential) }
      context.report({ node, messageId: 'publicVariable', data })
    }

    function checkName(node: ReadingNode): void {
      const read = customerio.isTestFile ? null : customerio.publicReadAt(node)
      if (read) report(read)
    }

    return {
      Program() {
        customerio.publicReadsByPosition.forEach(report)
      },
      MemberExpression: checkName,
      Property: checkName,
      CallExpression: checkName,
      ImportSpecifier: checkName,
      NewExpression(node) {
        const evidence = customerio.browserEvidence
        const client = evidence && customerio.constructionAt(node)
        if (!client || !serverKinds.has(client.kind)) return
        const place = evidence === '.client' ? 'a `.client` file' : "a file marked `'use client'`"
        context.report({ node, messageId: 'clientInBrowser', data: { place } })
      },
    }
  },
})

const serverKinds: ReadonlySet<Client['kind']> = new Set(['track', 'app', 'pipelines', 'cdp'])
