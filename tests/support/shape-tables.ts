// How are the shapes of written types compared with what a table says? Each shape becomes one line of text.

import { describe, expect, it } from 'vitest'

import type { TypeShape } from '../../src/ast/declared-type.ts'
import { readType, shapeAt } from '../../src/ast/declared-type.ts'
import { Tracer } from '../../src/ast/tracer.ts'
import type { MarkedCodeOptions } from './marked-code.ts'
import { markedCode } from './marked-code.ts'
import { rowsOf } from './source-tables.ts'

/** The shape of the type that is written down for the node behind `here`; of several the one that says most. */
export function shapeOf(sample: string, options: MarkedCodeOptions = {}): TypeShape | null {
  const code = markedCode(sample, options)
  const shapes = new Tracer(code.sourceCode)
    .sourcesOf(code.nodeAt('here'))
    .flatMap((source) => (source.kind === 'declared' ? [shapeAt(readType(source.type), source.path)] : []))
  const [shape] = [...shapes.filter((one) => one?.kind !== 'open'), ...shapes]
  if (shape === undefined) throw new Error('No type is written down.')
  return shape
}

/** `{ id: leaf, cio: named customerio-node.TrackClient, ... }`; dots for more properties, `m()` for methods. */
export function shapeText(shape: TypeShape | null, depth = 0): string {
  if (shape === null) return 'nothing'
  if (depth > 4) return '…'
  switch (shape.kind) {
    case 'leaf':
      return shape.isBoolean ? 'boolean' : 'leaf'
    case 'open':
      return 'open'
    case 'named':
      return `named ${[shape.module ?? '?', ...shape.exportPath].join('.')}`
    case 'array':
      return `${shapeText(shape.element, depth + 1)}[]`
    case 'union':
      return shape.members.length === 0
        ? 'nothing'
        : shape.members.map((one) => shapeText(one, depth + 1)).join(' | ')
    case 'function':
      return functionText(shape, depth)
    case 'query':
      return `${shape.isInstance ? 'instance of ' : shape.isResult ? 'result of ' : ''}typeof ${nodeText(shape.node)}`
    case 'object': {
      const parts = [...shape.properties].map(
        ([name, { shape: read }]) => `${name}: ${shapeText(read(), depth + 1)}`,
      )
      for (const name of shape.methods?.keys() ?? []) parts.push(`${name}()`)
      if (shape.rest) parts.push(`[...]: ${shapeText(shape.rest(), depth + 1)}`)
      else if (shape.isOpen) parts.push('...')
      return `${shape.class ? 'class ' : ''}{ ${parts.join(', ')} }`
    }
  }
}

function functionText(shape: Extract<TypeShape, { kind: 'function' }>, depth: number): string {
  const parameters = (shape.parameters ?? []).map((read) => shapeText(read(), depth + 1)).join(', ')
  return `(${parameters}) => ${shape.result ? shapeText(shape.result(), depth + 1) : '?'}`
}

function nodeText(node: { readonly type: string; readonly name?: unknown }): string {
  return typeof node.name === 'string' ? node.name : node.type
}

/** One test for each row: situation, sample with the marker `here`, and the shape of the type behind it. */
export function testShapes(about: string, table: string, options: MarkedCodeOptions = {}): void {
  describe(about, () => {
    for (const { situation, sample, sources } of rowsOf(table)) {
      it(situation, () => {
        expect([shapeText(shapeOf(sample, options))]).toEqual(sources)
      })
    }
  })
}
