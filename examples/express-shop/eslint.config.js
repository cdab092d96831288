import customerio from 'eslint-plugin-customerio'
import { defineConfig } from 'eslint/config'

export default defineConfig([{ plugins: { customerio }, extends: ['customerio/recommended'] }])
