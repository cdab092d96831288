import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { lintAnyFolder } from '../../examples/demo/any-folder.mjs'
import { ownDiff } from '../../examples/demo/unified-diff.mjs'
import plugin from '../../src/index.ts'

let folder = ''

async function write(files: Readonly<Record<string, string>>): Promise<void> {
  for (const [name, text] of Object.entries(files)) {
    await mkdir(join(folder, name, '..'), { recursive: true })
    await writeFile(join(folder, name), text)
  }
}

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'demo-'))
})

afterEach(async () => {
  vi.restoreAllMocks()
  await rm(folder, { recursive: true })
})

describe('linting any folder', () => {
  /** A rule of our own, so that this test is about the folder and not about what the rules find. */
  const everyIdentify = {
    meta: { type: 'problem', messages: { found: 'An identify call.' }, schema: [] },
    create: (context: { report(problem: object): void }) => ({
      'CallExpression[callee.property.name="identify"]': (node: object) => {
        context.report({ node, messageId: 'found' })
      },
    }),
  }
  const probe = {
    configs: {
      recommended: {
        files: ['**/*.{js,jsx,mjs,cjs,ts,tsx,mts,cts}'],
        plugins: { customerio: { rules: { probe: everyIdentify } } },
        rules: { 'customerio/probe': 'error' },
      },
    },
  }

  async function printedFor(path: string, with_: object = probe): Promise<string> {
    let printed = ''
    vi.spyOn(process.stdout, 'write').mockImplementation((text) => {
      printed += String(text)
      return true
    })
    await lintAnyFolder(path, with_ as Parameters<typeof lintAnyFolder>[1])
    return printed
  }

  it('reads JavaScript, TypeScript and JSX, and leaves node_modules out', async () => {
    await write({
      'a.js': 'cio.identify(1)',
      'b.cjs': "if (module.parent) return\nrequire('x').identify(1)",
      'c/d.mts': 'const id: string = "1"\ncio.identify(id)',
      'e.tsx': 'export const E = ({ id }: { id: string }) => <a onClick={() => cio.identify(id)} />',
      'f.jsx': 'export const F = () => <a onClick={() => cio.identify(1)} />',
      'node_modules/x/index.js': 'cio.identify(1)',
      'g.json': '{ "cio.identify": 1 }',
    })

    const printed = await printedFor(folder)

    expect(printed).toContain('5 files read, 5 findings in 5 files')
    expect(printed).toMatch(/ {2}5 {2}customerio\/probe/)
    expect(printed).not.toContain('node_modules/x')
  })

  it('reads a folder that lies in node_modules, when it is named', async () => {
    await write({ 'node_modules/x/index.js': 'cio.identify(1)' })

    expect(await printedFor(join(folder, 'node_modules/x'))).toContain('1 file read, 1 finding in 1 file')
  })

  it('reads a single file', async () => {
    await write({ 'a.js': 'cio.identify(1)', 'b.js': 'cio.identify(1)' })

    expect(await printedFor(join(folder, 'a.js'))).toContain('1 file read, 1 finding in 1 file')
  })

  it('names files that cannot be parsed, and says nothing of rules that other plugins have', async () => {
    await write({
      'broken.js': 'const = 1',
      'configured.js': '/* eslint other/rule: "error" */\n// eslint-disable-next-line other/rule\nfetch("/")',
    })

    const printed = await printedFor(folder)

    expect(printed).toContain('No findings.')
    expect(printed).toContain('2 files read, 0 findings in 0 files')
    expect(printed).toMatch(/could not be parsed: .*broken\.js:1 /)
    expect(printed).not.toContain('other/rule')
  })

  it('respects a comment that disables the finding', async () => {
    await write({ 'a.js': 'cio.identify(1) // eslint-disable-line customerio/probe -- a reason' })

    expect(await printedFor(folder)).toContain('No findings.')
  })

  it('says that a folder has nothing to read', async () => {
    expect(await printedFor(folder)).toContain('No JavaScript or TypeScript files here')
  })

  it('says that there is no such folder', async () => {
    await expect(printedFor(join(folder, 'nowhere'))).rejects.toThrow(
      `There is no folder or file "${folder}/nowhere".`,
    )
  })

  it('takes the plugin itself', async () => {
    await write({ 'a.js': 'export const answer = 42' })

    expect(await printedFor(folder, plugin)).toContain('1 file read, 0 findings in 0 files')
  })
})

describe("the demo's own differ", () => {
  const text = fc.array(fc.constantFrom('a', 'b', 'c', '', '}'), { maxLength: 40 })

  it('gives hunks that turn the old text into the new one', async () => {
    await fc.assert(
      fc.asyncProperty(text, text, async (old, young) => {
        await write({ 'before/f': joined(old), 'after/f': joined(young) })
        expect(patched(old, await ownDiff(folder, 'before', 'after'))).toEqual(young)
      }),
    )
  })

  it('shows three lines around a change, as git does', async () => {
    const lines = Array.from({ length: 12 }, (_, index) => `line ${index + 1}`)
    await write({
      'before/src/a.js': joined(lines),
      'after/src/a.js': joined(lines.map((line) => (line === 'line 6' ? 'changed' : line))),
      'before/same.js': 'same\n',
      'after/same.js': 'same\n',
      'after/new.js': 'new\n',
    })

    expect(await ownDiff(folder, 'before', 'after')).toBe(`--- before/new.js
+++ after/new.js
@@ -0,0 +1 @@
+new
--- before/src/a.js
+++ after/src/a.js
@@ -3,7 +3,7 @@
 line 3
 line 4
 line 5
-line 6
+changed
 line 7
 line 8
 line 9
`)
  })
})

function joined(lines: readonly string[]): string {
  return lines.map((line) => `${line}\n`).join('')
}

/** Applies a unified diff of one file as `patch` does, checking the lines that it says are there. */
function patched(old: readonly string[], diff: string): string[] {
  const result: string[] = []
  let next = 0
  for (const line of diff.split('\n').slice(0, -1)) {
    const hunk = /^@@ -(\d+)(?:,(\d+))? /.exec(line)
    if (hunk) {
      const start = Number(hunk[1]) - (hunk[2] === '0' ? 0 : 1)
      while (next < start) result.push(old[next++] ?? '')
    } else if (/^(?:---|\+\+\+) (?:before|after)\//.test(line)) {
      continue
    } else if (line.startsWith('+')) {
      result.push(line.slice(1))
    } else {
      expect(old[next++]).toBe(line.slice(1))
      if (line.startsWith(' ')) result.push(line.slice(1))
    }
  }
  return [...result, ...old.slice(next)]
}
