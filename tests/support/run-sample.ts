// Does a documented example run, and print what its comments say? The package it imports is the source.

import { formatWithOptions } from 'node:util'
import ts from 'typescript'

import { importsOf } from './module-imports.ts'

/** What the sample printed, and what its comments (`console.log(a) // 1`) say it prints. */
export interface SampleRun {
  readonly printed: readonly string[]
  readonly announced: readonly string[]
}

type Modules = ReadonlyMap<string, unknown>

const own: Readonly<Record<string, () => Promise<object>>> = {
  'eslint-plugin-customerio': () => import('../../src/index.ts'),
  'eslint-plugin-customerio/runtime': () => import('../../src/runtime/index.ts'),
}

/** Runs a sample as the body of an async function, with its imports loaded beforehand. */
export async function runSample(code: string): Promise<SampleRun> {
  const specifiers = importsOf(code).map(({ specifier }) => specifier)
  const modules = new Map(
    await Promise.all(specifiers.map(async (name) => [name, await load(name)] as const)),
  )
  const printed: string[] = []
  const announced = Array.from(code.matchAll(/console\.log\(.*\) \/\/ (.*)$/gm), (match) => match[1] ?? '')
  await compiled(code)(requireFrom(modules), {}, { log: (...values) => printed.push(printedForm(values)) })
  return { printed, announced }
}

async function load(specifier: string): Promise<object> {
  const namespace = await (own[specifier]?.() ?? (import(specifier) as Promise<object>))
  // Tells the compiled sample that `default` is the default export.
  return { ...namespace, __esModule: true }
}

type CompiledSample = (
  require: (specifier: string) => unknown,
  exports: object,
  console: { log: (...values: unknown[]) => void },
) => Promise<void>

function compiled(code: string): CompiledSample {
  const { outputText } = ts.transpileModule(code, {
    compilerOptions: {
      module: ts.ModuleKind.CommonJS,
      target: ts.ScriptTarget.ES2022,
      esModuleInterop: true,
    },
  })
  const body = `return (async () => {${outputText}\n})()`
  // eslint-disable-next-line @typescript-eslint/no-implied-eval -- the samples are our own documentation
  return new Function('require', 'exports', 'console', body) as CompiledSample
}

function requireFrom(modules: Modules): (specifier: string) => unknown {
  return (specifier) => {
    if (!modules.has(specifier)) throw new Error(`The sample loads ${specifier}, which is no import of it.`)
    return modules.get(specifier)
  }
}

/** As Node prints it, on one line. */
function printedForm(values: readonly unknown[]): string {
  return formatWithOptions({ breakLength: Infinity, depth: null }, ...values).replaceAll(/\s+/g, ' ')
}
