/** What does this package's own runtime export that rules recognise and fixes write? */
import type { ClientKind } from './method-facts.ts'

/** The name under which this package is installed. */
export const packageName = 'eslint-plugin-customerio'

/** The specifier from which fixes import. */
export const runtimeSpecifier = 'eslint-plugin-customerio/runtime'

/** What an export of the runtime is to the rules. */
export type OwnExportRole =
  | 'sanitizer'
  | 'sanitizer-factory'
  | 'keyed-hash'
  | 'classifier'
  | 'policy'
  | 'verifier'
  /** Takes options with the secret; what it makes lets only verified requests reach the handler. */
  | 'verifier-middleware'
  | 'signer'
  | 'erasure'
  /** What it makes gives clients by its methods: `providedClients`. */
  | 'client-provider'

/** The sanitizer that fixes wrap payloads in. */
export const sanitizerName = 'sanitizeAttributes'

/** The keyed hash that fixes write instead of a plain digest. */
export const keyedHashName = 'hashPii'

/** The erasure that fixes write instead of a mere deletion. */
export const erasureName = 'deleteCustomer'

/** The verifier that fixes write: a yes or no, where a check by hand stood. */
export const verifierName = 'isValidWebhook'

/** Every export that the rules know, by name. `tests/agreement.test.ts` holds it against the runtime. */
export const ownExports = {
  anonymizeForAnalytics: 'sanitizer',
  classifyAttribute: 'classifier',
  createClientProvider: 'client-provider',
  createSanitizer: 'sanitizer-factory',
  definePolicy: 'policy',
  deleteCustomer: 'erasure',
  deleteCustomers: 'erasure',
  expressWebhook: 'verifier-middleware',
  fastifyWebhook: 'verifier-middleware',
  hashPii: 'keyed-hash',
  isValidWebhook: 'verifier',
  koaWebhook: 'verifier-middleware',
  lambdaWebhook: 'verifier-middleware',
  sanitizeAttributes: 'sanitizer',
  signWebhook: 'signer',
  verifyWebhook: 'verifier',
  webhookHandler: 'verifier-middleware',
} as const satisfies Record<string, OwnExportRole>

export type OwnExportName = keyof typeof ownExports

/** The role of an export of the runtime, or null for another module or name. */
export function findOwnExport(module: string, name: string): OwnExportRole | null {
  if (module !== runtimeSpecifier || !Object.hasOwn(ownExports, name)) return null
  return ownExports[name as OwnExportName]
}

/** The methods by which a provider gives clients of the SDK. */
export const providedClients = {
  app: 'app',
  pipelines: 'pipelines',
  track: 'track',
} as const satisfies Record<string, ClientKind>

/** The type of a provider, for parameters and fields that hold one. */
export const clientProviderType = 'ClientProvider'

/** The options in which a provider may be told where data goes, the one to name first. */
export const providerRegionOptions: readonly string[] = ['region', 'clientOptions']

/** The kind of client that a method of a provider gives, or null for its other methods. */
export function findProvidedClient(method: string): ClientKind | null {
  return Object.hasOwn(providedClients, method)
    ? providedClients[method as keyof typeof providedClients]
    : null
}
