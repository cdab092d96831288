import js from '@eslint/js'
import eslintPlugin from 'eslint-plugin-eslint-plugin'
import { defineConfig } from 'eslint/config'
import tseslint from 'typescript-eslint'

// The plugin checks its own project, as it is published: `npm run lint` builds it first.
import customerio from './dist/index.mjs'

export default defineConfig([
  {
    ignores: [
      'dist/',
      'coverage/',
      'tests/fixtures/',
      'examples/express-shop/',
      'examples/nextjs/',
      'examples/worker/',
    ],
  },
  { linterOptions: { reportUnusedDisableDirectives: 'error', reportUnusedInlineConfigs: 'error' } },
  {
    files: ['**/*.{js,mjs,ts}'],
    extends: [js.configs.recommended, customerio.configs.strict],
    rules: { 'no-warning-comments': 'error' },
  },
  {
    files: ['**/*.{js,mjs}'],
    languageOptions: {
      globals: { console: 'readonly', fetch: 'readonly', process: 'readonly', URL: 'readonly' },
    },
  },
  {
    files: ['**/*.ts'],
    extends: [tseslint.configs.strictTypeChecked, tseslint.configs.stylisticTypeChecked],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      '@typescript-eslint/consistent-type-imports': ['error', { disallowTypeAnnotations: false }],
      '@typescript-eslint/no-invalid-void-type': ['error', { allowAsThisParameter: true }],
      // Node types are compared with their literal names, so that nothing of typescript-eslint is loaded at run time.
      '@typescript-eslint/no-unsafe-enum-comparison': 'off',
      // Numbers in messages and templates read well as they are.
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
    },
  },
  {
    files: ['src/**/*.ts'],
    rules: {
      'max-lines': ['error', 300],
      'max-lines-per-function': ['error', { max: 40, skipBlankLines: true, skipComments: true }],
      'max-depth': ['error', 3],
      'no-console': 'error',
      'no-restricted-exports': ['error', { restrictDefaultExports: { direct: true } }],
    },
  },
  {
    // ESLint loads the default export.
    files: ['src/index.ts'],
    rules: { 'no-restricted-exports': 'off' },
  },
  {
    files: ['src/rules/*.ts'],
    ignores: ['src/rules/create-rule.ts', 'src/rules/index.ts', 'src/rules/scope-option.ts'],
    extends: [eslintPlugin.configs.recommended],
    rules: {
      'eslint-plugin/meta-property-ordering': 'error',
      // All rules look alike: those without options say so with an empty list (tests/plugin.test.ts checks the others).
      'eslint-plugin/require-meta-default-options': 'off',
      'eslint-plugin/require-meta-schema-description': 'error',
    },
  },
  {
    // Requests that a benchmark signs itself, and verifies as often as it can.
    files: ['benchmarks/*.mjs'],
    rules: {
      'customerio/require-raw-webhook-body': 'off',
      'customerio/require-webhook-timestamp': 'off',
      'customerio/require-webhook-verification': 'off',
    },
  },
  {
    files: ['tests/**/*.ts'],
    rules: {
      // Arrow functions that hand a call to `expect` read best in short form.
      '@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true }],
      // Tests send made-up data to servers of their own, unsanitized where that is the point.
      'customerio/require-sanitized-attributes': 'off',
      'customerio/require-explicit-attributes': 'off',
      'customerio/no-sensitive-attributes': 'off',
    },
  },
])
