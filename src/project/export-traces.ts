// Does what a file imports lead to a word that is looked for? Read from texts, so that other files stay unparsed.
import type { Lead, LeadingNames } from './leading-names.ts'
import { isFollowed, joinLeads, leadingNamesIn } from './leading-names.ts'
import type { ModuleLink, TextReexport } from './module-text.ts'
import { bodyOf, importsOf, linksIn, reexportsOf } from './module-text.ts'
import type { TextModule, Trace } from './text-modules.ts'
import { hasTrace, lintedModule, readText, targetAt, targetOf, textModuleAt } from './text-modules.ts'

/** Wrappers of wrappers of wrappers: as far as they lie in practice. Re-exports do not count. */
const farthest = 3

const none: LeadingNames = { locals: new Map(), exports: new Map() }
const searches = new WeakMap<Trace, Search>()

/** Whether code of this text uses something that it imports and that leads to a trace. Never throws. */
export function isTraceBehind(filename: string, text: string, trace: Trace): boolean {
  return searchFor(trace).isBehind(filename, text)
}

/** Whether an export of a file (`*` for any) leads to a trace: has it, or uses imports that lead there. Never throws. */
export function leadsToTrace(filename: string, exported: string, trace: Trace): boolean {
  return searchFor(trace).leadOf(filename, exported) !== null
}

function searchFor(trace: Trace): Search {
  const known = searches.get(trace)
  if (known) return known
  const search = new Search(trace)
  searches.set(trace, search)
  return search
}

/** What most files are never asked for. */
interface Details {
  readonly links: readonly ModuleLink[]
  readonly body: string
  /** by the number of steps that are left to go, 0 for the module alone; `null` where the layout does not show it */
  readonly leading: Map<number, LeadingNames | null>
  /** by steps and the export's name */
  readonly exports: Map<string, Lead | null>
}

class Search {
  readonly #trace: Trace
  /** by the number of steps that are left to go */
  readonly #reaches = new WeakMap<TextModule, (boolean | undefined)[]>()
  readonly #details = new WeakMap<TextModule, Details>()

  constructor(trace: Trace) {
    this.#trace = trace
  }

  isBehind(filename: string, text: string): boolean {
    const linted = lintedModule(filename, text, this.#trace)
    const near = new Set<string>()
    for (const [position, { specifier, kind }] of linted.named.entries()) {
      const target = kind === 'export' ? null : targetAt(linted, position, this.#trace)
      if (target && this.#mayReach(target, farthest)) near.add(specifier)
    }
    if (near.size === 0) return false
    const links = linksIn(text)
    const body = bodyOf(text, links)
    return importsOf(links.filter(({ specifier }) => near.has(specifier))).some(
      ({ specifier, imported, local }) => {
        const lead = this.#leadOfModule(linted, specifier, imported, farthest)
        return lead !== null && isFollowed(local, lead, body)
      },
    )
  }

  leadOf(filename: string, exported: string): Lead | null {
    const module = textModuleAt(filename, this.#trace)
    return module && this.#leadOfExport(module, exported, farthest)
  }

  /** A first look, which most files do not pass: whether any file that this one leads to has the trace. */
  #mayReach(module: TextModule, steps: number): boolean {
    let answers = this.#reaches.get(module)
    if (!answers) this.#reaches.set(module, (answers = []))
    const known = answers[steps]
    if (known !== undefined) return known
    // Set before looking on, so that files which import each other end.
    answers[steps] = false
    return (answers[steps] = hasTrace(module, this.#trace) || this.#reachesFurther(module, steps))
  }

  #reachesFurther(module: TextModule, steps: number): boolean {
    return module.named.some(({ kind }, position) => {
      const left = kind === 'export' ? steps : steps - 1
      const target = left > 0 ? targetAt(module, position, this.#trace) : null
      return target !== null && this.#mayReach(target, left)
    })
  }

  #leadOfExport(module: TextModule, name: string, steps: number): Lead | null {
    if (!this.#mayReach(module, steps)) return null
    const details = this.#detailsOf(module)
    const key = `${steps}:${name}`
    const known = details.exports.get(key)
    if (known !== undefined) return known
    details.exports.set(key, null)
    const lead = this.#reexportsOf(module, details, steps)
      .filter(({ exported }) => name === '*' || exported === '*' || exported === name)
      .map(({ specifier, imported, exported }) =>
        this.#leadOfModule(module, specifier, exported === '*' ? name : imported, steps),
      )
      .reduce(joinLeads, this.#leadOfOwnExport(module, details, name, steps))
    details.exports.set(key, lead)
    return lead
  }

  #leadOfOwnExport(module: TextModule, details: Details, name: string, steps: number): Lead | null {
    const leading = this.#leadingNames(module, details, steps)
    if (leading === null) return 'anyhow'
    const { locals, exports } = leading
    if (name !== '*') return joinLeads(exports.get(name) ?? null, exports.get('*') ?? null)
    if (exports.size === 0) return locals.size > 0 ? 'anyhow' : null
    return [...exports.values()].reduce<Lead | null>(joinLeads, null)
  }

  /** How an export of another module leads to the trace, that of a package by the package's name. */
  #leadOfModule(module: TextModule, specifier: string, name: string, steps: number): Lead | null {
    const target = targetOf(module, specifier, this.#trace)
    if (target === null) return this.#trace.isExport(specifier, name) ? 'anyhow' : null
    return steps > 0 ? this.#leadOfExport(target, name, steps) : null
  }

  #reexportsOf(module: TextModule, { links }: Details, steps: number): readonly TextReexport[] {
    return reexportsOf(links.filter((link) => link.kind === 'export' && this.#isNear(module, link, steps)))
  }

  #leadingNames(module: TextModule, details: Details, steps: number): LeadingNames | null {
    const { links, body, leading } = details
    const known = leading.get(steps)
    if (known !== undefined) return known
    const near = links.filter((link) => link.kind !== 'export' && this.#isNear(module, link, steps - 1))
    const leads = importsOf(near).flatMap(({ specifier, imported, local }) => {
      const lead = this.#leadOfModule(module, specifier, imported, steps - 1)
      return lead === null ? [] : [{ specifier, local, lead }]
    })
    const names =
      leads.length > 0 ? leadingNamesIn(body, leads, this.#trace.isIn) : this.#ownNames(module, details)
    leading.set(steps, names)
    return names
  }

  /** What leads to the trace by the text of the module itself, however many steps are left to go. */
  #ownNames(module: TextModule, { body, leading }: Details): LeadingNames | null {
    const known = leading.get(0)
    if (known !== undefined) return known
    const names = hasTrace(module, this.#trace) ? leadingNamesIn(body, [], this.#trace.isIn) : none
    leading.set(0, names)
    return names
  }

  /** Whether anything of a module that is linked may lead to the trace. */
  #isNear(module: TextModule, { specifier }: ModuleLink, steps: number): boolean {
    const target = targetOf(module, specifier, this.#trace)
    if (target === null) return this.#trace.isExport(specifier, '*')
    return steps > 0 && this.#mayReach(target, steps)
  }

  #detailsOf(module: TextModule): Details {
    const known = this.#details.get(module)
    if (known) return known
    const text = readText(module.filename) ?? ''
    const links = linksIn(text)
    const details: Details = {
      links,
      body: bodyOf(text, links),
      leading: new Map(),
      exports: new Map(),
    }
    this.#details.set(module, details)
    return details
  }
}
