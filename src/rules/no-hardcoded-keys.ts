import type { TSESTree } from '@typescript-eslint/utils'

import { alternativesOf, namedCredentialAt } from '../analysis/credentials.ts'
import { customerioIn } from '../analysis/index.ts'
import { staticStringOf } from '../ast/static-value.ts'
import { replaceWithEnv } from '../fixes/replace-with-env.ts'
import type { NamedCredential } from '../vocabulary/credentials.ts'
import {
  canonicalEnvName,
  isKeyShaped,
  isPlaceholder,
  isSecretCredential,
  isServiceAccountToken,
} from '../vocabulary/credentials.ts'
import { createRule } from './create-rule.ts'

/** Options of `no-hardcoded-keys`. */
export interface NoHardcodedKeysOptions {
  /** Also report site ids and the write keys of browsers and phones, which are public by design. Default false. */
  readonly checkPublicIds?: boolean
}

export const noHardcodedKeys = createRule({
  name: 'no-hardcoded-keys',
  meta: {
    type: 'problem',
    docs: { description: 'Disallow credentials of Customer.io in source code', recommended: true },
    hasSuggestions: true,
    schema: [
      {
        type: 'object',
        description: 'Which credentials count.',
        properties: {
          checkPublicIds: {
            type: 'boolean',
            description:
              'Also report site ids and the write keys of browsers and phones, which are public by design.',
          },
        },
        additionalProperties: false,
      },
    ],
    defaultOptions: [{ checkPublicIds: false }] as [NoHardcodedKeysOptions],
    messages: {
      hardcodedKey:
        'A Customer.io {{credential}} is written in the source, where everyone who reads the repository can use it: read it from the environment or a secrets manager, and replace the exposed one.',
      readFromEnvironment: 'Read the {{credential}} from `{{variable}}`.',
    },
  },
  create(context) {
    const customerio = customerioIn(context)
    const { checkPublicIds = false } = context.options[0] ?? {}
    const reported = new Set<TSESTree.Node>()

    function report(node: TSESTree.Node, credential: NamedCredential): void {
      if (reported.has(node) || (!checkPublicIds && !isSecretCredential(credential))) return
      reported.add(node)
      const variable = canonicalEnvName(credential)
      const data = { credential: labels[credential], variable }
      context.report({
        node,
        messageId: 'hardcodedKey',
        data,
        suggest: [
          {
            messageId: 'readFromEnvironment',
            data,
            fix: (fixer) => replaceWithEnv(fixer, context.sourceCode, context.filename, node, variable),
          },
        ],
      })
    }

    function checkNames(node: Parameters<typeof namedCredentialAt>[0]): void {
      const named = namedCredentialAt(node)
      if (!named) return
      for (const value of alternativesOf(named.value)) {
        const text = staticStringOf(value)
        if (text !== null && isKeyShaped(text) && !isPlaceholder(text)) report(value, named.credential)
      }
    }

    function checkCall(node: TSESTree.CallExpression | TSESTree.NewExpression): void {
      for (const { credential, texts } of customerio.credentialsGivenTo(node)) {
        for (const { node: literal, text } of texts) {
          const counts = customerio.isTestFile ? isKeyShaped(text) : true
          if (counts && !isPlaceholder(text)) report(literal, credential)
        }
      }
    }

    function checkToken(node: TSESTree.Literal | TSESTree.TemplateLiteral): void {
      if (isServiceAccountToken(staticStringOf(node) ?? '')) report(node, 'service-token')
    }

    return {
      NewExpression: checkCall,
      CallExpression: checkCall,
      Literal: checkToken,
      TemplateLiteral: checkToken,
      VariableDeclarator: checkNames,
      Property: checkNames,
      PropertyDefinition: checkNames,
      AssignmentExpression: checkNames,
      AssignmentPattern: checkNames,
      LogicalExpression: checkNames,
      TSEnumMember: checkNames,
    }
  },
})

const labels: Readonly<Record<NamedCredential, string>> = {
  'api-key': 'API key',
  'app-key': 'App API key',
  'public-write-key': 'write key',
  'service-token': 'service account token',
  'site-id': 'site ID',
  'track-key': 'Track API key',
  'webhook-secret': 'webhook signing secret',
  'write-key': 'write key',
}
