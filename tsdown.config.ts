import { defineConfig } from 'tsdown'

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
  deps: {
    // Types alone are taken from typescript-eslint, and none of them may reach the published declarations.
    neverBundle: [/^@typescript-eslint\//],
    // The build fails when any other package slips in; docs/architecture.md says why these are there.
    onlyBundle: ['enhanced-resolve', 'graceful-fs', 'tapable', 'eslint-scope', 'esrecurse', 'estraverse'],
  },
})
