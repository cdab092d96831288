import { Linter } from 'eslint'
import type { Rule } from 'eslint'
import { describe, expect, it } from 'vitest'

import packageJson from '../../package.json' with { type: 'json' }
import { createRule } from '../../src/rules/create-rule.ts'

let filesEntered = 0

const probe = createRule({
  name: 'probe',
  meta: {
    type: 'problem',
    docs: { description: 'Report calls', recommended: true },
    schema: [{ type: 'object', properties: { word: { type: 'string' } }, additionalProperties: false }],
    defaultOptions: [{ word: 'default' }],
    messages: { call: 'A call, {{word}}.' },
  },
  create(context) {
    filesEntered += 1
    const [{ word }] = context.options
    return {
      CallExpression: (node) => {
        context.report({ node, messageId: 'call', data: { word } })
      },
    }
  },
})

function messagesFor(code: string, ...options: readonly unknown[]): string[] {
  const plugins = { own: { rules: { probe: probe as unknown as Rule.RuleModule } } }
  const messages = new Linter().verify(code, { plugins, rules: { 'own/probe': ['error', ...options] } })
  return messages.map(({ message }) => message)
}

describe('createRule', () => {
  it('fills in the address of the page', () => {
    expect(probe.meta.docs).toEqual({
      description: 'Report calls',
      recommended: true,
      url: `${packageJson.homepage.replace('#readme', '')}/blob/main/docs/rules/probe.md`,
    })
  })

  it('takes the repository from package.json, the one place that names it', () => {
    const repository = packageJson.repository.url.replace(/^git\+|\.git$/g, '')
    expect(packageJson.homepage).toBe(`${repository}#readme`)
    expect(packageJson.bugs).toBe(`${repository}/issues`)
  })

  it('runs the rule on a file that speaks of Customer.io', () => {
    expect(messagesFor("import 'customerio-node'; call()")).toEqual(['A call, default.'])
  })

  it('hands over options merged with the defaults', () => {
    expect(messagesFor("import 'customerio-node'; call()", { word: 'given' })).toEqual(['A call, given.'])
  })

  it('does not even enter a rule for a file without a trace of it', () => {
    filesEntered = 0
    expect(messagesFor('call()')).toEqual([])
    expect(filesEntered).toBe(0)
  })
})
