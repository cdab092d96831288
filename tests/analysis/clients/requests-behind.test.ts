// Which functions can lead to a request, themselves or through what they call?
import { describe, expect, it } from 'vitest'

import { RequestsBehind } from '../../../src/analysis/clients/requests-behind.ts'
import { clientContextOf } from '../../support/client-context.ts'
import { markedCode } from '../../support/marked-code.ts'

/** Whether requests are behind the functions that are called at the marks. */
function areBehind(sample: string, ...marks: readonly string[]): readonly boolean[] {
  const marked = markedCode(sample)
  const context = clientContextOf(marked.sourceCode)
  const requests = new RequestsBehind(context)
  return marks.map((mark) => {
    const node = marked.nodeAt(mark)
    if (node.type !== 'CallExpression') throw new Error(`${mark} is no call`)
    return context.tracer.functionsAt(node.callee).some((fn) => requests.areBehind(fn))
  })
}

describe('a function', () => {
  it.each([
    ['sends a request', `const call = (url) => fetch(url, {})`, true],
    [
      'calls a client',
      `import { TrackClient } from 'customerio-node'
      const cio = new TrackClient(a, b)
      const call = (id) => cio.destroy(id)`,
      true,
    ],
    ['does neither', `const call = (x) => console.log(format(x)); const format = (x) => x + 1`, false],
    ['calls one that does', `const call = (x) => send(x); const send = (x) => { fetch(x) }`, true],
    ['has a callback that does', `const call = (list) => list.map((x) => fetch(x))`, true],
  ])('%s', (_, code, expected) => {
    expect(areBehind(`${code}\n/* one */ call(1)`, 'one')).toEqual([expected])
  })

  it('may be one of a circle, whichever is asked for first', () => {
    const code = `
      const ping = (n) => pong(n - 1)
      const pong = (n) => (n > 0 ? ping(n) : fetch('/'))
      const idle = (n) => other(n)
      const other = (n) => idle(n)
      /* ping */ ping(1)
      /* pong */ pong(1)
      /* idle */ idle(1)
      /* other */ other(1)
    `
    expect(areBehind(code, 'ping', 'pong', 'idle', 'other')).toEqual([true, true, false, false])
    expect(areBehind(code, 'other', 'idle', 'pong', 'ping')).toEqual([false, false, true, true])
  })
})
