// Which expressions does the code write for a property of an object?
import { describe, expect, it } from 'vitest'

import { valuesOfProperty } from '../../src/ast/property-values.ts'
import { Tracer } from '../../src/ast/tracer.ts'
import { markedCode } from '../support/marked-code.ts'

function valuesIn(sample: string): readonly string[] {
  const code = markedCode(sample)
  const values = valuesOfProperty(code.nodeAt('object'), 'body', new Tracer(code.sourceCode))
  return values.map(code.textOf)
}

describe('the values of a property', () => {
  it.each([
    ['a literal', `use(/* object */ { body: text, key })`, ['text']],
    ['a shorthand and a computed name', `use(/* object */ { body, ['body']: text })`, ['body', 'text']],
    ['a variable', `const options = { body: text }\nuse(/* object */ options)`, ['text']],
    ['a later assignment', `const it = { key }\nit.body = text\nuse(/* object */ it)`, ['text']],
    ['one of two objects', `use(/* object */ late ? { body: one } : { body: two })`, ['one', 'two']],
    ['a result', `const make = (text) => ({ body: text })\nuse(/* object */ make(1))`, ['text']],
    ['another property', `use(/* object */ { text: { body } })`, []],
    ['a property of a property', `const a = { b: { body } }\nuse(/* object */ a.b.body)`, []],
    ['an object out of sight', `use(/* object */ given)`, []],
  ])('of %s', (_situation, sample, values) => {
    expect(valuesIn(sample)).toEqual(values)
  })
})
