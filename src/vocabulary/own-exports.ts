/** What does this package's own runtime export that rules recognise and fixes write? */

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
