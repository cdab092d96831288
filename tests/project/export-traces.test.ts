import { utimesSync } from 'node:fs'
import { afterEach, describe, expect, it, vi } from 'vitest'

import type { Trace } from '../../src/project/text-modules.ts'
import { isTraceBehind, leadsToTrace } from '../../src/project/export-traces.ts'
import { projectFolder } from '../support/project-folder.ts'

const trace: Trace = {
  isIn: (text) => text.includes('needle'),
  isExport: (specifier, name) => specifier === 'needles' && name !== 'Pin',
}

const project = projectFolder({
  'client.ts': `
    import { Needle, Pin } from 'needles'
    let client
    const options = { deep: true }
    export type Options = { client: Needle }
    export interface Words { needle: string }
    export function getClient() {
      client ??= new Needle(options)
      return client
    }
    export const size = () => options.deep
    export const current = () => client
    export const pin = new Pin()
    export default getClient
  `,
  'barrel.ts': `
    export * from './client'
    export { getClient as get } from './client'
  `,
  'service.ts': `
    import { getClient } from './client'
    export class Service {
      send() {
        return getClient().send()
      }
    }
    export const unrelated = 1
  `,
  'controller.ts': `
    import { Service } from './service'
    export const handle = () => new Service().send()
  `,
  'page.tsx': `
    import { handle } from './controller'
    export const Page = () => handle()
  `,
  'far.tsx': `
    import { Page } from './page'
    export const far = () => Page()
  `,
  'jsx.tsx': `
    import { Page } from './page'
    export const view = () => <Page />
  `,
  'common.cjs': `
    const { getClient } = require('./client')
    exports.send = () => getClient().send()
    exports.count = () => 1
  `,
  'whole.cjs': `
    const { getClient } = require('./client')
    module.exports = { send: () => getClient().send() }
  `,
  'unindented.ts': `
    import { getClient } from './client'
    export function send() {
    return getClient().send()
    }
    export const count = () => 1
  `,
  'circle-a.ts': `
    import { b } from './circle-b'
    export const a = () => b()
  `,
  'circle-b.ts': `
    import { a } from './circle-a'
    export const b = () => a()
  `,
})

const leads = (file: string, name: string): boolean => leadsToTrace(project.file(file), name, trace)

describe('an export', () => {
  it.each([
    ['uses what a package exports', 'client.ts', 'getClient', true],
    ['reads a variable that another function writes', 'client.ts', 'current', true],
    ['is made of another export of the package', 'client.ts', 'pin', false],
    ['is beside it', 'client.ts', 'size', false],
    ['is a type that names it', 'client.ts', 'Options', true],
    ['is a type with the word', 'client.ts', 'Words', false],
    ['is the default', 'client.ts', 'default', true],
    ['is any', 'client.ts', '*', true],
    ['is not there', 'client.ts', 'nothing', false],
    ['is exported again', 'barrel.ts', 'getClient', true],
    ['is exported again under a name', 'barrel.ts', 'get', true],
    ['is exported again and harmless', 'barrel.ts', 'size', false],
    ['calls it in a method', 'service.ts', 'Service', true],
    ['is harmless beside that', 'service.ts', 'unrelated', false],
    ['is two files away', 'controller.ts', 'handle', true],
    ['is too far away', 'far.tsx', 'far', false],
    ['is of CommonJS', 'common.cjs', 'send', true],
    ['is of CommonJS and harmless', 'common.cjs', 'count', false],
    ['is a part of module.exports', 'whole.cjs', 'send', true],
    ['stands where the layout says nothing', 'unindented.ts', 'count', true],
    ['goes round in circles', 'circle-a.ts', 'a', false],
    ['is of a file that is not there', 'missing.ts', 'x', false],
  ])('%s: %s %s', (_, file, name, expected) => {
    expect(leads(file, name)).toBe(expected)
  })
})

describe('a text', () => {
  const isBehind = (text: string): boolean => isTraceBehind(project.file('linted.ts'), text, trace)

  it.each([
    [`import { getClient } from './client'\ngetClient()`, true],
    [`import { getClient } from './client'\nexport const use = () => ({ getClient })`, true],
    [`import { pin, current } from './client'\nexport const all = { ...current }`, true],
    [`import { getClient } from './client'`, false],
    [`import { size } from './client'\nsize()`, false],
    [`import * as all from './client'\nall.size()`, true],
    [`const { getClient } = require('./client')`, true],
    [`import { Page } from './page'\nexport const view = () => <Page />`, false],
    [`import { Service } from './service'\nconst service = container.get<Service>()`, false],
    [`import { Service } from './service'\nconst service = container.get<Service>()\nservice.send()`, true],
    [`import { Service } from './service'\nconst { send } = container.get<Service>()`, true],
    [`import { handle } from './missing'\nhandle()`, false],
    [`import fs from 'node:fs'\nfs.read()`, false],
  ])('%s', (text, expected) => {
    expect(isBehind(text)).toBe(expected)
  })
})

describe('in an editor', () => {
  afterEach(() => {
    vi.useRealTimers()
  })

  it('a changed file is read again after a while', () => {
    const text = `import { send } from './changing'\nsend()`
    const isBehind = () => isTraceBehind(project.file('linted.ts'), text, trace)
    vi.useFakeTimers({ now: Date.now(), toFake: ['Date'] })
    project.write('changing.ts', 'export const send = () => 1')
    expect(isBehind()).toBe(false)
    const file = project.write('changing.ts', `export const send = () => 'needle'`)
    utimesSync(file, new Date(), new Date(Date.now() + 5000))
    vi.setSystemTime(Date.now() + 10_000)
    expect(isBehind()).toBe(true)
  })
})
