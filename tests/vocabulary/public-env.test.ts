import { describe, expect, it } from 'vitest'

import {
  findPublicEnvPrefix,
  publicEnvPrefixes,
  withoutPublicEnvPrefix,
} from '../../src/vocabulary/public-env.ts'

describe('public environment variables', () => {
  it.each(publicEnvPrefixes)('$prefix is inlined by $tool', ({ prefix }) => {
    expect(findPublicEnvPrefix(`${prefix}CUSTOMERIO_APP_API_KEY`)?.prefix).toBe(prefix)
    expect(withoutPublicEnvPrefix(`${prefix}CUSTOMERIO_APP_API_KEY`)).toBe('CUSTOMERIO_APP_API_KEY')
  })

  it('has the prefixes that the rule names', () => {
    expect(publicEnvPrefixes.map(({ prefix }) => prefix).sort()).toEqual([
      'EXPO_PUBLIC_',
      'GATSBY_',
      'NEXT_PUBLIC_',
      'NUXT_PUBLIC_',
      'PUBLIC_',
      'REACT_APP_',
      'STORYBOOK_',
      'VITE_',
      'VUE_APP_',
    ])
  })

  it.each([
    'CUSTOMERIO_API_KEY',
    'NUXT_CUSTOMERIO_API_KEY',
    'MY_NEXT_PUBLIC_KEY',
    'PUBLICATION_KEY',
    'VITE_',
    'vite_key',
    '',
  ])('%s stays on the server', (name) => {
    expect(findPublicEnvPrefix(name)).toBeNull()
    expect(withoutPublicEnvPrefix(name)).toBe(name)
  })
})
