// What shape does a written type have? TypeScript annotations and JSDoc give the same answers.
import type { TSESTree } from '@typescript-eslint/utils'
import type { FileIndex } from './file-index.ts'
import { readJsdoc } from './jsdoc-shape.ts'
import type { TypeShape } from './type-shape.ts'
import { readSyntax, startOf } from './type-syntax.ts'

export { namedClasses, shapeAt } from './type-shape.ts'
export type { FunctionShape, NamedClass, ObjectShape, TypeProperty, TypeShape } from './type-shape.ts'

/** A type as it stands in the file, not yet read. */
export type DeclaredType =
  | { readonly syntax: TSESTree.TypeNode; readonly index: FileIndex }
  | { readonly jsdoc: string; readonly index: FileIndex }

const shapes = new WeakMap<TSESTree.TypeNode, TypeShape>()
const jsdocShapes = new WeakMap<FileIndex, Map<string, TypeShape>>()

/** Reads a written type. Never throws; what it cannot read is `open` or `named`. */
export function readType(type: DeclaredType): TypeShape {
  if ('jsdoc' in type) return readJsdocOnce(type.jsdoc, type.index)
  const known = shapes.get(type.syntax)
  if (known) return known
  const shape = readSyntax(type.syntax, startOf(type.index))
  shapes.set(type.syntax, shape)
  return shape
}

function readJsdocOnce(text: string, index: FileIndex): TypeShape {
  const known = jsdocShapes.get(index) ?? new Map<string, TypeShape>()
  jsdocShapes.set(index, known)
  const shape = known.get(text) ?? readJsdoc(text, startOf(index))
  known.set(text, shape)
  return shape
}
