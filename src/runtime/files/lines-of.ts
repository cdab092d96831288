/** Answers: which lines does a file or stream hold, and where does each end? */

export interface Line {
  readonly text: string
  /** `false` for what stands after the last line feed: a line that was being written when the process ended. */
  readonly isComplete: boolean
  /** The number of bytes up to and including its line feed. */
  readonly end: number
}

/** The lines of a source of bytes or text, one after the other, so that a long file takes no memory. */
export async function* linesOf(
  source: AsyncIterable<Uint8Array | string> | Iterable<Uint8Array | string>,
): AsyncGenerator<Line> {
  let rest = Buffer.alloc(0)
  let end = 0
  for await (const chunk of source) {
    const bytes = Buffer.concat([rest, typeof chunk === 'string' ? Buffer.from(chunk) : chunk])
    let start = 0
    for (let feed = bytes.indexOf(lineFeed); feed >= 0; feed = bytes.indexOf(lineFeed, start)) {
      end += feed + 1 - start
      yield { text: bytes.toString('utf8', start, feed), isComplete: true, end }
      start = feed + 1
    }
    rest = bytes.subarray(start)
  }
  if (rest.length > 0) yield { text: rest.toString('utf8'), isComplete: false, end: end + rest.length }
}

const lineFeed = 0x0a
