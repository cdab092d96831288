// Which files does a file name, and has its text what is looked for? Each file is read once in a while, and not parsed.
import fs from 'node:fs'
import path from 'node:path'

import { believedForMs, isCommand } from './believed-time.ts'
import type { Folder } from './folders.ts'
import { folderAt } from './folders.ts'
import type { NamedModule } from './module-text.ts'
import { modulesNamedIn } from './module-text.ts'
import { resolveIn } from './resolve-module.ts'

/** What is looked for; answers are remembered for each object. */
export interface Trace {
  /** whether a text has it; must hold for a whole that has a part for which it holds */
  readonly isIn: (text: string) => boolean
  /** whether an export of a package is one; `*` for any */
  readonly isExport: (specifier: string, name: string) => boolean
}

/** What is known of a file while it is believed. */
export interface TextModule {
  readonly filename: string
  /** the state of the file, where that is asked for */
  readonly stamp: string
  /** of its text */
  readonly length: number
  readonly named: readonly NamedModule[]
  readonly until: number
  readonly folder: Folder
  readonly traces: Map<Trace, boolean>
  /** the files that `named` means, by position; filled as they are asked for */
  readonly targets: (TextModule | null)[]
}

/** Larger files are generated; what they say is not read. */
const largestFile = 512 * 1024
/** An object, which is not copied for each file. */
const utf8 = { encoding: 'utf8', flag: 'r' } as const
const mostModules = 10_000
const modules = new Map<string, TextModule>()

/** The file of a project; `null` when it is missing or too large. Never throws. */
export function textModuleAt(filename: string, trace: Trace): TextModule | null {
  const known = modules.get(filename)
  if (known && known.until > Date.now()) return known
  const stamp = isCommand ? '' : stampOf(filename)
  if (stamp === null) return null
  if (known?.stamp === stamp) return remember(believedAgain(known))
  const text = readText(filename)
  return text === null ? null : remember(moduleOf(filename, stamp, text, trace))
}

/** The file that is linted. What stands in an editor may differ from what is on the disk, so it is not remembered. */
export function lintedModule(filename: string, text: string, trace: Trace): TextModule {
  if (!isCommand) return moduleOf(filename, '', text, trace)
  const known = modules.get(filename)
  return known?.length === text.length ? known : remember(moduleOf(filename, '', text, trace))
}

/** The file that the module at a position of `named` means; `null` when it is none of the project. */
export function targetAt(module: TextModule, position: number, trace: Trace): TextModule | null {
  const known = module.targets[position]
  if (known !== undefined) return known
  const specifier = module.named[position]?.specifier
  const file = specifier === undefined ? null : resolveIn(specifier, module.folder)
  const target = file === null ? null : textModuleAt(file, trace)
  module.targets[position] = target
  return target
}

/** The file that a specifier means; `null` when it is none of the project. */
export function targetOf(module: TextModule, specifier: string, trace: Trace): TextModule | null {
  const position = module.named.findIndex((named) => named.specifier === specifier)
  return position === -1 ? null : targetAt(module, position, trace)
}

/** Whether the text of a file has a trace. */
export function hasTrace({ traces, filename }: TextModule, trace: Trace): boolean {
  const known = traces.get(trace)
  if (known !== undefined) return known
  const answer = trace.isIn(readText(filename) ?? '')
  traces.set(trace, answer)
  return answer
}

/** The text of a file; `null` when it is missing or too large. Never throws. */
export function readText(filename: string): string | null {
  try {
    const text = fs.readFileSync(filename, utf8)
    return text.length > largestFile ? null : text
  } catch {
    return null
  }
}

function moduleOf(filename: string, stamp: string, text: string, trace: Trace): TextModule {
  return {
    filename,
    stamp,
    length: text.length,
    named: modulesNamedIn(text),
    until: Date.now() + believedForMs,
    folder: folderAt(path.dirname(filename)),
    traces: new Map([[trace, trace.isIn(text)]]),
    targets: [],
  }
}

/** A file that has not changed, although what lies behind it may have. */
function believedAgain(module: TextModule): TextModule {
  const folder = folderAt(module.folder.path)
  return { ...module, folder, until: Date.now() + believedForMs, targets: [] }
}

function remember(module: TextModule): TextModule {
  if (modules.size >= mostModules) modules.clear()
  modules.set(module.filename, module)
  return module
}

function stampOf(filename: string): string | null {
  try {
    const { mtimeMs, size } = fs.statSync(filename)
    return size > largestFile ? null : `${mtimeMs}:${size}`
  } catch {
    return null
  }
}
