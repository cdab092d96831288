import fc from 'fast-check'
import { describe, expect, it } from 'vitest'

import {
  bodyOf,
  importsOf,
  linksIn,
  namesWrittenIn,
  reexportsOf,
  statementsIn,
} from '../../src/project/module-text.ts'
import { dedent } from '../support/marked-code.ts'

const imports = (text: string) =>
  importsOf(linksIn(dedent(text))).map(({ specifier, imported, local }) => [specifier, imported, local])

describe('the modules that a text names', () => {
  it.each([
    [`import a from 'm'`, [['m', 'default', 'a']]],
    [`import { a, b as c } from "m"`, [['m', 'a', 'a'], ['m', 'b', 'c']]], // prettier-ignore
    [`import d, { a } from 'm'`, [['m', 'a', 'a'], ['m', 'default', 'd']]], // prettier-ignore
    [`import * as all from 'm'`, [['m', '*', 'all']]],
    [`import type { T } from 'm'`, [['m', 'T', 'T']]],
    [`import { type T, v } from 'm'`, [['m', 'T', 'T'], ['m', 'v', 'v']]], // prettier-ignore
    [`import type from 'm'`, [['m', 'default', 'type']]],
    [`import {\n  a,\n  b,\n} from 'm'`, [['m', 'a', 'a'], ['m', 'b', 'b']]], // prettier-ignore
    [`import { from } from 'm'`, [['m', 'from', 'from']]],
    [`import { $a } from 'm'`, [['m', '$a', '$a']]],
    [`const x = require('m')`, [['m', '*', null]]],
    [`const x = await import("m")`, [['m', '*', null]]],
    [`import 'm'`, []],
    [`const text = "imported from 'm'"`, []],
    [`export { a } from 'm'`, []],
  ])('%s', (text, expected) => {
    expect(imports(text)).toEqual(expected)
  })

  it('tells what is exported again', () => {
    const links = linksIn(`export { a as b } from 'm'\nexport * from 'n'\nexport * as ns from 'o'`)
    expect(reexportsOf(links)).toEqual([
      { specifier: 'm', imported: 'a', exported: 'b' },
      { specifier: 'n', imported: '*', exported: '*' },
      { specifier: 'o', imported: '*', exported: 'ns' },
    ])
    expect(importsOf(links)).toEqual([])
  })

  it('leaves the rest of the text', () => {
    const text = `import { a } from 'm'\nconst b = a()\nexport { c } from 'n'\nconst d = require('o')\n`
    expect(bodyOf(text, linksIn(text)).replace(/\s+/g, ' ').trim()).toBe(
      "const b = a() const d = require('o')",
    )
  })

  it('reads any text in linear time, without a word lost', () => {
    const piece = fc.constantFrom(
      'import ',
      'export ',
      '{ a }',
      ' from ',
      `'m'`,
      '\n',
      '{',
      '}',
      ' ',
      ',',
      'x',
      '*',
    )
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 60 }), (pieces) => {
        const text = pieces.join('')
        const links = linksIn(text)
        for (const { range } of links) expect(range[0]).toBeLessThan(range[1])
        const statements = links.filter(({ kind }) => kind !== 'call')
        const cut = statements.reduce((sum, { range }) => sum + range[1] - range[0], 0)
        expect(bodyOf(text, links)).toHaveLength(text.length - cut + statements.length)
      }),
    )
  })
})

const statements = (text: string) =>
  statementsIn(dedent(text))?.map(({ names, exported, isType }) => ({
    names,
    exported: exported.map(({ local, name }) => `${local ?? ''}>${name}`),
    ...(isType ? { isType } : {}),
  }))

describe('the statements of a module', () => {
  it.each([
    ['const a = 1', { names: ['a'], exported: [] }],
    ['export const a = 1', { names: ['a'], exported: ['a>a'] }],
    ['export const { a, b } = make()', { names: ['a', 'b'], exported: ['a>a', 'b>b'] }],
    ['export const a = 1, b = make()', { names: ['a', 'b'], exported: ['a>a', 'b>b'] }],
    ['export const { a = 1 } = make()', { names: ['a'], exported: ['a>a'] }],
    ['var a = 1\n  , b = make()', { names: ['a', 'b'], exported: [] }],
    ['const send = async (\n  user,\n  options = {},\n) => {}', { names: ['send'], exported: [] }],
    ['const send = function (user, options = {}) {}', { names: ['send'], exported: [] }],
    ['export async function send() {}', { names: ['send'], exported: ['send>send'] }],
    ['export default class Crm {}', { names: ['Crm'], exported: ['>default'] }],
    ['export default function () {}', { names: [], exported: ['>default'] }],
    ['export default client', { names: [], exported: ['client>default'] }],
    ['export default make(client)', { names: [], exported: ['>default'] }],
    ['export { a, b as c }', { names: [], exported: ['a>a', 'b>c'] }],
    ['exports.send = send', { names: [], exported: ['>send'] }],
    ['module.exports.send = send', { names: [], exported: ['>send'] }],
    ['module.exports = { send }', { names: [], exported: ['>*'] }],
    ['export interface User { id: string }', { names: ['User'], exported: ['User>User'], isType: true }],
    ['type Id = string', { names: ['Id'], exported: [], isType: true }],
    ['app.use(middleware)', { names: [], exported: [] }],
  ])('%s', (text, expected) => {
    expect(statements(text)).toEqual([expected])
  })

  it('end where the next begins, comments left out', () => {
    const code = `
      /** about a { */
      export function a() {
        return 1
      }
      // about b
      const b = {
        c: 2,
      }
    `
    expect(statements(code)?.map(({ names }) => names)).toEqual([['a'], ['b']])
  })

  it('do not show where inner lines begin like outer ones', () => {
    expect(statements('function a() {\nreturn client.track()\n}')).toBeUndefined()
    expect(statementsIn('  export const a = 1\n')).toBeNull()
    expect(statementsIn('  export const a = 1\nconst b = 2\n')).toBeNull()
    expect(statementsIn('')).toEqual([])
  })
})

describe('what a text writes to', () => {
  it.each([
    ['client = new TrackClient()', ['client']],
    ['client ??= make()', ['client']],
    ['clients.eu = make()', ['clients']],
    ['clients[region] = make()', ['clients']],
    ['clients.set(region, make())', ['clients']],
    ['const client = make()', []],
    ['this.client = make()', []],
    ['if (client === other) run()', []],
    ['(client) => run()', []],
  ])('%s', (text, expected) => {
    expect(namesWrittenIn(text)).toEqual(expected)
  })
})
