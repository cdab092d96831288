// Which waiting number is the largest? A binary heap.

/** Gives numbers back from the largest to the smallest. */
export class LargestFirst {
  readonly #heap: number[] = []

  clear(): void {
    this.#heap.length = 0
  }

  add(added: number): void {
    const heap = this.#heap
    let place = heap.push(added) - 1
    while (place > 0) {
      const above = (place - 1) >> 1
      const parent = heap[above] ?? Infinity
      if (parent >= added) break
      heap[place] = parent
      place = above
    }
    heap[place] = added
  }

  /** Takes the largest number out; `null` when there is none. */
  take(): number | null {
    const heap = this.#heap
    const largest = heap[0]
    const moved = heap.pop()
    if (largest === undefined || moved === undefined) return null
    if (heap.length > 0) this.#sink(moved)
    return largest
  }

  #sink(moved: number): void {
    const heap = this.#heap
    let place = 0
    for (;;) {
      let below = 2 * place + 1
      const left = heap[below]
      if (left === undefined) break
      const right = heap[below + 1]
      if (right !== undefined && right > left) below++
      const larger = heap[below] ?? left
      if (larger <= moved) break
      heap[place] = larger
      place = below
    }
    heap[place] = moved
  }
}
