// Which names of a module lead to what is looked for, and by which of their members? Told from the text of its statements.
import type { BodyText, MemberText } from './member-text.ts'
import { membersIn } from './member-text.ts'
import { makingOf, mentionOf, wordOf } from './mentions.ts'
import type { TextStatement } from './module-text.ts'
import { namesWrittenIn, statementsIn } from './module-text.ts'

/**
 * How a value leads there: whatever is done with it, or only by members of these names, wherever it is handed on to.
 * `constructor` among them stands for making an instance of it, or a class that extends it.
 */
export type Lead = 'anyhow' | ReadonlySet<string>

/** Something that a module imports; `local` is `null` where a call imports it. */
export interface LeadingImport {
  readonly specifier: string
  readonly local: string | null
  readonly lead: Lead
}

export interface LeadingNames {
  readonly locals: ReadonlyMap<string, Lead>
  /** `*` stands for exports whose names do not show */
  readonly exports: ReadonlyMap<string, Lead>
}

/** What leads to a trace, of the names of a module without its imports; `null` where its layout does not show it. */
export function leadingNamesIn(
  body: string,
  imports: readonly LeadingImport[],
  isIn: (text: string) => boolean,
): LeadingNames | null {
  const statements = statementsIn(body)
  if (statements === null) return null
  const names = new Names(statements, imports, isIn)
  while (names.grow());
  return names
}

/** Whether code can reach the trace by what it does with a name; `null` for what a call has imported. */
export function isFollowed(local: string | null, lead: Lead, code: string): boolean {
  if (local !== null && !mentionOf([local])?.test(code)) return false
  return lead === 'anyhow' || mentionsWord(lead, code) || (lead.has('constructor') && makes(local, code))
}

export function joinLeads(one: Lead | null, other: Lead | null): Lead | null {
  if (one === null || one === other) return other
  if (other === null) return one
  return one === 'anyhow' || other === 'anyhow' ? 'anyhow' : new Set([...one, ...other])
}

class Names implements LeadingNames {
  readonly locals = new Map<string, Lead>()
  readonly exports = new Map<string, Lead>()
  readonly #statements: readonly TextStatement[]
  readonly #declared: ReadonlySet<string>
  readonly #isIn: (text: string) => boolean
  /** imported by calls: known by the specifiers */
  readonly #required: readonly LeadingImport[]
  #hasGrown = false

  constructor(
    statements: readonly TextStatement[],
    imports: readonly LeadingImport[],
    isIn: (text: string) => boolean,
  ) {
    this.#statements = statements
    this.#declared = new Set(statements.flatMap(({ names }) => names))
    this.#isIn = isIn
    this.#required = imports.filter(({ local }) => local === null)
    for (const { local, lead } of imports) if (local !== null) this.#add(this.locals, local, lead)
  }

  /** Goes over all statements; whether something was found that those before may mention. */
  grow(): boolean {
    this.#hasGrown = false
    const evidence = new Evidence(this.locals, this.#required, this.#isIn)
    for (const statement of this.#statements) {
      const lead = leadOf(statement, evidence)
      if (lead !== null) this.#learn(statement, lead)
    }
    for (const { exported } of this.#statements) {
      for (const { local, name } of exported) {
        const lead = local === null ? null : this.locals.get(local)
        if (lead) this.#add(this.exports, name, lead)
      }
    }
    return this.#hasGrown
  }

  #learn({ text, names, exported }: TextStatement, lead: Lead): void {
    for (const name of names) this.#add(this.locals, name, lead)
    for (const { local, name } of exported) if (local === null) this.#add(this.exports, name, lead)
    for (const name of namesWrittenIn(text)) if (this.#declared.has(name)) this.#add(this.locals, name, lead)
  }

  #add(leads: Map<string, Lead>, name: string, lead: Lead): void {
    const known = leads.get(name) ?? null
    const joined = joinLeads(known, lead)
    if (joined === null || sizeOf(joined) === sizeOf(known)) return
    leads.set(name, joined)
    this.#hasGrown = true
  }
}

function sizeOf(lead: Lead | null): number {
  if (lead === null) return 0
  return lead === 'anyhow' ? Infinity : lead.size
}

/** What a text says by the names that are known to lead so far. */
class Evidence {
  readonly isIn: (text: string) => boolean
  readonly #anyhow: RegExp | null
  readonly #specifiers: readonly string[]
  /** those that lead by members only */
  readonly #owners: readonly {
    readonly isIn: (text: string) => boolean
    readonly lead: ReadonlySet<string>
  }[]
  /** of all owners */
  readonly #members: ReadonlySet<string>
  readonly #member: RegExp | null
  readonly #makes: RegExp | null

  constructor(
    locals: ReadonlyMap<string, Lead>,
    required: readonly LeadingImport[],
    isIn: (text: string) => boolean,
  ) {
    this.isIn = isIn
    const anyhow: string[] = []
    const owners: { isIn: (text: string) => boolean; lead: ReadonlySet<string> }[] = []
    const made: string[] = []
    for (const [name, lead] of locals) {
      if (lead === 'anyhow') anyhow.push(name)
      else {
        const mention = mentionOf([name])
        owners.push({ isIn: (text) => mention?.test(text) ?? false, lead })
        if (lead.has('constructor')) made.push(name)
      }
    }
    for (const { specifier, lead } of required) {
      if (lead !== 'anyhow') owners.push({ isIn: (text) => text.includes(specifier), lead })
    }
    this.#anyhow = mentionOf(anyhow)
    this.#specifiers = required.filter(({ lead }) => lead === 'anyhow').map(({ specifier }) => specifier)
    this.#owners = owners
    this.#members = new Set(owners.flatMap(({ lead }) => [...lead]))
    this.#member = wordOf(this.#members)
    this.#makes = makingOf(made)
  }

  mentionsLeading(text: string): boolean {
    return (this.#anyhow?.test(text) ?? false) || this.#specifiers.some((one) => text.includes(one))
  }

  /** Whether code of this text reaches the trace when it runs. */
  isReached(text: string): boolean {
    return this.isIn(text) || this.mentionsLeading(text) || this.#mentionsMember(text)
  }

  /** Those names of members that a text mentions. */
  membersIn(text: string): readonly string[] {
    if (!this.#mentionsMember(text)) return []
    return [...this.#members].filter((name) => mentionsWord(new Set([name]), text))
  }

  #mentionsMember(text: string): boolean {
    return this.#member?.test(text) ?? false
  }

  makes(text: string): boolean {
    return this.#makes?.test(text) ?? false
  }

  /** The members by which what a text names leads to the trace. */
  handedOnIn(text: string): ReadonlySet<string> {
    return new Set(this.#owners.filter(({ isIn }) => isIn(text)).flatMap(({ lead }) => [...lead]))
  }
}

function leadOf({ text, isType }: TextStatement, evidence: Evidence): Lead | null {
  const handedOn = evidence.handedOnIn(text)
  if (isType) {
    // An interface says by which members a class leads that implements it.
    if (evidence.mentionsLeading(text)) return 'anyhow'
    return leadByMembers([...handedOn, ...evidence.membersIn(text)])
  }
  const body = membersIn(text)
  if (body) return leadOfMembers(body, evidence, handedOn)
  if (isPlainValue(text)) {
    // What an instance is given, it uses in its own members.
    const isInstance = evidence.makes(text) && evidence.membersIn(text).length === 0
    return evidence.isReached(text) && !isInstance ? 'anyhow' : leadByMembers(handedOn)
  }
  return evidence.isReached(text) || evidence.makes(text) ? 'anyhow' : leadByMembers(handedOn)
}

function leadByMembers(members: Iterable<string>): Lead | null {
  const lead = new Set(members)
  return lead.size > 0 ? lead : null
}

/** `export const crm = new Crm(key)`: who uses it does not make another one. */
function isPlainValue(text: string): boolean {
  return /^(?:export\s+)?(?:const|let|var|default)\b/.test(text) && !/=>|\bfunction\b/.test(text)
}

function leadOfMembers(
  { header, members }: BodyText,
  evidence: Evidence,
  handedOn: ReadonlySet<string>,
): Lead | null {
  if (evidence.isIn(header) || evidence.mentionsLeading(header)) return 'anyhow'
  const leading = new Set<string>()
  const isLeading = ({ name }: MemberText) => name !== null && leading.has(name)
  for (let before = -1; before !== leading.size;) {
    before = leading.size
    for (const member of members) {
      const { text, name } = member
      if (isLeading(member) || !(isReached(text, evidence) || mentionsWord(leading, text))) continue
      if (name === null) return 'anyhow'
      const fields = name === 'constructor' ? fieldsSetIn(text) : []
      for (const one of [name, ...fields]) leading.add(one)
    }
  }
  const reached = members.flatMap((member) => (isLeading(member) ? member.text : [])).join('\n')
  for (const { name, text } of members) {
    const sets = isFunction(text) && mentionsWord(new Set(fieldsSetIn(text)), reached)
    if (sets && name !== null) leading.add(name)
  }
  for (const name of handedOn) {
    // Who makes an instance of a class does not make what the class holds.
    if (name !== 'constructor' || evidence.handedOnIn(header).has(name)) leading.add(name)
  }
  return leadByMembers(leading)
}

/** A field that holds an instance is nothing but a value; a method that makes one may be given its options. */
function isReached(member: string, evidence: Evidence): boolean {
  return evidence.isReached(member) || (evidence.makes(member) && isFunction(member))
}

function isFunction(member: string): boolean {
  return /\)[^=]*\{|=>/.test(member)
}

/** `constructor(private readonly client: Client) { this.queue = … }` */
function fieldsSetIn(text: string): readonly string[] {
  const set =
    /\bthis\.(#?[\w$]+)(?:\.[\w$]+|\[[^\]\n]*\])*(?:\s*(?:\?\?|\|\||&&)?=(?![=>])|\.(?:set|push|add|unshift)\()/g
  const parameter = /\b(?:public|private|protected|readonly)\s+([\w$]+)\s*[?:,)=]/g
  return [...text.matchAll(set), ...text.matchAll(parameter)].flatMap(([, name]) => name ?? [])
}

function mentionsWord(words: ReadonlySet<string>, text: string): boolean {
  return wordOf(words)?.test(text) ?? false
}

function makes(local: string | null, code: string): boolean {
  return (local === null ? /\b(?:new|extends)\b/ : makingOf([local]))?.test(code) ?? false
}
