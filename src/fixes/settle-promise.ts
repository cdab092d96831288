// How is a promise that nobody looks at awaited, or its rejection handled?
import type { TSESLint, TSESTree } from '@typescript-eslint/utils'

import { isFunction } from '../ast/source-file.ts'
import { quoteOf } from './module-style.ts'

type SourceCode = Readonly<TSESLint.SourceCode>

/** Whether `await` may stand at a node: in an async function or at the top of a module, but in no class body there. */
export function allowsAwait(node: TSESTree.Node, isModule: boolean): boolean {
  for (let inner = node, outer = node.parent; outer; inner = outer, outer = outer.parent) {
    if (isFunction(outer)) return outer.async && outer.body === inner
    if (/^(?:StaticBlock|PropertyDefinition|AccessorProperty|TSModuleBlock)$/.test(outer.type)) return false
  }
  return isModule
}

/** Puts `await` or `void` before an expression; a list of promises becomes `Promise.all(…)`. */
export function prefixPromise(
  fixer: TSESLint.RuleFixer,
  sourceCode: SourceCode,
  { node, isList }: { readonly node: TSESTree.Node; readonly isList: boolean },
  operator: 'await' | 'void',
): TSESLint.RuleFix {
  const isAwaited = node.parent?.type === 'AwaitExpression'
  const text = sourceCode.getText(node)
  const prefix = isAwaited && operator === 'await' ? '' : `${operator} `
  if (isList) return fixer.replaceText(node, `${prefix}Promise.all(${text})`)
  const isSimple = /^(?:CallExpression|ChainExpression)$/.test(node.type)
  return fixer.replaceText(node, isSimple ? `${prefix}${text}` : `${prefix}(${text})`)
}

/** Adds a handler that logs the kind of the error: its text may quote what Customer.io answered. */
export function catchRejection(
  fixer: TSESLint.RuleFixer,
  sourceCode: SourceCode,
  node: TSESTree.Node,
): TSESLint.RuleFix {
  const quote = quoteOf(sourceCode)
  const text = `${quote}request to Customer.io failed:${quote}`
  return fixer.insertTextAfter(node, `.catch((error) => console.error(${text}, error.name))`)
}
