/** Answers: how does an audit log write to a stream? */

import { rememberingSink, type AuditSink } from './audit/audit-sink.ts'

/** What is needed of a `Writable` of Node. */
export interface AuditStream {
  write(text: string, done: (error?: Error | null) => void): unknown
}

/**
 * A sink for a stream: a socket, a pipe, standard output, an uploading client. An entry counts as written when the stream has
 * taken it, which need not mean that it is safe; what is behind the stream decides that. Errors of the stream are its owner's.
 *
 * @throws {TypeError} when it is no stream.
 */
export function streamSink(stream: AuditStream): AuditSink {
  if (typeof (stream as Partial<AuditStream> | null)?.write !== 'function')
    throw new TypeError('`streamSink` needs a writable stream.')
  return rememberingSink(
    stream,
    (line) =>
      new Promise<void>((resolve, reject) => {
        stream.write(`${line}\n`, (error) => {
          if (error) reject(error)
          else resolve()
        })
      }),
  )
}
