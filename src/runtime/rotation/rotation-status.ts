/** Answers: is a key due to be replaced? */

export interface RotationStatusOptions {
  /** When the key was made: a date, milliseconds, or ISO 8601 (`2026-01-31`). */
  readonly createdAt: Date | number | string
  /** For how many days a key may serve; default 90. */
  readonly maxAgeDays?: number | undefined
  /** The time in milliseconds; default `Date.now`. */
  readonly now?: (() => number) | undefined
}

export interface RotationStatus {
  /** Whole days since it was made. */
  readonly ageDays: number
  /** Whole days until it is due, the day that has begun counted; negative when it is overdue. */
  readonly dueInDays: number
  readonly due: boolean
}

/**
 * Tells how old a key is and whether it is due to be replaced.
 *
 * @throws {TypeError} when `createdAt` is no date or lies more than a day ahead, or `maxAgeDays` is no number, 0 or more.
 *
 * @example
 * rotationStatus({ createdAt: '2026-01-31' }).due
 */
export function rotationStatus(options: RotationStatusOptions): RotationStatus {
  const { createdAt, maxAgeDays = 90, now = Date.now } = options
  if (typeof maxAgeDays !== 'number' || !(maxAgeDays >= 0))
    throw new TypeError('`maxAgeDays` must be a number, 0 or more.')
  const age = (now() - timeOf(createdAt)) / dayMs
  // Clocks differ a little; a year that is mistyped would never be due.
  if (age < -1) throw new TypeError('`createdAt` lies in the future.')
  const ageDays = Math.max(age, 0)
  return {
    ageDays: Math.floor(ageDays),
    // `+ 0` for no "minus zero".
    dueInDays: Math.ceil(maxAgeDays - ageDays) + 0,
    due: ageDays >= maxAgeDays,
  }
}

const dayMs = 86_400_000

function timeOf(createdAt: unknown): number {
  const time =
    createdAt instanceof Date
      ? createdAt.getTime()
      : typeof createdAt === 'string' && /^\d{4}-\d\d-\d\d(?:T.+)?$/.test(createdAt)
        ? Date.parse(createdAt)
        : createdAt
  if (typeof time !== 'number' || !Number.isFinite(time))
    throw new TypeError('`createdAt` must be a date, milliseconds since 1970, or ISO 8601 (`2026-01-31`).')
  return time
}
