// Could this file have anything to do with Customer.io? A first version: only the text of the file is looked at.

import type { RuleContext } from '@typescript-eslint/utils/ts-eslint'

const TRACE = /customer[._-]?io|\bcio|_cio\b|hmac|sa_(?:live|sandbox)_/i

/** Whether any rule should look at the file; linear in its length. */
export function isWorthAnalysing(context: Readonly<RuleContext<string, readonly unknown[]>>): boolean {
  return TRACE.test(context.sourceCode.text)
}
