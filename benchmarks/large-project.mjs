// What does the plugin add to linting a project of thousands of files with ESLint's command? Ratios within each run.
// Usage: node benchmarks/large-project.mjs [folder of a project; default: this one]
import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'

const require = createRequire(import.meta.url)
const project = resolve(process.argv[2] ?? join(import.meta.dirname, '..'))
const folder = mkdtempSync(join(tmpdir(), 'large-project-'))
const eslint = join(dirname(require.resolve('eslint/package.json')), 'bin', 'eslint.js')
const files = '**/*.{js,jsx,mjs,cjs,ts,tsx,mts,cts}'

/** A configuration that also counts which files are parsed, and how much memory it took. */
function configWith(rules) {
  const at = (path) => JSON.stringify(pathToFileURL(path).href)
  return `
import { writeFileSync } from 'node:fs'
import * as parser from ${at(require.resolve('@typescript-eslint/parser'))}
import plugin from ${at(resolve(import.meta.dirname, '../dist/index.mjs'))}

const parsed = new Map()
const counting = {
  meta: parser.meta,
  parseForESLint(text, options) {
    parsed.set(options.filePath, (parsed.get(options.filePath) ?? 0) + 1)
    return parser.parseForESLint(text, options)
  },
}
process.on('exit', () => {
  const parses = [...parsed.values()].reduce((sum, times) => sum + times, 0)
  const megabytes = Math.round(process.resourceUsage().maxRSS / 1024)
  writeFileSync(process.env.COUNTS, JSON.stringify({ parses, most: Math.max(...parsed.values()), megabytes }))
})
export default [
  { ignores: ['!**/node_modules', '**/node_modules/**', '**/*.d.ts'] },
  ${rules}
  {
    files: [${JSON.stringify(files)}],
    languageOptions: { parser: counting, parserOptions: { ecmaFeatures: { jsx: true } } },
    linterOptions: { reportUnusedDisableDirectives: 'off' },
  },
]
`
}

function lint(name, rules) {
  const config = join(folder, `${name}.mjs`)
  const output = join(folder, `${name}.json`)
  const counts = join(folder, `${name}-counts.json`)
  writeFileSync(config, configWith(rules))
  const args = [
    '--no-inline-config',
    '--no-ignore',
    '--no-warn-ignored',
    '--stats',
    '-f',
    'json',
    '-o',
    output,
  ]
  const run = spawnSync(process.execPath, [eslint, '-c', config, ...args, '.'], {
    cwd: project,
    env: { ...process.env, COUNTS: counts },
    encoding: 'utf8',
  })
  if (run.status === 2 || run.status === null) throw new Error(`ESLint failed on ${project}:\n${run.stderr}`)
  return summaryOf(JSON.parse(readFileSync(output, 'utf8')), JSON.parse(readFileSync(counts, 'utf8')))
}

function summaryOf(results, { parses, most, megabytes }) {
  const rows = results.flatMap(({ stats, messages }) => {
    const [pass] = stats?.times?.passes ?? []
    if (!pass) return []
    const rules = Object.values(pass.rules ?? {}).reduce((sum, { total }) => sum + total, 0)
    return [{ parse: pass.parse.total, rules, findings: messages.filter(({ ruleId }) => ruleId).length }]
  })
  const sum = (list, key) => list.reduce((total, row) => total + row[key], 0)
  const looked = rows.filter(({ rules }) => rules > 1)
  return {
    files: rows.length,
    findings: sum(rows, 'findings'),
    'parse ms': Math.round(sum(rows, 'parse')),
    'rules ms': Math.round(sum(rows, 'rules')),
    'rules to parse': `${((100 * sum(rows, 'rules')) / sum(rows, 'parse')).toFixed(2)} %`,
    'files above 1 ms': looked.length,
    'their rules to parse': (sum(looked, 'rules') / (sum(looked, 'parse') || 1)).toFixed(2),
    'other files parsed': parses - rows.length,
    'parses of one file at most': most,
    'MB at most': megabytes,
  }
}

const strict = (followImports) =>
  `plugin.configs.strict, { settings: { customerio: { followImports: ${String(followImports)} } } },`
try {
  console.table({
    'without the plugin': lint('bare', ''),
    'followImports: false': lint('alone', strict(false)),
    'followImports: true': lint('following', strict(true)),
  })
} finally {
  rmSync(folder, { recursive: true, force: true })
}
