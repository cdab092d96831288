// Does a condition ask whether a signature or a secret is there at all, or where the code runs?
import type { TSESTree } from '@typescript-eslint/utils'

import type { Condition } from '../../ast/flow/conditions.ts'
import { lastNameOf, propertyName, staticStringOf } from '../../ast/static-value.ts'
import { unwrap } from '../../ast/unwrap.ts'
import { segmentsOf } from '../../vocabulary/name-segments.ts'
import { isCustomerioHeader, saysSignature } from '../../vocabulary/signature-headers.ts'
import type { SignatureOrigins } from '../signatures/signature-origins.ts'
import { saysProduction } from '../values/environment-tests.ts'

/** What must be there, or hold, for the condition to be met. */
export type Presence = 'secret' | 'header' | 'environment'

const secretWords = new Set(['secret', 'secrets', 'key', 'keys', 'token'])

/** What a condition that holds (or does not) says to be there; `null` when it asks something else. */
export function presenceIn({ condition, holds }: Condition, origins: SignatureOrigins): Presence | null {
  const asked = unwrap(condition)
  if (saysProduction(asked, holds)) return 'environment'
  const subject = presentWhen(asked, holds)
  return subject && kindOf(subject, origins)
}

/** The value that is there when the test holds, or does not: `x`, `x != null`, `typeof x === 'string'`, `x.length > 0`. */
function presentWhen(test: TSESTree.Node, holds: boolean): TSESTree.Node | null {
  if (test.type === 'ChainExpression' || test.type === 'Identifier' || test.type === 'MemberExpression') {
    return holds ? ownerOfLength(test) : null
  }
  if (test.type === 'CallExpression' || test.type === 'AwaitExpression') return holds ? test : null
  if (test.type !== 'BinaryExpression') return null
  const { left, right, operator } = test
  const leftNode = unwrap(left)
  if (leftNode.type === 'UnaryExpression' && leftNode.operator === 'typeof') {
    const isText = staticStringOf(right) === 'string'
    return /^[!=]==?$/.test(operator) && (operator.startsWith('!') !== isText) === holds
      ? leftNode.argument
      : null
  }
  if (!isNothing(right)) return null
  if (/^!==?$/.test(operator)) return holds ? ownerOfLength(left) : null
  if (/^===?$/.test(operator)) return holds ? null : ownerOfLength(left)
  return operator === '>' && holds ? ownerOfLength(left) : null
}

/** `undefined`, `null`, `''`, `0` */
function isNothing(outer: TSESTree.Node): boolean {
  const node = unwrap(outer)
  if (node.type === 'Identifier') return node.name === 'undefined'
  return node.type === 'Literal' && (node.value === null || node.value === '' || node.value === 0)
}

function ownerOfLength(outer: TSESTree.Node): TSESTree.Node {
  const node = unwrap(outer)
  return node.type === 'MemberExpression' && propertyName(node) === 'length' ? node.object : outer
}

function kindOf(subject: TSESTree.Node, origins: SignatureOrigins): Presence | null {
  const isReceived = origins.resolved(subject).some(({ kind }) => kind === 'received')
  if (isReceived) return 'header'
  const { tracer } = origins
  const names = [
    lastNameOf(subject) ?? '',
    ...tracer.sourcesOf(subject).flatMap((source) => {
      const asked = source.kind === 'call' ? source.node.arguments.map((one) => staticStringOf(one)) : []
      return [source.path.at(-1) ?? '', ...asked.filter((name) => name !== null)]
    }),
  ]
  if (names.some((name) => isCustomerioHeader(name) || saysSignature(name))) return 'header'
  return names.some((name) => segmentsOf(name).some((word) => secretWords.has(word))) ? 'secret' : null
}
