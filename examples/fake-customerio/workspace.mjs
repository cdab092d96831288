// @ts-check
/**
 * Which people would a Customer.io workspace hold after these requests?
 * As docs.customer.io says: identifying or tracking someone unknown creates the person, `destroy` forgets the person but
 * lets the same id come back, `suppress` forgets the person and ignores the id from then on.
 */

/**
 * @typedef {object} Person
 * @property {Record<string, unknown>} attributes
 * @property {unknown[]} events
 */

export class Workspace {
  id = 1
  /** @type {Map<string, Person>} */
  people = new Map()
  /** @type {Set<string>} */
  suppressed = new Set()

  /**
   * @param {string | null} id
   * @param {unknown} attributes
   */
  identify(id, attributes) {
    const person = this.#find(id)
    if (person) Object.assign(person.attributes, attributes)
    return {}
  }

  /**
   * @param {string | null} id
   * @param {unknown} event
   */
  track(id, event) {
    this.#find(id)?.events.push(event)
    return {}
  }

  /** @param {string} id */
  destroy(id) {
    this.people.delete(id)
    return {}
  }

  /** @param {string} id */
  suppress(id) {
    this.people.delete(id)
    this.suppressed.add(id)
    return {}
  }

  /** @param {string} id */
  unsuppress(id) {
    this.suppressed.delete(id)
    return {}
  }

  /**
   * @param {string | null} primary
   * @param {string | null} secondary
   */
  merge(primary, secondary) {
    const old = secondary === null ? undefined : this.people.get(secondary)
    const person = this.#find(primary)
    if (!person || !old || secondary === null || primary === secondary) return
    person.attributes = { ...old.attributes, ...person.attributes }
    person.events.push(...old.events)
    this.people.delete(secondary)
  }

  /**
   * One operation of the Track API v2.
   *
   * @param {any} operation
   */
  entity(operation) {
    const id = operation?.identifiers?.id ?? operation?.identifiers?.email
    if (operation?.type !== 'person' || id === undefined) return {}
    switch (operation.action) {
      case 'identify':
        return this.identify(String(id), operation.attributes)
      case 'event':
      case 'page':
      case 'screen':
        return this.track(String(id), { name: operation.name, data: operation.attributes })
      case 'delete':
        return this.destroy(String(id))
      case 'suppress':
        return this.suppress(String(id))
      case 'unsuppress':
        return this.unsuppress(String(id))
      default:
        return {}
    }
  }

  clear() {
    this.people.clear()
    this.suppressed.clear()
  }

  /**
   * @param {string | null} id
   * @returns {Person | null} a new person where the id is unknown; `null` for one that is suppressed
   */
  #find(id) {
    if (id === null || this.suppressed.has(id)) return null
    const known = this.people.get(id)
    if (known) return known
    /** @type {Person} */
    const person = { attributes: {}, events: [] }
    this.people.set(id, person)
    return person
  }
}
