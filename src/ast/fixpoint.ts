// What is the least answer to questions that lean on each other? The same whichever is asked first.
import { LargestFirst } from './largest-first.ts'

export interface Domain<Value> {
  /** the answer before anything is known */
  readonly nothing: Value
  /** the answer where no end is in sight */
  readonly anything: Value
  isSame(one: Value, other: Value): boolean
}

interface Question<Value> {
  readonly place: number
  readonly compute: () => Value
  readonly dependents: Set<Question<Value>>
  value: Value
  isWaiting: boolean
  computations: number
}

/** Questions answered within each other before the rest waits its turn: keeps deep code off the stack's end. */
const deepestNesting = 40
/** Answers grow, so they settle; this ends a computation that does not keep to that. */
const mostComputations = 300
/** What all questions together may take before every further answer is `anything`; larger programs are allowed more. */
const leastEffort = 30_000

/**
 * Remembers answers per key. A computation may ask for other answers: while those are open it gets what is known so
 * far, starting with `nothing`, and is repeated when they grow. No recursion is deeper than a fixed bound.
 */
export class Fixpoint<Value> {
  readonly #domain: Domain<Value>
  readonly #settled = new Map<object, Value>()
  readonly #open = new Map<object, Question<Value>>()
  /** the open questions in order of discovery: what a question leans on mostly comes after it */
  #discovered: Question<Value>[] = []
  readonly #waiting = new LargestFirst()
  #asking: Question<Value> | null = null
  #nesting = 0
  #computations = 0
  #mostEffort = leastEffort

  constructor(domain: Domain<Value>) {
    this.#domain = domain
  }

  /** Allows as many further computations: there is more to ask about. */
  allow(computations: number): void {
    this.#mostEffort += computations
  }

  /** Counts what a computation did beside asking: as much as so many plain ones. */
  spend(computations: number): void {
    this.#computations += computations
  }

  /** How many computations all answers took so far. */
  get computations(): number {
    return this.#computations
  }

  /** True between questions, when every answer is final. */
  get isSettled(): boolean {
    return this.#asking === null
  }

  /** The answer for a key: final when asked from outside, as far as known when asked by a computation. */
  answer(key: object, compute: () => Value): Value {
    const settled = this.#settled.get(key)
    if (settled !== undefined) return settled
    const question = this.#open.get(key) ?? this.#discover(key, compute)
    if (this.#asking === null) return this.#settle(question)
    if (question.computations === 0) {
      if (this.#nesting < deepestNesting) this.#compute(question)
      else this.#wait(question)
    }
    question.dependents.add(this.#asking)
    return question.value
  }

  #discover(key: object, compute: () => Value): Question<Value> {
    const question: Question<Value> = {
      place: this.#discovered.length,
      compute,
      dependents: new Set(),
      value: this.#domain.nothing,
      isWaiting: false,
      computations: 0,
    }
    this.#open.set(key, question)
    this.#discovered.push(question)
    return question
  }

  #settle(first: Question<Value>): Value {
    try {
      this.#wait(first)
      for (let place = this.#waiting.take(); place !== null; place = this.#waiting.take()) {
        const question = this.#discovered[place]
        if (question?.isWaiting) this.#compute(question)
      }
      for (const [key, { value }] of this.#open) this.#settled.set(key, value)
      return first.value
    } finally {
      this.#open.clear()
      this.#discovered = []
      this.#waiting.clear()
      this.#asking = null
      this.#nesting = 0
    }
  }

  #compute(question: Question<Value>): void {
    const outer = this.#asking
    this.#asking = question
    this.#nesting++
    this.#computations++
    question.isWaiting = false
    const isEndless = ++question.computations > mostComputations || this.#computations > this.#mostEffort
    const value = isEndless ? this.#domain.anything : question.compute()
    this.#nesting--
    this.#asking = outer
    if (this.#domain.isSame(question.value, value)) return
    question.value = value
    for (const dependent of question.dependents) this.#wait(dependent)
  }

  #wait(question: Question<Value>): void {
    if (question.isWaiting) return
    question.isWaiting = true
    this.#waiting.add(question.place)
  }
}
