/** Judges every marked comparison of a sample: `/* leak *\/ a === b`, `/* safe *\/ a === b`. */
import type { TSESTree } from '@typescript-eslint/utils'
import { expect, it } from 'vitest'

import { Signatures } from '../../src/analysis/signatures/leaky-comparisons.ts'
import { Tracer } from '../../src/ast/tracer.ts'
import type { MarkedCode, MarkedCodeOptions } from './marked-code.ts'
import { markedCode } from './marked-code.ts'

export type ComparisonSample = readonly [situation: string, code: string]

/** One test for each sample: the comparisons marked as leaks are taken for leaks, and no others. */
export function checkComparisons(samples: readonly ComparisonSample[], options?: MarkedCodeOptions): void {
  it.each(samples)('%s', (_situation, sample) => {
    const code = markedCode(sample, options)
    const expected = { leak: textsMarked('leak', code), safe: textsMarked('safe', code) }
    expect(expected.leak.length + expected.safe.length).toBeGreaterThan(0)
    expect(judged(code)).toEqual(expected)
  })
}

/** A digest called `digest` beside a function's parameter called `given`. */
export function withDigest(body: string): string {
  return `
    import { createHmac } from 'node:crypto'
    export function verify(given, text, secret, secrets) {
      const digest = createHmac('sha256', secret).update(text).digest('hex')
      ${body}
    }`
}

function textsMarked(name: string, code: MarkedCode): string[] {
  return comparisonsMarked(name, code).map((node) => code.textOf(node))
}

function comparisonsMarked(name: string, code: MarkedCode): TSESTree.Node[] {
  return (code.nodes.get(name) ?? []).map(comparisonIn)
}

/** A marker stands for the largest node behind it: of `a === b || c` the comparison is meant. */
function comparisonIn(node: TSESTree.Node): TSESTree.Node {
  switch (node.type) {
    case 'LogicalExpression':
      return comparisonIn(node.left)
    case 'ConditionalExpression':
      return comparisonIn(node.test)
    case 'BinaryExpression':
    case 'CallExpression':
    case 'SwitchStatement':
      return node
    default:
      throw new Error(`The marker stands for no comparison but for ${node.type}.`)
  }
}

function judged(code: MarkedCode): { leak: string[]; safe: string[] } {
  const signatures = new Signatures(new Tracer(code.sourceCode))
  const found: { leak: string[]; safe: string[] } = { leak: [], safe: [] }
  for (const node of [...comparisonsMarked('leak', code), ...comparisonsMarked('safe', code)]) {
    found[signatures.leakAt(node) ? 'leak' : 'safe'].push(code.textOf(node))
  }
  return found
}
