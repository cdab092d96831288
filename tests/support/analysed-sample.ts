/** Asks the analysis about the marked nodes of a sample. */
import type { TSESTree } from '@typescript-eslint/utils'

import type { CustomerioSettings } from '../../src/analysis/settings.ts'
import type { CustomerioFile } from '../../src/analysis/index.ts'
import { customerioIn } from '../../src/analysis/index.ts'
import { unwrapAwait } from '../../src/ast/unwrap.ts'
import type { MarkedCode, MarkedCodeOptions } from './marked-code.ts'
import { markedCode } from './marked-code.ts'

export interface AnalysedOptions extends MarkedCodeOptions {
  readonly settings?: CustomerioSettings
  /** Where the sample is taken to stand; default in a folder that does not exist, so that no other file is read. */
  readonly cwd?: string
}

export interface AnalysedSample {
  readonly file: CustomerioFile
  readonly code: MarkedCode
  /** The nodes behind a marker, in source order. */
  readonly nodesAt: (marker: string) => readonly TSESTree.Node[]
  /** The calls behind a marker. */
  readonly callsAt: (marker: string) => readonly TSESTree.CallExpression[]
}

/** Parses a dedented sample with markers and gives what the rules would be told of it. */
export function analysedSample(sample: string, options: AnalysedOptions = {}): AnalysedSample {
  const { cwd = '/nowhere', settings, fileName = 'sample.ts' } = options
  const code = markedCode(sample, options)
  const context = {
    sourceCode: code.sourceCode,
    settings: settings ? { customerio: settings } : {},
    filename: `${cwd}/${fileName}`,
    cwd,
    languageOptions: {},
  }
  const file = customerioIn(context as unknown as Parameters<typeof customerioIn>[0])
  const nodesAt = (marker: string): readonly TSESTree.Node[] => code.nodes.get(marker) ?? []
  return {
    file,
    code,
    nodesAt,
    callsAt: (marker) =>
      nodesAt(marker).map((node) => {
        const inner = unwrapAwait(node)
        if (inner.type === 'CallExpression') return inner
        throw new Error(`The marker /* ${marker} */ stands for no call but for ${inner.type}.`)
      }),
  }
}
