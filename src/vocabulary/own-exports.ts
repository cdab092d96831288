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
  | 'verifier-middleware'
  | 'signer'
  | 'erasure'

/** The sanitizer that fixes wrap payloads in. */
export const sanitizerName = 'sanitizeAttributes'

/** Every export that the rules know, by name. `tests/agreement.test.ts` holds it against the runtime. */
export const ownExports = {
  classifyAttribute: 'classifier',
  createSanitizer: 'sanitizer-factory',
  definePolicy: 'policy',
  deleteCustomer: 'erasure',
  expressWebhook: 'verifier-middleware',
  hashPii: 'keyed-hash',
  isValidWebhook: 'verifier',
  sanitizeAttributes: 'sanitizer',
  signWebhook: 'signer',
  verifyWebhook: 'verifier',
} as const satisfies Record<string, OwnExportRole>

export type OwnExportName = keyof typeof ownExports

/** The role of an export of the runtime by its name, or null for a name that it does not have. */
export function ownExportRole(name: string): OwnExportRole | null {
  return Object.hasOwn(ownExports, name) ? ownExports[name as OwnExportName] : null
}

/** The role of an export of any module: null unless it is the runtime's. */
export function findOwnExport(module: string, name: string): OwnExportRole | null {
  return module === runtimeSpecifier ? ownExportRole(name) : null
}
