import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    include: ['tests/**/*.test.ts'],
    exclude: ['tests/**/*.slow.test.ts', '**/node_modules/**'],
    setupFiles: ['tests/support/setup.ts'],
    testTimeout: 20_000,
    coverage: { include: ['src/**/*.ts'], reporter: ['text', 'text-summary', 'json-summary'] },
  },
})
