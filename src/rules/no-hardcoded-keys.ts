import type { TSESLint, TSESTree } from '@typescript-eslint/utils'

import type { CredentialNode } from '../analysis/index.ts'
import { customerioIn } from '../analysis/index.ts'
import type { ConfiguredCredential, EnvFile, JsonNode } from '../analysis/credentials/config-files.ts'
import { credentialsInEnv, credentialsInJson } from '../analysis/credentials/config-files.ts'
import { replaceWithEnv } from '../fixes/replace-with-env.ts'
import { canonicalEnvName, credentialLabel, isSecretCredential } from '../vocabulary/credentials.ts'
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
      keptKey:
        'A Customer.io {{credential}} is written in this file, where everyone who reads the repository can use it: keep it in a secrets manager or in a file outside of the repository, and replace the exposed one.',
      readFromEnvironment: 'Read the {{credential}} from `{{variable}}`.',
    },
  },
  create(context) {
    const customerio = customerioIn(context)
    const { checkPublicIds = false } = context.options[0]
    const reported = new Set<TSESTree.Node>()

    function check(node: CredentialNode): void {
      for (const { node: literal, credential, isHere } of customerio.writtenCredentialsAt(node)) {
        if (reported.has(literal) || (!checkPublicIds && !isSecretCredential(credential))) continue
        reported.add(literal)
        const variable = canonicalEnvName(credential)
        const data = { credential: credentialLabel(credential), variable }
        const fix: TSESLint.ReportFixFunction = (fixer) =>
          replaceWithEnv(fixer, context.sourceCode, context.filename, literal, variable)
        const suggest = isHere ? ([{ messageId: 'readFromEnvironment', data, fix }] as const) : []
        context.report({ node: literal, messageId: 'hardcodedKey', data, suggest })
      }
    }

    return {
      NewExpression: check,
      CallExpression: check,
      Literal: check,
      TemplateLiteral: check,
      VariableDeclarator: check,
      Property: check,
      PropertyDefinition: check,
      AssignmentExpression: check,
      AssignmentPattern: check,
      LogicalExpression: check,
      TSEnumMember: check,
    }
  },
  createForData(context) {
    const { checkPublicIds = false } = context.options[0]

    function report(found: readonly ConfiguredCredential[]): void {
      for (const { node, credential } of found) {
        if (!checkPublicIds && !isSecretCredential(credential)) continue
        // ESLint asks the language where the node is; the types know only JavaScript.
        const place = node as unknown as TSESTree.Node
        context.report({
          node: place,
          messageId: 'keptKey',
          data: { credential: credentialLabel(credential) },
        })
      }
    }

    return {
      Document(document: JsonNode) {
        report(credentialsInJson(document))
      },
      EnvFile(file: EnvFile) {
        report(credentialsInEnv(file))
      },
    }
  },
})
