// Where does a fix put its import, and how does it write it there?
import { describe, expect, it } from 'vitest'

import { code } from '../support/code.ts'
import type { RepairOptions } from '../support/repaired-code.ts'
import { fixed } from '../support/repaired-code.ts'

const runtime = 'eslint-plugin-customerio/runtime'
const use = 'window._cio.identify(user)'
const fixedUse = 'window._cio.identify(sanitizeAttributes(user))'
const esm = `import { sanitizeAttributes } from '${runtime}'`
const cjs = `const { sanitizeAttributes } = require('${runtime}')`

type Case = readonly [situation: string, before: string, after: string, options?: RepairOptions]

const check = (cases: readonly Case[]): void => {
  for (const given of cases) {
    const [situation, before, after] = given
    const options = given[3] ?? {}
    it(situation, () => {
      const { output, messages } = fixed(before, options)
      expect(output).toBe(after)
      expect(messages).toEqual([])
      expect(fixed(output, options).output).toBe(output)
    })
  }
}

const script: RepairOptions = { filename: 'file.cjs' }

describe('an import goes', () => {
  check([
    ['to the start of a file without any', use, `${esm}\n${fixedUse}`],
    [
      'behind the last one',
      `import a from 'a'\nconst x = 1\nimport b from 'b'\n${use}`,
      `import a from 'a'\nconst x = 1\nimport b from 'b'\n${esm}\n${fixedUse}`,
    ],
    [
      'behind the comment on its line',
      `import a from 'a' // why\n${use}`,
      `import a from 'a' // why\n${esm}\n${fixedUse}`,
    ],
    [
      'before a comment on the next line',
      `import a from 'a'\n// about the call\n${use}`,
      `import a from 'a'\n${esm}\n// about the call\n${fixedUse}`,
    ],
    [
      'behind an import of several lines',
      `import {\n  a,\n} from 'a'\n\n${use}`,
      `import {\n  a,\n} from 'a'\n${esm}\n\n${fixedUse}`,
    ],
    ['behind directives', `'use client'\n\n${use}`, `'use client'\n${esm}\n\n${fixedUse}`],
    [
      'behind several directives',
      `'use strict';\n'use client';\n${use};`,
      `'use strict';\n'use client';\n${esm};\n${fixedUse};`,
    ],
    [
      'between a directive and what stands on its line',
      `'use client'; ${use}`,
      `'use client';\n${esm}; ${fixedUse}`,
    ],
    [
      'between an import and what stands on its line',
      `import a from 'a'; ${use}`,
      `import a from 'a';\n${esm}; ${fixedUse}`,
    ],
    [
      'before a line that starts with a semicolon',
      `import a from 'a'\n;[1].forEach(() => ${use})`,
      `import a from 'a'\n${esm}\n;[1].forEach(() => ${fixedUse})`,
    ],
    ['behind a shebang', `#!/usr/bin/env node\n${use}`, `#!/usr/bin/env node\n${esm}\n${fixedUse}`],
    [
      'behind a shebang and a comment about the file',
      `#!/usr/bin/env node\n// A tool.\n\n${use}`,
      `#!/usr/bin/env node\n// A tool.\n${esm}\n\n${fixedUse}`,
    ],
    ['behind a licence', `/*!\n * Licence\n */\n${use}`, `/*!\n * Licence\n */\n${esm}\n${fixedUse}`],
    [
      'behind a copyright line',
      `// Copyright 2024 Acme\n${use}`,
      `// Copyright 2024 Acme\n${esm}\n${fixedUse}`,
    ],
    [
      'behind an SPDX line',
      `// SPDX-License-Identifier: MIT\n${use}`,
      `// SPDX-License-Identifier: MIT\n${esm}\n${fixedUse}`,
    ],
    [
      'behind what tools must find first',
      `/** @jest-environment node */\n${use}`,
      `/** @jest-environment node */\n${esm}\n${fixedUse}`,
    ],
    ['behind @ts-check', `// @ts-check\n${use}`, `// @ts-check\n${esm}\n${fixedUse}`],
    [
      'behind what configures ESLint',
      `/* eslint no-undef: 0 */\n${use}`,
      `/* eslint no-undef: 0 */\n${esm}\n${fixedUse}`,
    ],
    [
      'before what documents the first statement',
      `/** Says hello. */\nfunction hello() { ${use} }`,
      `${esm}\n/** Says hello. */\nfunction hello() { ${fixedUse} }`,
    ],
    [
      'between the file and its first statement',
      `// About the file.\n\n/** Says hello. */\nfunction hello() { ${use} }`,
      `// About the file.\n${esm}\n\n/** Says hello. */\nfunction hello() { ${fixedUse} }`,
    ],
    ['before an indented first statement', `  ${use}`, `  \n${esm}\n${fixedUse}`],
    [
      'behind import equals',
      `import a = require('a')\nimport b from 'b'\n${use}`,
      `import a = require('a')\nimport b from 'b'\n${esm}\n${fixedUse}`,
    ],
    ['behind a byte order mark', `\uFEFF${use}`, `\uFEFF${esm}\n${fixedUse}`],
    [
      'behind a byte order mark and an import',
      `\uFEFFimport a from 'a'\n${use}`,
      `\uFEFFimport a from 'a'\n${esm}\n${fixedUse}`,
    ],
  ])
})

describe('a require goes', () => {
  check([
    ['to the start of a file without any', use, `${cjs}\n${fixedUse}`, script],
    [
      'behind the last of the first ones',
      `const a = require('a')\nconst b = require('b').c\n${use}`,
      `const a = require('a')\nconst b = require('b').c\n${cjs}\n${fixedUse}`,
      script,
    ],
    [
      'behind one that does something',
      `require('dotenv').config()\n${use}`,
      `require('dotenv').config()\n${cjs}\n${fixedUse}`,
      script,
    ],
    [
      'past what runs nothing',
      `const env = process.env\nconst n = 1 + 2\nfunction f() {}\nconst g = () => 1\nconst a = require('a')\n${use}`,
      `const env = process.env\nconst n = 1 + 2\nfunction f() {}\nconst g = () => 1\nconst a = require('a')\n${cjs}\n${fixedUse}`,
      script,
    ],
    [
      'before what runs something',
      `const a = make()\nconst b = require('b')\n${use}`,
      `${cjs}\nconst a = make()\nconst b = require('b')\n${fixedUse}`,
      script,
    ],
    [
      'before a use at the top',
      `${use}\nconst b = require('b')`,
      `${cjs}\n${fixedUse}\nconst b = require('b')`,
      script,
    ],
    ['behind a directive', `'use strict'\n\n${use}`, `'use strict'\n${cjs}\n\n${fixedUse}`, script],
    [
      'behind a directive and the first ones',
      `'use strict'\nconst a = require('a')\n${use}`,
      `'use strict'\nconst a = require('a')\n${cjs}\n${fixedUse}`,
      script,
    ],
    [
      'before a line that starts with a semicolon',
      `const a = require('a')\n;(() => ${use})()`,
      `const a = require('a')\n${cjs};\n;(() => ${fixedUse})()`.replace("runtime');\n;", "runtime')\n;"),
      script,
    ],
    ['with a semicolon before a parenthesis', `(() => ${use})()`, `${cjs};\n(() => ${fixedUse})()`, script],
    [
      'with a semicolon before a list',
      `[1].forEach(() => ${use})`,
      `${cjs};\n[1].forEach(() => ${fixedUse})`,
      script,
    ],
  ])
})

describe('modules are loaded as the file loads them', () => {
  check([
    [
      'with require in .js, when it requires',
      `const a = require('a')\n${use}`,
      `const a = require('a')\n${cjs}\n${fixedUse}`,
      { filename: 'file.js' },
    ],
    [
      'with require in .js, when it exports so',
      `${use}\nmodule.exports = 1`,
      `${cjs}\n${fixedUse}\nmodule.exports = 1`,
      { filename: 'file.js' },
    ],
    ['with import in .js otherwise', use, `${esm}\n${fixedUse}`, { filename: 'file.js' }],
    [
      'with import beside import, even when it requires',
      `import a from 'a'\nconst b = require('b')\n${use}`,
      `import a from 'a'\n${esm}\nconst b = require('b')\n${fixedUse}`,
    ],
    [
      'with import beside export',
      `const b = require('b')\nexport const c = 1\n${use}`,
      `${esm}\nconst b = require('b')\nexport const c = 1\n${fixedUse}`,
    ],
    [
      'with import beside import.meta',
      `const url = import.meta.url\n${use}`,
      `${esm}\nconst url = import.meta.url\n${fixedUse}`,
    ],
    [
      'with import beside a top-level await',
      `const { x } = await import('x')\n${use}`,
      `${esm}\nconst { x } = await import('x')\n${fixedUse}`,
      { filename: 'file.mjs' },
    ],
    [
      'with import in a function that awaits',
      `async function f() { await import('x', ${use}) }`,
      `${esm}\nasync function f() { await import('x', ${fixedUse}) }`,
    ],
    [
      'with require where that is a parameter',
      `function f(require) { require('x', ${use}) }`,
      `${esm}\nfunction f(require) { require('x', ${fixedUse}) }`,
    ],
    [
      'with require in .cts',
      `const a = require('a')\n${use}`,
      `const a = require('a')\n${cjs}\n${fixedUse}`,
      { filename: 'file.cts' },
    ],
    ['with import in .mts', use, `${esm}\n${fixedUse}`, { filename: 'file.mts' }],
    [
      'with import in .cts beside import',
      `import a from 'a'\n${use}`,
      `import a from 'a'\n${esm}\n${fixedUse}`,
      { filename: 'file.cts' },
    ],
    [
      'with import equals',
      `import a = require('a')\n${use}`,
      `import a = require('a')\nimport runtime = require('${runtime}')\nwindow._cio.identify(runtime.sanitizeAttributes(user))`,
      { filename: 'file.cts' },
    ],
    [
      'with import equals under a free name',
      `import a = require('a')\nlet runtime\n${use}`,
      `import a = require('a')\nimport runtime2 = require('${runtime}')\nlet runtime\nwindow._cio.identify(runtime2.sanitizeAttributes(user))`,
      { filename: 'file.cts' },
    ],
    [
      'with import equals beside export equals',
      `export = 1\n${use}`,
      `import runtime = require('${runtime}')\nexport = 1\nwindow._cio.identify(runtime.sanitizeAttributes(user))`,
      { filename: 'file.cts' },
    ],
    [
      'with var where nothing newer is used',
      `var a = require('a');\n${use};`,
      `var a = require('a');\nvar sanitizeAttributes = require('${runtime}').sanitizeAttributes;\n${fixedUse};`,
      { filename: 'file.js' },
    ],
    [
      'with require in a script',
      `function f() { ${use} }`,
      `${cjs}\nfunction f() { ${fixedUse} }`,
      { sourceType: 'script', filename: 'file.js' },
    ],
  ])
})

describe('the style of the file is kept', () => {
  check([
    [
      'double quotes',
      `import a from "a"\n${use}`,
      `import a from "a"\nimport { sanitizeAttributes } from "${runtime}"\n${fixedUse}`,
    ],
    ['semicolons', `import a from 'a';\n${use};`, `import a from 'a';\n${esm};\n${fixedUse};`],
    [
      'line breaks of Windows',
      `import a from 'a'\r\n${use}\r\n`,
      `import a from 'a'\r\n${esm}\r\n${fixedUse}\r\n`,
    ],
    ['line breaks of Windows at the start', `${use}\r\n`, `${esm}\r\n${fixedUse}\r\n`],
    [
      'quotes of the first string',
      `const x = "a"\n${use}`,
      `import { sanitizeAttributes } from "${runtime}"\nconst x = "a"\n${fixedUse}`,
    ],
  ])
  it('in the policy, too', () => {
    const settings = { sensitiveFields: { keep: ['phone'] } }
    expect(
      fixed(
        code`
      import a from "a"
      window._cio.identify(user)
    `,
        { settings },
      ).output,
    ).toContain('sanitizeAttributes(user, { keep: ["phone"] })')
  })
})
