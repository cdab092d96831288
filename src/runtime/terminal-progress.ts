/** Answers: how does somebody at a terminal see how far a run is? */

import type { DeletionProgress } from './delete-customers.ts'

/** What is needed of `process.stderr`. */
export interface ProgressStream {
  readonly isTTY?: boolean | undefined
  readonly columns?: number | undefined
  write(text: string): unknown
}

export interface TerminalProgressOptions {
  /** Where the bar is drawn; default `process.stderr`. Nothing is written where it is no terminal. */
  readonly stream?: ProgressStream | undefined
  /** The time in milliseconds; default `Date.now`. */
  readonly now?: (() => number) | undefined
}

/**
 * A bar for `onProgress` of `deleteCustomers`: drawn at most ten times a second on a terminal, silent in a pipe or a log. It
 * shows counts, never an id.
 *
 * @example
 * const options = { onProgress: terminalProgress() }
 */
export function terminalProgress(
  options: TerminalProgressOptions = {},
): (progress: DeletionProgress) => void {
  const stream = options.stream ?? standardError()
  const now = options.now ?? Date.now
  if (stream?.isTTY !== true) return () => undefined
  let startedAt: number | null = null
  let drawnAt = -Infinity
  return (progress) => {
    const time = now()
    startedAt ??= time
    if (!progress.finished && time - drawnAt < redrawMs) return
    drawnAt = time
    const text = lineOf(progress, time - startedAt).slice(0, (stream.columns ?? 80) - 1)
    stream.write(`\r\u001b[2K${text}${progress.finished ? '\n' : ''}`)
  }
}

function lineOf({ deleted, failed, skipped, total, finished }: DeletionProgress, elapsedMs: number): string {
  const dealt = deleted + failed + skipped
  const counts = [`${deleted} deleted`]
  if (failed > 0) counts.push(`${failed} failed`)
  if (skipped > 0) counts.push(`${skipped} skipped`)
  const time = finished
    ? `in ${durationOf(elapsedMs)}`
    : remaining(dealt - skipped, total, skipped, elapsedMs)
  return [total === null ? null : barOf(dealt, total), counts.join(', '), time]
    .filter((part) => part !== null)
    .join('  ')
}

function barOf(dealt: number, total: number): string {
  const share = total === 0 ? 1 : Math.min(1, dealt / total)
  const full = Math.floor(share * barWidth)
  const bar = `${'█'.repeat(full)}${'░'.repeat(barWidth - full)}`
  return `${bar} ${Math.floor(share * 100)} % of ${total}`
}

/** Those that were skipped took no time, and tell nothing about the others. */
function remaining(done: number, total: number | null, skipped: number, elapsedMs: number): string | null {
  if (total === null || done === 0) return null
  return `${durationOf((elapsedMs / done) * Math.max(0, total - skipped - done))} left`
}

function durationOf(milliseconds: number): string {
  const seconds = Math.ceil(milliseconds / 1000)
  const [hours, minutes] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60]
  if (hours > 0) return `${hours} h ${minutes} min`
  return minutes > 0 ? `${minutes} min ${seconds % 60} s` : `${seconds} s`
}

/** Workers may have no `process`. */
function standardError(): ProgressStream | null {
  return (globalThis as { process?: { stderr?: ProgressStream } }).process?.stderr ?? null
}

const redrawMs = 100
const barWidth = 24
