import { RuleTester } from '@typescript-eslint/rule-tester'
import { describe, expect, it } from 'vitest'

import { createRule } from '../../src/rules/create-rule.ts'
import { code, inBothModes, typed, untyped } from './rule-tester.ts'
import type { InvalidCase, RuleCases } from './rule-tester.ts'

/** Reports `cio.destroy(…)`, fixes `cio.obliterate(…)` and suggests `suppress`. */
const noDestroy = createRule({
  name: 'no-destroy',
  meta: {
    type: 'problem',
    docs: { description: 'Report calls of destroy', recommended: false },
    fixable: 'code',
    hasSuggestions: true,
    schema: [{ type: 'object' }],
    defaultOptions: [{}],
    messages: { destroyed: 'Call of `{{name}}`.', old: 'Old name.', suppress: 'Suppress instead.' },
  },
  create: (context) => ({
    CallExpression(node) {
      if (node.callee.type !== 'MemberExpression') return
      const { property } = node.callee
      const name = context.sourceCode.getText(property)
      if (name === 'obliterate') {
        context.report({
          node: property,
          messageId: 'old',
          fix: (fixer) => fixer.replaceText(property, 'destroy'),
        })
      }
      if (name !== 'destroy') return
      context.report({
        node,
        messageId: 'destroyed',
        data: { name },
        suggest: [{ messageId: 'suppress', fix: (fixer) => fixer.replaceText(property, 'suppress') }],
      })
    },
  }),
})

/** Reports returned variables that TypeScript knows to be numbers. */
const noNumber = createRule({
  name: 'no-number',
  meta: {
    type: 'problem',
    docs: { description: 'Report numbers', recommended: false },
    schema: [],
    defaultOptions: [],
    messages: { number: 'A number.' },
  },
  create: (context) => ({
    ReturnStatement({ argument }) {
      const services = context.sourceCode.parserServices
      if (!argument || !services?.program || !services.esTreeNodeToTSNodeMap) return
      const checker = services.program.getTypeChecker()
      const type = checker.getTypeAtLocation(services.esTreeNodeToTSNodeMap.get(argument))
      if (checker.typeToString(type) === 'number') context.report({ node: argument, messageId: 'number' })
    },
  }),
})

/** Runs what `register` would have handed to vitest, and returns why each mode fails. */
function failuresOf(register: () => void): string[] {
  const { describe: describeBefore, it: itBefore } = RuleTester
  const failures: string[] = []
  RuleTester.describe = (_name, body) => {
    body()
  }
  RuleTester.it = (_name, body) => {
    try {
      body()
    } catch (error) {
      failures.push(String(error))
    }
  }
  try {
    register()
  } finally {
    RuleTester.describe = describeBefore
    RuleTester.it = itBefore
  }
  return failures
}

// A sample that holds in every respect; each test below breaks it in one.
const right = {
  name: 'a case',
  code: code`
    // customerio
    cio.destroy(id);
    ~~~~~~~~~~~~~~~ [destroyed]
  `,
  suggestions: [
    {
      messageId: 'suppress' as const,
      output: code`
        // customerio
        cio.suppress(id);
      `,
    },
  ],
}

describe('what passes', () => {
  inBothModes(noDestroy, {
    valid: [
      { name: 'plain JavaScript', code: code`/* customerio */ cio.suppress(id)` },
      { name: 'TypeScript', code: code`/* customerio */ const a: string = cio!.suppress(id)` },
      { name: 'TSX', code: code`/* customerio */ const a: Element = <p>{cio.suppress(id)}</p>` },
      { name: 'a type assertion in angle brackets', code: code`/* customerio */ const a = <string>cio.id` },
      { name: 'JSX', code: code`/* customerio */ const a = <p>{cio.suppress(id)}</p>` },
      {
        name: 'CommonJS, by its name',
        code: code`/* customerio */ return cio.suppress(id)`,
        filename: 'a/b.cjs',
      },
      {
        name: 'a CommonJS TypeScript file',
        code: code`/* customerio */ import a = require('a')`,
        filename: 'file.cts',
      },
      { name: 'no trace of Customer.io', code: code`x.destroy(id)` },
    ],
    invalid: [
      right,
      {
        name: 'a fix, beside a report with suggestions',
        code: code`
          // customerio
          if (a) cio.obliterate(id); else cio.destroy(id);
                     ~~~~~~~~~~ [old]
                                          ~~~~~~~~~~~~~~~ [destroyed]
        `,
        output: code`
          // customerio
          if (a) cio.destroy(id); else cio.destroy(id);
        `,
        errors: [
          {},
          {
            data: { name: 'destroy' },
            suggestions: [
              {
                messageId: 'suppress',
                output: code`
                  // customerio
                  if (a) cio.obliterate(id); else cio.suppress(id);
                `,
              },
            ],
          },
        ],
      },
      {
        name: 'two squiggles in one line',
        code: code`
          /* customerio */ a.obliterate(id, 'a longer text'), a.obliterate(id)
                             ~~~~~~~~~~ [old]                   ~~~~~~~~~~ [old]
        `,
        output: code`/* customerio */ a.destroy(id, 'a longer text'), a.destroy(id)`,
      },
      {
        name: 'a report of several lines',
        code: code`
          /* customerio */ cio.destroy(
                           ~~~~~~~~~~~~ [destroyed]
            id,
          )
        `,
        suggestions: [
          {
            messageId: 'suppress',
            output: code`
              /* customerio */ cio.suppress(
                id,
              )
            `,
          },
        ],
      },
    ],
  })

  const size = `
    import { randomBytes } from 'node:crypto'
    export function customerio() {
      const size = randomBytes(20).length
      return size`
  typed(noNumber, {
    valid: [],
    invalid: [{ name: 'known by its type', code: `${size}\n             ~~~~ [number]\n    }` }],
  })
  untyped(noNumber, { valid: [{ name: 'without types, unknown', code: `${size}\n    }` }], invalid: [] })
})

describe('what fails', () => {
  const rewritten = (from: string, to: string) => ({ code: right.code.replace(from, to) })
  const badOutput = [{ messageId: 'suppress' as const, output: 'a' }]

  it('nothing, where the sample holds', () => {
    expect(failuresOf(() => inBothModes(noDestroy, { valid: [], invalid: [right] }))).toEqual([])
  })

  it.each<[string, Partial<InvalidCase<'destroyed' | 'old' | 'suppress', [object]>>, RegExp]>([
    ['an unknown message id', rewritten('[destroyed]', '[removed]'), /Invalid messageId 'removed'/],
    ['another message id', rewritten('[destroyed]', '[old]'), /messageId 'destroyed'/],
    ['a squiggle that starts too late', rewritten('~~', ' ~'), /column should be 2/],
    ['a squiggle that ends too early', rewritten('~~', '~'), /endColumn should be 15/],
    ['a squiggle that ends too late', rewritten('~~', '~~~'), /end column of \[destroyed\]/],
    ['a squiggle under the next line', rewritten('\n~', '\nsuppressed(id, io)\n~'), /line should be 3/],
    ['a report without a squiggle', rewritten('\n~', '; cio.destroy(2)\n~'), /Should have 1 error but had 2/],
    ['suggestions not spoken of', { suggestions: [] }, /should have no suggestions/],
    ['another output of a suggestion', { suggestions: badOutput }, /match the test suggestion output/],
    ['an output where nothing is fixed', { output: 'a' }, /Expected autofix/],
    ['other data', { errors: [{ suggestions: right.suggestions, data: { name: 'a' } }] }, /does not match/],
  ])('%s', (_situation, change, reason) => {
    const failures = failuresOf(() => {
      inBothModes(noDestroy, { valid: [], invalid: [{ ...right, ...change }] })
    })
    expect(failures).toEqual([expect.stringMatching(reason), expect.stringMatching(reason)])
  })

  it('a valid sample that is reported', () => {
    const failures = failuresOf(() => {
      inBothModes(noDestroy, { valid: [{ name: 'a', code: '/* customerio */ a.destroy(b)' }], invalid: [] })
    })
    expect(failures).toEqual([expect.stringMatching('no errors'), expect.stringMatching('no errors')])
  })

  it('one mode alone, where only types tell', () => {
    const sample = '/* customerio */ export function a(b = 1) { return b }'
    const failures = failuresOf(() => {
      inBothModes(noNumber, { valid: [{ name: 'a', code: sample }], invalid: [] })
    })
    expect(failures).toHaveLength(1)
  })
})

describe('what is refused before anything runs', () => {
  const plain = { name: 'plain', code: '/* customerio */ a.suppress(b)' }

  it.each<[string, RuleCases<'destroyed' | 'old' | 'suppress', [object]>, RegExp]>([
    ['a valid sample with a squiggle', { valid: [right], invalid: [] }, /valid and has squiggles/],
    ['an invalid sample without one', { valid: [], invalid: [plain] }, /invalid and has no squiggle/],
    [
      'two cases of one name',
      { valid: [plain, { ...plain, code: 'a' }], invalid: [] },
      /"plain" has the name/,
    ],
    [
      'one input twice',
      { valid: [plain, { ...plain, name: 'again' }], invalid: [] },
      /"again" has .* of "plain"/,
    ],
    [
      'more details than squiggles',
      { valid: [], invalid: [{ ...right, errors: [{}, {}] }] },
      /1 squiggles and details for 2/,
    ],
  ])('%s', (_situation, cases, reason) => {
    expect(() => {
      inBothModes(noDestroy, cases)
    }).toThrow(reason)
  })
})
