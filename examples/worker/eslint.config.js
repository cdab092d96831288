import customerio from 'eslint-plugin-customerio'

export default [
  customerio.configs.recommended, // or `strict`: every rule
  { rules: { 'customerio/require-region': 'error' } },
]
