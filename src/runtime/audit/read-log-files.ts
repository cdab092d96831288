/** Answers: what do the files of an audit log hold, in order? */

import { createReadStream } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { logFilesOf } from './log-file.ts'

/** The bytes of a file of entries, after those of the files that were set aside from it unless it is wanted alone. */
export async function* readLogFiles(source: string | URL, alone: boolean): AsyncGenerator<Uint8Array> {
  const path = source instanceof URL ? fileURLToPath(source) : source
  for (const file of alone ? [path] : await logFilesOf(path)) {
    yield* createReadStream(file) as AsyncIterable<Uint8Array>
  }
}
