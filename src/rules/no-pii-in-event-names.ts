import type { TSESTree } from '@typescript-eslint/utils'

import { customerioIn } from '../analysis/index.ts'
import type { PersonalName } from '../analysis/personal-data/personal-names.ts'
import { personalNamesOf } from '../analysis/personal-data/personal-names.ts'
import { createRule } from './create-rule.ts'

export const noPiiInEventNames = createRule({
  name: 'no-pii-in-event-names',
  subject: 'customerio-calls',
  meta: {
    type: 'problem',
    docs: {
      description: 'Disallow personal data in event names, page URLs, screen names and anonymous ids',
      recommended: true,
    },
    schema: [],
    defaultOptions: [],
    messages: {
      personalData:
        '`{{name}}` makes {{position}} tell who somebody is, where no sanitizer sees it and no erasure removes it: use a fixed text, and send the data as an attribute if it must be sent.',
      query:
        '`{{name}}` gives {{position}} the whole query of the address, with the e-mail addresses and tokens that may be in it: send the path alone.',
    },
  },
  create(context) {
    const customerio = customerioIn(context)
    const reported = new Set<TSESTree.Node>()
    return {
      CallExpression(node) {
        const call = customerio.callAt(node)
        if (!call) return
        for (const found of personalNamesOf(call, customerio.context)) {
          if (reported.has(found.node)) continue
          reported.add(found.node)
          context.report({
            node: found.node,
            messageId: found.kind === 'query' ? 'query' : 'personalData',
            data: { name: found.name, position: labels[found.position] },
          })
        }
      },
    }
  },
})

const labels: Readonly<Record<PersonalName['position'], string>> = {
  event: 'the name of an event or page',
  url: 'the URL of a page',
  anonymous: 'an anonymous id',
}
