/** Answers: which credentials are mounted as files? */

import { readdir, readFile, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

import {
  credentialFields,
  entryFor,
  type CredentialNames,
  type FoundCredentials,
} from './credential-fields.ts'
import { credentialInText, credentialsInJson, type CredentialSource } from './credential-source.ts'
import { failureOf } from './source-failure.ts'

export interface FromFileOptions {
  /** A JSON file, or a folder with a file for each credential. */
  readonly path: string | URL
  /** Other names of the properties or files, such as `{ trackApiKey: 'cio-key' }`. */
  readonly names?: CredentialNames | undefined
}

/**
 * Credentials from a JSON file, or from a folder with a file for each, as Docker and Kubernetes mount secrets:
 * `/run/secrets/customerio/track-api-key`. The files are read anew whenever the credentials are loaded.
 *
 * @param file A path, or `{ path, names }`.
 * @throws {TypeError} when there is no path.
 *
 * @example
 * const credentials = await loadCredentials({ from: fromFile('/run/secrets/customerio') })
 */
export function fromFile(file: string | URL | FromFileOptions): CredentialSource {
  const { path, names = {} } = typeof file === 'string' || file instanceof URL ? { path: file } : file
  const place = path instanceof URL ? fileURLToPath(path) : path
  if (typeof place !== 'string' || place === '')
    throw new TypeError('`path` must be the path of a file or folder.')
  const name = `the file ${place}`
  return {
    name,
    async load() {
      try {
        const isFolder = (await stat(place)).isDirectory()
        return isFolder
          ? await readFolder(place, names, name)
          : credentialsInJson(await readFile(place, 'utf8'), names, name)
      } catch (error) {
        throw failureOf(error, { name, advice })
      }
    },
  }
}

const advice = {
  access_denied: 'Let the user of this process read it.',
  not_found: 'Check the path, and that the secret is mounted.',
}

/** Files of other things in the folder are not opened. */
async function readFolder(folder: string, names: CredentialNames, source: string): Promise<FoundCredentials> {
  const files = (await readdir(folder)).filter((file) => !file.startsWith('.'))
  const entries = Object.fromEntries(files.map((file) => [file, file]))
  const found: FoundCredentials = {}
  for (const field of credentialFields) {
    const file = entryFor(field, entries, names[field], source)
    if (file !== null) found[field] = credentialInText(await readFile(join(folder, file), 'utf8'))
  }
  return found
}
