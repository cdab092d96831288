import { defineConfig } from 'vitest/config'

const SLOW = 'tests/**/*.slow.test.ts'

// `vitest run --mode slow` runs only what takes long: programs by the hundred, servers under load, the packed package.
export default defineConfig(({ mode }) => ({
  test: {
    include: mode === 'slow' ? [SLOW] : ['tests/**/*.test.ts'],
    exclude: mode === 'slow' ? [] : [SLOW],
    // Parsers and TypeScript take a second to load, and are the same for all tests of a worker.
    isolate: mode === 'slow',
    testTimeout: mode === 'slow' ? 300_000 : 60_000,
    hookTimeout: mode === 'slow' ? 300_000 : 60_000,
    coverage: { include: ['src/**/*.ts'], reporter: ['text', 'text-summary', 'json-summary'] },
  },
}))
