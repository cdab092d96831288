/** Answers: was this object walked so often already that its result is taken from before? */

/** What came of walking an object. */
interface Walk<Result> {
  readonly result: Result
  /** How many levels of objects are below it. */
  readonly height: number
}

/** An object met this often is not walked again; till then every place it stands in gets findings of its own. */
const maxWalks = 16

/**
 * Objects that contain others several times, on many levels, would take time exponential in the levels. Results are kept
 * by object and variant: an object gives different results in different places.
 */
export class RepeatedWalks<Result> {
  readonly #walks = new WeakMap<object, Map<string, { count: number; walk: Walk<Result> }>>()

  /** The earlier walk, `null` where the object is to be walked, which it is when it would not fit the depth that is left. */
  find(value: object, variant: string, depthLeft: number): Walk<Result> | null {
    const known = this.#walks.get(value)?.get(variant)
    if (known === undefined || known.count < maxWalks || known.walk.height > depthLeft) return null
    return known.walk
  }

  add(value: object, variant: string, walk: Walk<Result>): void {
    const variants = this.#walks.get(value) ?? new Map<string, { count: number; walk: Walk<Result> }>()
    this.#walks.set(value, variants)
    variants.set(variant, { count: (variants.get(variant)?.count ?? 0) + 1, walk })
  }
}
