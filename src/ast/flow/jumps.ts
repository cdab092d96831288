// Where do `return`, `break`, `continue` and `throw` lead? The constructs around the code being read, innermost last.
import type { Point } from './control-graph.ts'

export interface Jump {
  readonly kind: 'return' | 'throw' | 'break' | 'continue'
  readonly label: string | null
}

export type Frame =
  | { readonly kind: 'function'; readonly end: Point }
  | { readonly kind: 'catch'; readonly handler: Point }
  | FinallyFrame
  | BreakableFrame

/** Every jump out of a `try` with a `finally` goes through it first, and on from its end. */
export interface FinallyFrame {
  readonly kind: 'finally'
  readonly start: Point
  readonly pending: Map<string, Jump>
}

export interface BreakableFrame {
  readonly kind: 'breakable'
  readonly labels: readonly string[]
  /** Is `break` without a label for this one? */
  readonly unlabelled: boolean
  readonly end: Point
  readonly next: Point | null
}

/** The point a jump goes to next; `null` when it leaves the code. */
export function landingOf(jump: Jump, frames: readonly Frame[]): Point | null {
  for (const frame of [...frames].reverse()) {
    const landing = landingIn(frame, jump)
    if (landing === null) continue
    if (frame.kind === 'finally') frame.pending.set(`${jump.kind} ${jump.label ?? ''}`, jump)
    return landing
  }
  return null
}

function landingIn(frame: Frame, { kind, label }: Jump): Point | null {
  switch (frame.kind) {
    case 'finally':
      return frame.start
    case 'catch':
      return kind === 'throw' ? frame.handler : null
    case 'function':
      return kind === 'return' ? frame.end : null
    case 'breakable': {
      const meant = label === null ? frame.unlabelled : frame.labels.includes(label)
      if (!meant) return null
      if (kind === 'break') return frame.end
      return kind === 'continue' ? frame.next : null
    }
  }
}
