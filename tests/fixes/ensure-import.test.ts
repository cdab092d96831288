// Under which name does a fix use the sanitizer, and what does it add so that it can?
import { describe, expect, it } from 'vitest'

import type { RepairOptions } from '../support/repaired-code.ts'
import { fixed } from '../support/repaired-code.ts'
import { code } from '../support/code.ts'

const runtime = 'eslint-plugin-customerio/runtime'

/** The fixed code is this, says nothing more, and does not change again. */
function expectFixed(before: string, after: string, options: RepairOptions = {}): void {
  const { output, messages } = fixed(before, options)
  expect(output).toBe(after)
  expect(messages).toEqual([])
  expect(fixed(output, options).output).toBe(output)
}

type Case = readonly [situation: string, before: string, after: string, options?: RepairOptions]

const check = (cases: readonly Case[]): void => {
  for (const given of cases) {
    const [situation, before, after] = given
    const options = given[3] ?? {}
    it(situation, () => {
      expectFixed(before, after, options)
    })
  }
}

describe('what is imported already is used', () => {
  const use = (line: string, call: string): readonly [string, string] => [
    `${line}\nwindow._cio.identify(user)`,
    `${line}\nwindow._cio.identify(${call}(user))`,
  ]
  check([
    ['by name', ...use(`import { sanitizeAttributes } from '${runtime}'`, 'sanitizeAttributes')],
    ['under another name', ...use(`import { sanitizeAttributes as clean } from '${runtime}'`, 'clean')],
    ['in a namespace', ...use(`import * as privacy from '${runtime}'`, 'privacy.sanitizeAttributes')],
    ['required', ...use(`const { sanitizeAttributes } = require('${runtime}')`, 'sanitizeAttributes')],
    [
      'required under another name',
      ...use(`const { sanitizeAttributes: clean } = require('${runtime}')`, 'clean'),
    ],
    ['required whole', ...use(`const privacy = require('${runtime}')`, 'privacy.sanitizeAttributes')],
    [
      'a member of what is required',
      ...use(`const clean = require('${runtime}').sanitizeAttributes`, 'clean'),
    ],
    [
      'imported dynamically',
      ...use(`const { sanitizeAttributes } = await import('${runtime}')`, 'sanitizeAttributes'),
    ],
    ['import equals', ...use(`import privacy = require('${runtime}')`, 'privacy.sanitizeAttributes')],
  ])
  it('unless another binding of that name is nearer', () => {
    expectFixed(
      code`
        import { sanitizeAttributes } from '${runtime}'
        export const f = (sanitizeAttributes, user) => window._cio.identify(user)
      `,
      code`
        import { sanitizeAttributes, sanitizeAttributes as runtimeSanitizeAttributes } from '${runtime}'
        export const f = (sanitizeAttributes, user) => window._cio.identify(runtimeSanitizeAttributes(user))
      `,
    )
  })
  it('unless it is a type', () => {
    expectFixed(
      code`
        import type { sanitizeAttributes } from '${runtime}'
        window._cio.identify(user)
      `,
      code`
        import type { sanitizeAttributes } from '${runtime}'
        import { sanitizeAttributes as runtimeSanitizeAttributes } from '${runtime}'
        window._cio.identify(runtimeSanitizeAttributes(user))
      `,
    )
  })
  it('unless it stands inside another function', () => {
    expectFixed(
      code`
        function other() { const { sanitizeAttributes } = require('${runtime}'); return sanitizeAttributes }
        exports.f = (user) => window._cio.identify(user)
      `,
      code`
        const { sanitizeAttributes: runtimeSanitizeAttributes } = require('${runtime}')
        function other() { const { sanitizeAttributes } = require('${runtime}'); return sanitizeAttributes }
        exports.f = (user) => window._cio.identify(runtimeSanitizeAttributes(user))
      `,
    )
  })
  it('from the module that the settings name', () => {
    const settings = { importFrom: '#privacy' }
    expectFixed(
      code`
        import { sanitizeAttributes as clean } from '#privacy'
        window._cio.identify(user)
      `,
      code`
        import { sanitizeAttributes as clean } from '#privacy'
        window._cio.identify(clean(user))
      `,
      { settings },
    )
  })
})

describe('an import of the runtime is extended', () => {
  const extend = (line: string, extended: string): Case => [
    line,
    `${line}\nwindow._cio.identify(user)`,
    `${extended}\nwindow._cio.identify(sanitizeAttributes(user))`,
  ]
  check([
    extend(
      `import { hashPii } from '${runtime}'`,
      `import { hashPii, sanitizeAttributes } from '${runtime}'`,
    ),
    extend(
      `import { hashPii, } from "${runtime}";`,
      `import { hashPii, sanitizeAttributes, } from "${runtime}";`,
    ),
    extend(
      `import {\n  hashPii, // keep\n} from '${runtime}'`,
      `import {\n  hashPii, sanitizeAttributes, // keep\n} from '${runtime}'`,
    ),
    extend(`import runtime from '${runtime}'`, `import runtime, { sanitizeAttributes } from '${runtime}'`),
    extend(
      `import runtime, { hashPii } from '${runtime}'`,
      `import runtime, { hashPii, sanitizeAttributes } from '${runtime}'`,
    ),
    extend(
      `import { type SanitizerPolicy } from '${runtime}'`,
      `import { type SanitizerPolicy, sanitizeAttributes } from '${runtime}'`,
    ),
    extend(
      `const { hashPii } = require('${runtime}')`,
      `const { hashPii, sanitizeAttributes } = require('${runtime}')`,
    ),
    extend(
      `const { hashPii: hash, } = require('${runtime}')`,
      `const { hashPii: hash, sanitizeAttributes, } = require('${runtime}')`,
    ),
  ])
})

describe('an import is added', () => {
  it.each([
    ['beside one of types', `import type { SanitizerPolicy } from '${runtime}'`],
    ['beside one without bindings', `import '${runtime}'`],
    ['beside one of another module', `import { TrackClient } from 'customerio-node'`],
    ['beside a re-export', `import x from './x'; export { hashPii } from '${runtime}'`.split(';')[0] ?? ''],
  ])('%s', (_situation, line) => {
    expectFixed(
      `${line}\nwindow._cio.identify(user)`,
      `${line}\nimport { sanitizeAttributes } from '${runtime}'\nwindow._cio.identify(sanitizeAttributes(user))`,
    )
  })

  it('beside a rest of what is required', () => {
    expectFixed(
      `const { ...all } = require('${runtime}')\nwindow._cio.identify(user)`,
      `const { ...all } = require('${runtime}')\nconst { sanitizeAttributes } = require('${runtime}')\nwindow._cio.identify(sanitizeAttributes(user))`,
    )
  })
})

describe('a name that is taken', () => {
  it.each([
    ['by a function', `function sanitizeAttributes(html) { return html }`],
    ['by a variable', `const sanitizeAttributes = 1`],
    ['by a class', `class sanitizeAttributes {}`],
    ['by a parameter', `export const other = (sanitizeAttributes) => sanitizeAttributes`],
    [
      'in a nested scope',
      `export function other() { { const sanitizeAttributes = 1; return sanitizeAttributes } }`,
    ],
    ['by a global that is read', `sanitizeAttributes('html')`],
    ['by a type', `type sanitizeAttributes = string`],
  ])('%s gives way to an alias', (_situation, line) => {
    expectFixed(
      `import { x } from './x'\n${line}\nwindow._cio.identify(user)`,
      `import { x } from './x'\nimport { sanitizeAttributes as runtimeSanitizeAttributes } from '${runtime}'\n${line}\nwindow._cio.identify(runtimeSanitizeAttributes(user))`,
    )
  })

  it('gives way to a further alias when the first is taken, too', () => {
    const { output } = fixed(`let sanitizeAttributes, runtimeSanitizeAttributes\nwindow._cio.identify(user)`)
    expect(output).toContain('import { sanitizeAttributes as runtimeSanitizeAttributes2 }')
    expect(output).toContain('identify(runtimeSanitizeAttributes2(user))')
  })

  it('names the module where that is a package', () => {
    const { output } = fixed(`let sanitizeAttributes\nwindow._cio.identify(user)`, {
      settings: { importFrom: '@acme/privacy' },
    })
    expect(output).toContain(
      `import { sanitizeAttributes as privacySanitizeAttributes } from '@acme/privacy'`,
    )
  })
})

describe('what has no value yet is not used', () => {
  it('a require further down', () => {
    expectFixed(
      code`
        window._cio.identify(user)
        const { sanitizeAttributes } = require('${runtime}')
      `,
      code`
        const { sanitizeAttributes: runtimeSanitizeAttributes } = require('${runtime}')
        window._cio.identify(runtimeSanitizeAttributes(user))
        const { sanitizeAttributes } = require('${runtime}')
      `,
    )
  })
  it('a require further down that could be extended', () => {
    expectFixed(
      code`
        window._cio.identify(user)
        const { hashPii } = require('${runtime}')
        exports.later = (user) => window._cio.identify(user)
      `,
      code`
        const { sanitizeAttributes } = require('${runtime}')
        window._cio.identify(sanitizeAttributes(user))
        const { hashPii } = require('${runtime}')
        exports.later = (user) => window._cio.identify(sanitizeAttributes(user))
      `,
    )
  })
  it('but a function may use it', () => {
    expectFixed(
      code`
        exports.later = (user) => window._cio.identify(user)
        const { hashPii } = require('${runtime}')
      `,
      code`
        exports.later = (user) => window._cio.identify(sanitizeAttributes(user))
        const { hashPii, sanitizeAttributes } = require('${runtime}')
      `,
    )
  })
})

describe('many uses in one file', () => {
  const uses = (name: string): string =>
    Array.from(
      { length: 25 },
      (_, index) =>
        `export const f${index} = (u${index}) => window._cio.identify(${name === '' ? `u${index}` : `${name}(u${index})`})`,
    ).join('\n')

  it('converge to one import in one run', () => {
    expectFixed(
      `import { x } from './x'\n${uses('')}`,
      `import { x } from './x'\nimport { sanitizeAttributes } from '${runtime}'\n${uses('sanitizeAttributes')}`,
    )
  })

  it('converge to one require in one run, wherever they stand', () => {
    const scripts = (name: string): string => uses(name).replaceAll('export const ', 'exports.')
    expectFixed(
      `const x = require('./x')\n${scripts('')}\nconst late = require('./late')\n${scripts('')}`,
      `const x = require('./x')\nconst { sanitizeAttributes } = require('${runtime}')\n${scripts('sanitizeAttributes')}\nconst late = require('./late')\n${scripts('sanitizeAttributes')}`,
    )
  })
})
