import { describe, expect, it } from 'vitest'

import { runSample } from './run-sample.ts'

describe('a sample that runs', () => {
  it('may import, await and print', async () => {
    const run = await runSample(`
      import assert, { equal } from 'node:assert'
      import * as path from 'node:path'
      equal(await Promise.resolve(1), 1)
      assert(true)
      console.log(path.posix.join('a', 'b')) // a/b
      console.log({ a: [1, { b: { c: 2 } }] }, 'x') // { a: [ 1, { b: { c: 2 } } ] } x
    `)
    expect(run.printed).toEqual(['a/b', '{ a: [ 1, { b: { c: 2 } } ] } x'])
    expect(run.announced).toEqual(run.printed)
  })

  it('may print something else than it announces, which shows', async () => {
    expect(await runSample('console.log(1 + 1) // 3')).toEqual({ printed: ['2'], announced: ['3'] })
  })

  it('fails when it throws', async () => {
    await expect(runSample("throw new Error('broken')")).rejects.toThrow('broken')
  })

  it('gets the plugin from the source', async () => {
    const { printed } = await runSample(
      "import plugin from 'eslint-plugin-customerio'\nconsole.log(plugin.meta.namespace)",
    )
    expect(printed).toEqual(['customerio'])
  })
})
