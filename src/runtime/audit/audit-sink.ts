/** Answers: what does an audit log need of the place where its lines go? */

/** A place for the lines of an audit log, made by `fileSink` or `streamSink`. */
export interface AuditSink {
  /** Whether several lines can be written at once, all or nothing. */
  readonly takesBatches: boolean
  /**
   * Writes the lines that `build` gives when it is told the last line already there, `null` where there is none or the sink
   * cannot tell. Nobody else writes between the two. Resolves when the lines are safe.
   */
  append(build: (lastLine: string | null) => readonly string[]): Promise<void>
}

/** Gets each line, without a line feed, when the one before it is done; may return a promise. */
export type AuditFunction = (line: string) => unknown

/** The same sink for the same function or stream, so that logs that share it share the chain. */
const known = new WeakMap<object, AuditSink>()

/** A sink that remembers the last line, as long as the process lives. */
export function rememberingSink(target: object, write: (line: string) => unknown): AuditSink {
  const sink = known.get(target) ?? newSink(write)
  known.set(target, sink)
  return sink
}

function newSink(write: (line: string) => unknown): AuditSink {
  let lastLine: string | null = null
  let turn: Promise<unknown> = Promise.resolve()
  return {
    takesBatches: false,
    append(build) {
      const written = turn.then(async () => {
        for (const line of build(lastLine)) {
          await write(line)
          lastLine = line
        }
      })
      turn = written.catch(() => undefined)
      return written
    },
  }
}
