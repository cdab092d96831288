// What is common to every rule: its documentation address, what its meta must hold, and the one gate.

import type { JSONSchema4 } from '@typescript-eslint/utils/json-schema'
import type { RuleContext, RuleListener, RuleModule } from '@typescript-eslint/utils/ts-eslint'

import packageJson from '../../package.json' with { type: 'json' }
import type { Subject } from '../analysis/gate.ts'
import { isWorthAnalysing } from '../analysis/gate.ts'

/** What a rule's author says about the rule; `url` is filled in here. */
export interface RuleDocs<Options extends readonly unknown[] = readonly unknown[]> {
  readonly description: string
  /** Part of the `recommended` config: a finding is almost surely a fault. */
  readonly recommended: boolean
  /** Options with which the `strict` config turns the rule on, where they differ from the defaults. */
  readonly strictOptions?: Options
}

export interface RuleDefinition<MessageId extends string, Options extends readonly unknown[]> {
  readonly name: string
  /** What a file must have a trace of before the rule looks at it; default `customerio`. */
  readonly subject?: Subject
  readonly meta: {
    readonly type: 'problem' | 'suggestion'
    readonly docs: RuleDocs<NoInfer<Options>>
    readonly fixable?: 'code'
    readonly hasSuggestions?: true
    readonly schema: readonly JSONSchema4[]
    readonly defaultOptions: Options
    readonly messages: Readonly<Record<MessageId, string>>
  }
  create(this: void, context: Readonly<RuleContext<MessageId, Options>>): RuleListener
  /** For files of another language (JSON, `.env`), of which most rules have nothing to say. */
  createForData?(this: void, context: Readonly<RuleContext<MessageId, Options>>): RuleListener
}

/** A finished rule, in the form ESLint loads. */
export type CustomerioRule<
  MessageId extends string = string,
  Options extends readonly unknown[] = readonly unknown[],
> = RuleModule<MessageId, Options, RuleDocs> & {
  readonly name: string
  readonly meta: { readonly docs: RuleDocs & { readonly url: string } }
}

/** One object for all files that a rule does not look at, which are nearly all. */
const nothing: RuleListener = Object.freeze({})

/** Makes the rule ESLint loads from what its file says; files without a trace of our subject get no listener. */
export function createRule<MessageId extends string, Options extends readonly [] | readonly [object]>({
  name,
  subject = 'customerio',
  meta,
  create,
  createForData = () => nothing,
}: RuleDefinition<MessageId, Options>): CustomerioRule<MessageId, Options> {
  return {
    name,
    meta: { ...meta, docs: { ...meta.docs, url: documentationUrl(name) } },
    create: (context) => {
      if (!isWorthAnalysing(context, subject)) return nothing
      return isScript(context.sourceCode) ? create(context) : createForData(context)
    },
  }
}

/** ESLint hands rules files of any language; `meta.languages` would make a config for all files an error. */
function isScript(sourceCode: object): boolean {
  return 'scopeManager' in sourceCode && 'getScope' in sourceCode
}

function documentationUrl(ruleName: string): string {
  return packageJson.homepage.replace(/#.*$/, `/blob/main/docs/rules/${ruleName}.md`)
}
