// Can a call of this function lead to a request at all? Most functions of a project cannot, and are left alone.
import type { FunctionNode } from '../../ast/source-file.ts'
import { httpCallAt } from '../http/http-options.ts'
import { callsWithin } from '../values/calls-within.ts'
import { operationAt } from './calls.ts'
import type { ClientContext } from './clients.ts'

/** What the body of a function does by itself. */
interface OwnCalls {
  readonly requests: boolean
  readonly functions: readonly FunctionNode[]
}

/** Answers of one file, each function looked at once: the costs are those of reading the functions. */
export class RequestsBehind {
  readonly #context: ClientContext
  readonly #own = new Map<FunctionNode, OwnCalls>()
  readonly #answers = new Map<FunctionNode, boolean>()

  constructor(context: ClientContext) {
    this.#context = context
  }

  /** Whether a function, or one that it calls, sends an HTTP request or calls a client. */
  areBehind(fn: FunctionNode): boolean {
    const known = this.#answers.get(fn)
    if (known !== undefined) return known
    const reached = new Set([fn])
    const answer = this.#someRequestIn(reached)
    this.#answers.set(fn, answer)
    // Who is reached from a function without requests has none behind it either.
    if (!answer) for (const one of reached) this.#answers.set(one, false)
    return answer
  }

  /** Whether one of the functions sends a request, or one that they call: the set grows while it is gone through. */
  #someRequestIn(reached: Set<FunctionNode>): boolean {
    for (const fn of reached) {
      const known = this.#answers.get(fn)
      if (known === false) continue
      if (known === true || this.#ownCallsOf(fn).requests) return true
      for (const called of this.#ownCallsOf(fn).functions) reached.add(called)
    }
    return false
  }

  #ownCallsOf(fn: FunctionNode): OwnCalls {
    const known = this.#own.get(fn)
    if (known) return known
    const calls = callsWithin(fn, this.#context.tracer)
    const requests = calls.some(
      (call) => operationAt(call, this.#context) !== null || httpCallAt(call, this.#context) !== null,
    )
    const functions = requests ? [] : calls.flatMap(({ callee }) => this.#context.tracer.functionsAt(callee))
    const own = { requests, functions }
    this.#own.set(fn, own)
    return own
  }
}
