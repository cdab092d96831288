// Do the pages say what is true? Generated parts are current (`vitest -u` writes them) and every sample holds.

import { existsSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { Linter } from 'eslint'
import { describe, expect, it } from 'vitest'

import plugin from '../src/index.ts'
import type { CustomerioRule } from '../src/rules/create-rule.ts'
import { rules } from '../src/rules/index.ts'
import { fencesOf, headingsOf, localLinksOf } from './support/markdown.ts'
import type { Fence } from './support/markdown.ts'
import { filesIn, projectFolder, readProjectFile } from './support/module-imports.ts'
import { pageWithHeader, pageWithTable } from './support/rule-docs.ts'
import { runSample } from './support/run-sample.ts'
import { syntaxOf } from './support/sample-syntax.ts'
import { typedParser } from './support/typed-parser.ts'

const allRules: Readonly<Record<string, CustomerioRule>> = rules

const pages = [...['README.md', 'CHANGELOG.md', 'CONTRIBUTING.md', 'SECURITY.md'], ...filesIn('docs', '.md')]

const isScript = ({ language }: Fence): boolean => /^[cm]?[jt]sx?$/.test(language)

describe.each(Object.entries(allRules))('the page of %s', (name, rule) => {
  const path = `docs/rules/${name}.md`
  const page = existsSync(join(projectFolder, path)) ? readProjectFile(path) : ''
  const fences = fencesOf(page)
  const labelled = (label: string): Fence[] => fences.filter((fence) => fence.label === label)

  it('has the seven headings in their order', () => {
    const headings = headingsOf(page).filter(({ level }) => level <= 2)
    expect(headings.map(({ level, text }) => `${'#'.repeat(level)} ${text}`)).toEqual([
      `# customerio/${name}`,
      '## Why',
      '## Examples',
      '## How it decides',
      '## Options',
      '## When not to use it',
      '## Further reading',
    ])
  })

  it('has a current header', async () => {
    await expect(pageWithHeader(page, rule)).toMatchFileSnapshot(join(projectFolder, path))
  })

  it('has a heading for each option, in the order of the schema, each with an example', () => {
    const [schema] = rule.meta.schema as readonly { properties?: object }[]
    const options = Object.keys(schema?.properties ?? {})
    const headings = headingsOf(page).filter(({ level }) => level === 3)
    const sectionsWithExample = fences.map(({ heading }) => plain(heading))
    expect(headings.map(({ text }) => plain(text)).filter((text) => options.includes(text))).toEqual(options)
    expect(options.filter((option) => !sectionsWithExample.includes(option))).toEqual([])
  })

  it('shows code that is reported and code that is not', () => {
    expect(labelled('incorrect')).not.toEqual([])
    expect(labelled('correct')).not.toEqual([])
  })

  it('labels every sample of its examples', () => {
    const samples = fences.filter((fence) => fence.heading === 'Examples' && isScript(fence))
    expect(samples.filter(({ label }) => label !== 'incorrect' && label !== 'correct')).toEqual([])
  })

  it.each(labelled('incorrect').map((fence) => [fence.line, fence] as const))(
    'reports the sample in line %d',
    (_line, fence) => {
      const findings = findingsIn(name, fence, 'untyped')
      expect(findings).not.toEqual([])
      expect(findingsIn(name, fence, 'typed')).toEqual(findings)
    },
  )

  it.each(labelled('correct').map((fence) => [fence.line, fence] as const))(
    'is silent about the sample in line %d',
    (_line, fence) => {
      expect(findingsIn(name, fence, 'untyped')).toEqual([])
      expect(findingsIn(name, fence, 'typed')).toEqual([])
    },
  )
})

describe('the README', () => {
  it('has a current table of rules', async () => {
    const fresh = await pageWithTable(readProjectFile('README.md'), allRules)
    await expect(fresh).toMatchFileSnapshot(join(projectFolder, 'README.md'))
  })
})

describe.each(pages)('%s', (path) => {
  const page = readProjectFile(path)
  const fences = fencesOf(page)

  it('links only to files that exist', () => {
    const missing = localLinksOf(page).filter(
      (target) => !existsSync(join(projectFolder, dirname(path), target)),
    )
    expect(missing).toEqual([])
  })

  it('holds samples that parse', () => {
    const broken = fences.filter(isScript).filter(({ code }) => {
      const { filename, parser } = syntaxOf({ code })
      return fatalIn(
        new Linter().verify(code, { files: ['**'], languageOptions: { parser: parser } }, filename),
      )
    })
    expect(broken).toEqual([])
  })

  it.each(fences.filter(({ label }) => label === 'run').map(({ line, code }) => [line, code] as const))(
    'runs the sample in line %d',
    async (_line, code) => {
      const { printed, announced } = await runSample(code)
      expect(printed).toEqual(announced)
    },
  )
})

interface Finding {
  readonly line: number
  readonly message: string
}

/** What the rule says of a sample; a sample that does not parse throws. */
function findingsIn(name: string, { language, code, details }: Fence, mode: 'typed' | 'untyped'): Finding[] {
  const { filename = `file.${language}`, options = [], settings = {} } = details as SampleDetails
  const syntax = syntaxOf({ code, filename })
  const parser = (mode === 'typed' ? typedParser : syntax.parser) as Linter.Parser
  const entry: Linter.RuleEntry = ['error', ...options]
  const config: Linter.Config = {
    files: ['**'],
    languageOptions: { parser },
    plugins: { customerio: plugin },
    rules: { [`customerio/${name}`]: entry },
    settings: { customerio: settings },
  }
  const messages = new Linter().verify(code, config, filename)
  if (fatalIn(messages)) throw new Error(`${messages[0]?.message ?? ''} in\n${code}`)
  return messages.map(({ line, message }) => ({ line, message }))
}

interface SampleDetails {
  readonly filename?: string
  readonly options?: readonly unknown[]
  readonly settings?: object
}

function fatalIn(messages: readonly Linter.LintMessage[]): boolean {
  return messages.some(({ fatal }) => fatal)
}

function plain(heading: string): string {
  return heading.replaceAll('`', '')
}
