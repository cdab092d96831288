import customerio from 'eslint-plugin-customerio'
import { defineConfig } from 'eslint/config'
import tseslint from 'typescript-eslint'

export default defineConfig([
  { files: ['**/*.{ts,tsx}'], languageOptions: { parser: tseslint.parser } },
  customerio.configs.recommended,
])
