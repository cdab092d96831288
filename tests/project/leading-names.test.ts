import { describe, expect, it } from 'vitest'

import type { Lead, LeadingImport } from '../../src/project/leading-names.ts'
import { isFollowed, leadingNamesIn } from '../../src/project/leading-names.ts'
import { dedent } from '../support/marked-code.ts'

const crm: LeadingImport = { specifier: './crm', local: 'Crm', lead: new Set(['identify', 'constructor']) }
const send: LeadingImport = { specifier: './send', local: 'send', lead: 'anyhow' }

/** By export: `anyhow`, or the names of members in order. */
function leads(code: string, imports: readonly LeadingImport[] = [crm, send]) {
  const found = leadingNamesIn(dedent(code), imports, (text) => text.includes('needle'))
  return found && Object.fromEntries([...found.exports].map(([name, lead]) => [name, shown(lead)]))
}

const shown = (lead: Lead) => (lead === 'anyhow' ? lead : [...lead].sort().join(' '))

describe('a class leads', () => {
  it('by the methods with the word', () => {
    const code = `
      export class Users {
        find(id) {
          return db.find(id)
        }
        updated(user) {
          return fetch('https://needle/' + user.id)
        }
        save(user) {
          return this.updated(user)
        }
      }
    `
    expect(leads(code)).toEqual({ Users: 'save updated' })
  })

  it('by what uses a field that holds it, and by making it', () => {
    const code = `
      export class Users {
        queue = new Queue()
        constructor(key) {
          this.client = make(key, 'needle')
        }
        find(id) {
          return this.queue.find(id)
        }
        save(user) {
          return this.client.save(user)
        }
      }
    `
    expect(leads(code)).toEqual({ Users: 'client constructor save' })
  })

  it('by making it, and by setting what a leading method uses', () => {
    const code = `
      export class Users {
        constructor(env) {
          this.key = env.KEY
        }
        configure(host) {
          this.host = host
        }
        rename(name) {
          this.name = name
        }
        save(user) {
          return fetch(this.host + 'needle', { headers: { key: this.key } })
        }
      }
    `
    expect(leads(code)).toEqual({ Users: 'configure constructor save' })
  })

  it('by the members of what it is handed, and its own that use them', () => {
    const code = `
      export class Controller {
        constructor(private readonly crm: Crm, private readonly db: Db) {}
        find(id) {
          return this.db.find(id)
        }
        login(user) {
          return this.crm.identify(user)
        }
      }
    `
    expect(leads(code)).toEqual({ Controller: 'constructor identify login' })
  })

  it('as the class does that it extends', () => {
    expect(leads('export class Own extends Crm {\n  other() {}\n}')).toEqual({ Own: 'constructor identify' })
    expect(leads('export class Own extends send(Base) {\n  other() {}\n}')).toEqual({ Own: 'anyhow' })
  })

  it('anyhow by a member without a name, or where its members do not show', () => {
    expect(leads(`export class Own {\n  [name]() {\n    return 'needle'\n  }\n}`)).toEqual({ Own: 'anyhow' })
    expect(leads(`export class Own { save() { return 'needle' } }`)).toEqual({ Own: 'anyhow' })
  })
})

describe('a value leads', () => {
  it.each([
    ['by the members of the class that it is of', 'export const crm = new Crm(key)', 'constructor identify'],
    [
      'by those of the class, whatever it is given',
      'export const crm = new Crm(send)',
      'constructor identify',
    ],
    ['anyhow where an unknown class is given a sender', 'export const crm = new Other(send)', 'anyhow'],
    ['anyhow as a method', 'export const save = new Crm(key).identify.bind(null)', 'anyhow'],
    ['anyhow as a function that makes one', 'export const crm = (key) => new Crm(key)', 'anyhow'],
    ['by the members of what it returns', 'export const crm = () => shared(Crm)', 'constructor identify'],
  ])('%s', (_, code, expected) => {
    const [lead] = Object.values(leads(code) ?? {})
    expect(lead).toBe(expected)
  })

  it('by the members of an object', () => {
    const code = `
      export const users = {
        find: (id) => db.find(id),
        save: (user) => send(user),
      }
    `
    expect(leads(code)).toEqual({ users: 'save' })
  })

  it('as what a call imports', () => {
    const required = [{ ...crm, local: null }]
    const code = `const { Crm } = require('./crm')\nexport const crm = new Crm(key)`
    expect(leads(code, required)).toEqual({ crm: 'constructor identify' })
  })
})

describe('an interface leads', () => {
  it('by the members by which a class leads that it describes', () => {
    const code = `
      export interface Sender {
        find(id: string): void
        save(user: User): void
      }
      class Mails implements Sender {
        find(id) {}
        save(user) {
          send(user)
        }
      }
      export const mails: Sender = new Mails()
    `
    expect(leads(code)).toEqual({ Sender: 'save', mails: 'save' })
  })
})

describe('code follows', () => {
  it.each([
    ['crm.identify(user)', true],
    ['const { identify } = crm', true],
    ['crm.find(user)', false],
    ['identify(user)', false],
    ['new crm(key)', true],
    ['class Own extends crm {}', true],
    ['new Error(crm)', false],
  ])('%s: %s', (code, expected) => {
    expect(isFollowed('crm', new Set(['identify', 'constructor']), code)).toBe(expected)
  })

  it('what a call has imported by any of its members', () => {
    expect(isFollowed(null, new Set(['identify']), 'crm.identify()')).toBe(true)
    expect(isFollowed(null, new Set(['identify']), 'crm.find()')).toBe(false)
    expect(isFollowed(null, new Set(['constructor']), 'new Crm()')).toBe(true)
  })
})
