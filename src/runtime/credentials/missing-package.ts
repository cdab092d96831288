/** Answers: what does an operator install when an optional package is not there? */

import { CredentialError } from '../errors.ts'

/** The error for a failed `import()`: an optional package is missing, or its own code failed. */
export function missingPackage(error: unknown, name: string, source: string): CredentialError {
  const code: unknown = typeof error === 'object' && error !== null ? Reflect.get(error, 'code') : undefined
  const isMissing = code === 'ERR_MODULE_NOT_FOUND' || code === 'MODULE_NOT_FOUND'
  return isMissing
    ? new CredentialError(
        'sdk_missing',
        `The package \`${name}\` is needed for ${source} and is not installed. Run \`npm install ${name}\`.`,
        { source, reason: 'ERR_MODULE_NOT_FOUND' },
      )
    : new CredentialError(
        'source_failed',
        `The package \`${name}\` could not be loaded. Check that its version suits this version of Node.`,
        { source },
      )
}
