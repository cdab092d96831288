import customerio from 'eslint-plugin-customerio'
import { defineConfig } from 'eslint/config'
import tseslint from 'typescript-eslint'

export default defineConfig([
  { files: ['**/*.{ts,tsx}'], languageOptions: { parser: tseslint.parser } },
  customerio.configs.recommended,
  // The shop's people are in the EU: no client may leave it to chance where it sends them.
  { rules: { 'customerio/require-region': 'error' } },
])
