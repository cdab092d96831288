import type { TSESLint, TSESTree } from '@typescript-eslint/utils'

import { connectionOptionsOf, isSentByPlainHttp } from '../analysis/http/connections.ts'
import type { UrlText } from '../analysis/http/connection-urls.ts'
import { plainUrlAt, urlsGivenTo } from '../analysis/http/connection-urls.ts'
import type { UncheckedCertificate } from '../analysis/http/unchecked-certificates.ts'
import { uncheckedCertificatesIn } from '../analysis/http/unchecked-certificates.ts'
import { customerioIn } from '../analysis/index.ts'
import { useHttps } from '../fixes/use-https.ts'
import { createRule } from './create-rule.ts'

export const noInsecureEndpoint = createRule({
  name: 'no-insecure-endpoint',
  meta: {
    type: 'problem',
    docs: {
      description: 'Disallow connections to Customer.io that are unencrypted or check no certificates',
      recommended: true,
    },
    fixable: 'code',
    hasSuggestions: true,
    schema: [],
    defaultOptions: [],
    messages: {
      insecureHost:
        'Requests to `{{host}}` over `http://` can be read and changed on their way, keys and personal data included: use `https://`.',
      insecureProxy:
        'The client sends its key and personal data to `{{host}}` over `http://`, where they can be read and changed on their way: use `https://`; only a loopback address needs none.',
      plainHttp:
        "Node's `http` sends this request to Customer.io without encryption, so that keys and personal data can be read on their way: use `https`.",
      uncheckedCertificate:
        '`{{option}}: false` accepts everybody who poses as Customer.io, and gives them the key and personal data: remove it, and name a private certificate authority in `ca` where a proxy needs one.',
      useHttps: 'Use `https://`.',
      checkCertificate: 'Check certificates.',
    },
  },
  create(context) {
    const customerio = customerioIn(context)
    if (customerio.isTestFile) return {}
    const reported = new Set<TSESTree.Node>()
    const isNew = (node: TSESTree.Node) => !reported.has(node) && reported.add(node).size > 0

    function reportUrl({ node, host, port, isCustomerio, isHere }: UrlText): void {
      if (!isNew(node)) return
      const change = isHere
        ? { fix: (fixer: TSESLint.RuleFixer) => useHttps(fixer, context.sourceCode, node) }
        : null
      const data = { host: host === '' || host === '{}' ? 'its host' : host }
      const messageId = isCustomerio ? 'insecureHost' : 'insecureProxy'
      if (!change) context.report({ node, messageId, data })
      // Another host, or another port, may not listen for TLS.
      else if (isCustomerio && port === null) context.report({ node, messageId, data, fix: change.fix })
      else context.report({ node, messageId, data, suggest: [{ messageId: 'useHttps', fix: change.fix }] })
    }

    function checkText(node: TSESTree.Literal | TSESTree.TemplateLiteral): void {
      const url = plainUrlAt(node, customerio.tracer)
      if (url) reportUrl(url)
    }

    function checkConnection(node: TSESTree.CallExpression | TSESTree.NewExpression): void {
      const client = customerio.constructionAt(node)
      const urls = client ? urlsGivenTo(client, node.arguments, customerio.context.wide()) : []
      for (const url of urls) if (url.isPlain && !url.isLoopback) reportUrl(url)
      // A server on the same machine has a certificate of its own making.
      if (urls.some(({ isLoopback }) => isLoopback)) return
      const call = node.type === 'CallExpression' ? customerio.callAt(node) : null
      if (call && node.type === 'CallExpression' && isSentByPlainHttp(node, call, customerio.context)) {
        context.report({ node: node.callee, messageId: 'plainHttp' })
      }
      const options = connectionOptionsOf(node, client, call, customerio.context)
      const unchecked = options.flatMap((one) => uncheckedCertificatesIn(one, customerio.context.wide().tracer))
      for (const one of unchecked) if (isNew(one.node)) context.report(uncheckedCertificate(one))
    }

    return {
      Literal: checkText,
      TemplateLiteral: checkText,
      CallExpression: checkConnection,
      NewExpression: checkConnection,
    }
  },
})

function uncheckedCertificate({ node, option, value }: UncheckedCertificate) {
  return {
    node,
    messageId: 'uncheckedCertificate' as const,
    data: { option },
    suggest: value
      ? [
          {
            messageId: 'checkCertificate' as const,
            fix: (fixer: TSESLint.RuleFixer) => fixer.replaceText(value, 'true'),
          },
        ]
      : [],
  }
}
