import { describe, expect, it } from 'vitest'

import type { Trace } from '../../src/project/module-traces.ts'
import { hasTrace, isTraceBehind, specifiersIn } from '../../src/project/module-traces.ts'
import { projectFolder } from '../support/project-folder.ts'

const trace: Trace = { name: 'needle', isIn: (text) => text.includes('needle') }

const project = projectFolder({
  'one.ts': `import { x } from './two'`,
  'two.ts': `export * from './three'`,
  'three.ts': `export const x = 'needle'`,
  'far.ts': `import './one'`,
  'circle-a.ts': `import './circle-b'`,
  'circle-b.ts': `import './circle-a'`,
  'none.ts': `import fs from 'node:fs'`,
})

describe('specifiersIn', () => {
  it('reads every way to import, each once', () => {
    const text = `
      import a from 'a'; import 'b'; export * from "c"
      const d = require('d'); const e = await import('e'); export { f } from 'a'
    `
    expect(specifiersIn(text)).toEqual(['a', 'b', 'c', 'd', 'e'])
  })
})

describe('traces behind imports', () => {
  it('finds a trace in the file itself, and some steps on', () => {
    expect(hasTrace(project.file('three.ts'), trace)).toBe(true)
    expect(hasTrace(project.file('one.ts'), trace)).toBe(true)
    expect(isTraceBehind(project.file('far.ts'), ['./one'], trace)).toBe(true)
  })

  it('does not look for it without end', () => {
    expect(hasTrace(project.file('far.ts'), trace)).toBe(false)
  })

  it('ends on files that import each other', () => {
    expect(hasTrace(project.file('circle-a.ts'), trace)).toBe(false)
  })

  it('is silent about files that are not there', () => {
    expect(isTraceBehind(project.file('none.ts'), ['./missing', 'node:fs'], trace)).toBe(false)
    expect(hasTrace(project.file('missing.ts'), trace)).toBe(false)
  })
})
