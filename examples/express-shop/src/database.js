/** Stands in for the real database: lives as long as the process. */
export const database = {
  /** @type {Map<string, Record<string, any>>} */
  customers: new Map(),
  /** @type {Map<string, Record<string, any>>} */
  orders: new Map(),
}
