// Who calls a function that only this file can call?
import type { TSESTree } from '@typescript-eslint/utils'

import type { FunctionNode } from '../../ast/source-file.ts'
import { keyName, propertyName } from '../../ast/static-value.ts'
import type { Tracer } from '../../ast/tracer.ts'
import { unwrap } from '../../ast/unwrap.ts'

/** Every call of a function or private method; `null` when others can call it, or it is handed on. */
export function callsOfPrivate(fn: FunctionNode, tracer: Tracer): readonly TSESTree.CallExpression[] | null {
  const name = privateNameOf(fn)
  return name === null ? tracer.callsOf(fn) : callsOfMethod(fn, name, tracer)
}

/** `#send`, or the name of a method that TypeScript keeps private. */
function privateNameOf({ parent }: FunctionNode): string | null {
  if (parent.type !== 'MethodDefinition' && parent.type !== 'PropertyDefinition') return null
  const isPrivate = parent.key.type === 'PrivateIdentifier' || parent.accessibility === 'private'
  return isPrivate ? keyName(parent.key, parent.computed) : null
}

function callsOfMethod(
  fn: FunctionNode,
  name: string,
  tracer: Tracer,
): readonly TSESTree.CallExpression[] | null {
  const index = tracer.indexOf(fn)
  // Read without being called: handed on.
  const escaped = name.replaceAll('$', '\\$')
  const reads = new RegExp(`\\.\\s*${escaped}(?![\\w$])(?!\\s*(?:\\?\\.)?\\s*[(<])`)
  if (reads.test(index.file.text)) return null
  return index.calls.filter((call): call is TSESTree.CallExpression => {
    if (call.type !== 'CallExpression') return false
    const callee = unwrap(call.callee)
    if (callee.type !== 'MemberExpression' || propertyName(callee) !== name) return false
    return tracer.functionsAt(callee).includes(fn)
  })
}
