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
  // Types alone are taken from typescript-eslint, and none of them may reach the published declarations.
  deps: { neverBundle: [/^@typescript-eslint\//], onlyBundle: [] },
})
