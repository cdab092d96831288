import type { TSESLint, TSESTree } from '@typescript-eslint/utils'

import { connectionFaultsOf } from '../analysis/http/connections.ts'
import type { UrlText } from '../analysis/http/connection-urls.ts'
import { plainUrlAt } from '../analysis/http/connection-urls.ts'
import type { UncheckedCertificate } from '../analysis/http/unchecked-certificates.ts'
import { uncheckedProcessAt, uncheckedVariable } from '../analysis/http/unchecked-processes.ts'
import { customerioIn } from '../analysis/index.ts'
import { useHttps } from '../fixes/use-https.ts'
import { createRule } from './create-rule.ts'

export const noInsecureEndpoint = createRule({
  name: 'no-insecure-endpoint',
  subject: 'customerio-calls',
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
        '`{{said}}` accepts everybody who poses as Customer.io, and gives them the key and personal data: remove it, and name a private certificate authority in `ca` where a proxy needs one.',
      uncheckedProcess:
        '`{{said}}` makes the whole process accept everybody who poses as Customer.io, and gives them the key and personal data: remove it, and name a private certificate authority in `NODE_EXTRA_CA_CERTS` where a proxy needs one.',
      useHttps: 'Use `https://`.',
      checkCertificate: 'Check certificates.',
    },
  },
  create(context) {
    const customerio = customerioIn(context)
    if (customerio.isTestFile) return {}
    const reported = new Set<TSESTree.Node>()
    const forProcess: UncheckedCertificate[] = []
    let hasConnection = false
    const isNew = (node: TSESTree.Node) => !reported.has(node) && reported.add(node).size > 0

    function reportUrl(url: UrlText): void {
      if (isNew(url.node)) context.report(plainUrl(url, context.sourceCode))
    }

    function reportCertificates(unchecked: readonly UncheckedCertificate[]): void {
      for (const one of unchecked) if (isNew(one.node)) context.report(uncheckedCertificate(one))
    }

    function checkText(node: TSESTree.Literal | TSESTree.TemplateLiteral): void {
      const url = plainUrlAt(node, customerio.tracer)
      if (url) reportUrl(url)
    }

    const checkProcess = (node: TSESTree.AssignmentExpression | TSESTree.CallExpression) =>
      forProcess.push(...uncheckedProcessAt(node, customerio.context))

    function checkConnection(node: TSESTree.CallExpression | TSESTree.NewExpression): void {
      const client = customerio.constructionAt(node)
      const call = node.type === 'CallExpression' ? customerio.callAt(node) : null
      hasConnection ||= client !== null || call !== null
      const faults = connectionFaultsOf(node, client, call, customerio.context)
      faults.urls.forEach(reportUrl)
      if (faults.isSentByPlainHttp) context.report({ node: node.callee, messageId: 'plainHttp' })
      reportCertificates(faults.unchecked)
      if (node.type === 'CallExpression') checkProcess(node)
    }

    return {
      Literal: checkText,
      TemplateLiteral: checkText,
      CallExpression: checkConnection,
      NewExpression: checkConnection,
      AssignmentExpression: checkProcess,
      'Program:exit'() {
        if (hasConnection) reportCertificates(forProcess)
      },
    }
  },
})

function plainUrl(
  { node, host, port, isCustomerio, isHere }: UrlText,
  sourceCode: Readonly<TSESLint.SourceCode>,
) {
  const messageId = isCustomerio ? ('insecureHost' as const) : ('insecureProxy' as const)
  const data = { host: host === '' || host === '{}' ? 'its host' : host }
  if (!isHere) return { node, messageId, data }
  const fix = (fixer: TSESLint.RuleFixer) => useHttps(fixer, sourceCode, node)
  // Another host, or another port, may not listen for TLS.
  return isCustomerio && port === null
    ? { node, messageId, data, fix }
    : { node, messageId, data, suggest: [{ messageId: 'useHttps' as const, fix }] }
}

function uncheckedCertificate({ node, said, value }: UncheckedCertificate) {
  return {
    node,
    messageId: said === uncheckedVariable ? ('uncheckedProcess' as const) : ('uncheckedCertificate' as const),
    data: { said },
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
