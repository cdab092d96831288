import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { defineConfig } from 'tsdown'

/** The packages whose code is copied into `dist`; docs/architecture.md says why. Any other makes the build fail. */
const bundled = [
  'enhanced-resolve',
  'graceful-fs',
  'tapable',
  'eslint-scope',
  'esrecurse',
  'estraverse',
  'get-tsconfig',
  'resolve-pkg-maps',
  'p-throttle',
]

export default defineConfig({
  entry: {
    index: 'src/index.ts',
    'runtime/index': 'src/runtime/index.ts',
    'runtime/browser': 'src/runtime/browser.ts',
  },
  format: 'esm',
  platform: 'node',
  target: 'node20.19',
  dts: true,
  clean: true,
  // Types alone are taken from typescript-eslint, and none of them may reach the published declarations.
  deps: { neverBundle: [/^@typescript-eslint\//], onlyBundle: bundled },
  plugins: [
    {
      name: 'licences-of-bundled-packages',
      generateBundle() {
        this.emitFile({ type: 'asset', fileName: 'LICENSES.txt', source: bundled.map(licenceOf).join('\n') })
      },
    },
  ],
})

function licenceOf(name: string): string {
  const text = readLicence(join(import.meta.dirname, 'node_modules', name))
  return `${name}\n${'-'.repeat(name.length)}\n\n${text.trim()}\n`
}

/** The licence file, or the chapter of the README that stands in for it. */
function readLicence(folder: string): string {
  const file = readdirSync(folder).find((entry) => /^licen[cs]e/i.test(entry))
  if (file !== undefined) return readFileSync(join(folder, file), 'utf8')
  const [, chapter] = readFileSync(join(folder, 'README.md'), 'utf8').split(/^#+ *Licen[cs]e$/im)
  if (chapter === undefined) throw new Error(`${folder} has no licence.`)
  return chapter
}
