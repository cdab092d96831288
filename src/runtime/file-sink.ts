/** Answers: how does an audit log write to a file, so that every entry is on the disk? */

import type { AuditSink } from './audit/audit-sink.ts'

export interface FileSinkOptions {
  /** When the file would grow beyond so many bytes, it is renamed to `<path>.000001` and so on; default: never. */
  readonly maxBytes?: number | undefined
}

/**
 * A sink that appends to a file (mode 0600) and syncs it: an entry that is recorded survives a crash. Several logs, processes
 * and machines with the same file take turns, with a `.lock` file beside it, and continue one chain.
 *
 * @throws {TypeError} when the path or an option is unusable.
 */
export function fileSink(path: string, options: FileSinkOptions = {}): AuditSink {
  const { maxBytes = Infinity } = options
  if (typeof path !== 'string' || path.trim() === '')
    throw new TypeError('`fileSink` needs the path of a file.')
  if (typeof maxBytes !== 'number' || !(maxBytes > 0))
    throw new TypeError('`maxBytes` must be a number above 0.')
  let turn: Promise<unknown> = Promise.resolve()
  return {
    takesBatches: true,
    append(build) {
      const written = turn.then(async () => {
        // Files are loaded when they are needed: not every worker has them.
        const { appendToLogFile } = await import('./audit/log-file.ts')
        await appendToLogFile(path, maxBytes, build)
      })
      turn = written.catch(() => undefined)
      return written
    },
  }
}
