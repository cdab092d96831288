/** Which environment variables does a bundler write into code that browsers and phones receive? */

/** A prefix, and the tool that inlines variables with it. */
export interface PublicEnvPrefix {
  readonly prefix: string
  readonly tool: string
}

/** Source: each tool's documentation on environment variables. */
export const publicEnvPrefixes: readonly PublicEnvPrefix[] = [
  { prefix: 'NEXT_PUBLIC_', tool: 'Next.js' },
  { prefix: 'VITE_', tool: 'Vite' },
  { prefix: 'REACT_APP_', tool: 'Create React App' },
  { prefix: 'EXPO_PUBLIC_', tool: 'Expo' },
  { prefix: 'GATSBY_', tool: 'Gatsby' },
  { prefix: 'NUXT_PUBLIC_', tool: 'Nuxt' },
  { prefix: 'VUE_APP_', tool: 'Vue CLI' },
  { prefix: 'STORYBOOK_', tool: 'Storybook' },
  { prefix: 'PUBLIC_', tool: 'SvelteKit and Astro' },
]

/** The bundler prefix with which the name of a variable begins, or null when the variable stays on the server. */
export function findPublicEnvPrefix(name: string): PublicEnvPrefix | null {
  return (
    publicEnvPrefixes.find(({ prefix }) => name.startsWith(prefix) && name.length > prefix.length) ?? null
  )
}

/** The name a server would read instead: `NEXT_PUBLIC_CUSTOMERIO_API_KEY` is `CUSTOMERIO_API_KEY`. */
export function withoutPublicEnvPrefix(name: string): string {
  return name.slice(findPublicEnvPrefix(name)?.prefix.length ?? 0)
}
