// Compares what the engine says about a random program with what happens when it runs.
import type { TSESTree } from '@typescript-eslint/utils'

import {
  alwaysFollowedBy,
  completesNormally,
  factsAt,
  functionOf,
  onSomePath,
  precededBy,
} from '../../../src/ast/control-flow.ts'
import type { Fact } from '../../../src/ast/control-flow.ts'
import { isFunction } from '../../../src/ast/source-file.ts'
import { allNodes, markedCode } from '../../support/marked-code.ts'
import type { MarkedCode, ParserName } from '../../support/marked-code.ts'
import { printProgram } from '../../support/print-program.ts'
import type { Stmt } from '../../support/random-program.ts'
import type { Event, WatchedRun } from '../../support/watched-run.ts'
import { watchedRun } from '../../support/watched-run.ts'

/** How many statements of each kind were made; tests want them to be many. */
export interface Counts {
  facts: number
  checkedFacts: number
  preceded: number
  followed: number
  neverTogether: number
  neverCompleting: number
}

export const noCounts = (): Counts => ({
  facts: 0,
  checkedFacts: 0,
  preceded: 0,
  followed: 0,
  neverTogether: 0,
  neverCompleting: 0,
})

type Hit = 'hit0' | 'hit1'

interface Claims {
  readonly at: number
  /** The function around the place that is called as one; `study` for the outermost. */
  readonly activation: string
  /** There an exception may be on its way already. */
  readonly inFinally: boolean
  readonly preceded: readonly Hit[]
  readonly followed: readonly Hit[]
  readonly neverTogether: readonly Hit[]
}

/** Throws at the first statement that a run refutes. */
export function checkProgram(
  body: readonly Stmt[],
  seed: number,
  runs: number,
  counts: Counts,
  parser: ParserName = 'espree',
): void {
  const code = markedCode(printProgram(body, null), { parser, sourceType: 'module' })
  const places = placesIn(code)
  const facts = new Map([...places].map(([n, node]) => [n, checkableFacts(node, code, counts)]))
  const claims = [...places].map(([n, node]) => claimsAt(n, node, counts))
  const neverDone = neverCompleting(code, counts)
  const checks = new Map([...facts].map(([n, texts]) => [n, texts.map((text) => text.check)]))
  const watched = printProgram(body, checks)
  for (let run = 0; run < runs; run++) {
    const result = watchedRun(watched, seed + run)
    const refuted =
      refutedFact(result, facts) ??
      claims.map((claim) => refutedClaim(claim, result)).find((one) => one !== null) ??
      refutedCompletion(result, neverDone)
    if (refuted != null) throw new Error(`${refuted}\nin\n${code.text}`)
  }
}

function placesIn(code: MarkedCode): Map<number, TSESTree.CallExpression> {
  const places = new Map<number, TSESTree.CallExpression>()
  for (const node of allNodes(code.program, code.visitorKeys)) {
    if (!isCallOf('at')(node) || node.type !== 'CallExpression') continue
    const [n] = node.arguments
    if (n?.type === 'Literal') places.set(Number(n.value), node)
  }
  return places
}

const isCallOf =
  (name: string) =>
  (node: TSESTree.Node): boolean =>
    node.type === 'CallExpression' && node.callee.type === 'Identifier' && node.callee.name === name

interface CheckableFact {
  readonly text: string
  readonly check: string
}

/** Calls are checked against what they last answered, in their own function. */
function checkableFacts(node: TSESTree.Node, code: MarkedCode, counts: Counts): CheckableFact[] {
  const facts = factsAt(node)
  counts.facts += facts.length
  const checkable = facts.flatMap((fact) => {
    const text = code.textOf(fact.condition)
    if (!isCheckable(text, fact, node)) return []
    const value = text.replaceAll(/\b(?:q|at|hit0|hit1|boom|flip)\((\d+)\)/g, 'last($1)')
    return [{ text: `${text} is ${fact.holds}`, check: `Boolean(${value}) === ${fact.holds}` }]
  })
  counts.checkedFacts += checkable.length
  return checkable
}

function isCheckable(text: string, fact: Fact, node: TSESTree.Node): boolean {
  if (/[^=!]=[^=]|=>|maybe|\bf\d+\(/.test(text)) return false
  return !/\(\d+\)/.test(text) || fact.function === functionOf(node)
}

function claimsAt(at: number, node: TSESTree.Node, counts: Counts): Claims {
  const hits = ['hit0', 'hit1'] as const
  const activation = activationOf(node)
  const preceded = hits.filter((hit) => precededBy(node, isCallOf(hit)))
  const followed = hits.filter((hit) => alwaysFollowedBy(node, isCallOf(hit)))
  const neverTogether = activation === 'study' ? hits.filter((hit) => !onSomePath(node, isCallOf(hit))) : []
  counts.preceded += preceded.length
  counts.followed += followed.length
  counts.neverTogether += neverTogether.length
  return { at, activation, inFinally: isInFinally(node), preceded, followed, neverTogether }
}

/** The name of the nearest function that has one. */
function activationOf(node: TSESTree.Node): string {
  for (let fn = functionOf(node); isFunction(fn); fn = functionOf(fn)) {
    if (fn.id) return fn.id.name
    if (fn.parent.type === 'VariableDeclarator' && fn.parent.id.type === 'Identifier')
      return fn.parent.id.name
  }
  return 'study'
}

function isInFinally(node: TSESTree.Node): boolean {
  let inner: TSESTree.Node = node
  for (let outer = node.parent; outer; inner = outer, outer = outer.parent) {
    if (outer.type === 'TryStatement' && outer.finalizer === inner) return true
  }
  return false
}

function neverCompleting(code: MarkedCode, counts: Counts): Set<number> {
  const never = new Set<number>()
  for (const [name, nodes] of code.nodes) {
    for (const node of nodes) {
      const statement = node.parent?.type === 'ExpressionStatement' ? node.parent : node
      if (!completesNormally(statement as TSESTree.Statement)) never.add(Number(name.slice(1)))
    }
  }
  counts.neverCompleting += never.size
  return never
}

function refutedFact(run: WatchedRun, facts: ReadonlyMap<number, readonly CheckableFact[]>): string | null {
  const [violation] = run.violations
  if (!violation) return null
  return `at(${violation.at}): not true that ${facts.get(violation.at)?.[violation.check]?.text}`
}

function refutedCompletion(run: WatchedRun, neverDone: ReadonlySet<number>): string | null {
  const done = run.events.find((event) => event.kind === 'done' && neverDone.has(event.n))
  return done && 'n' in done ? `statement ${done.n} did complete` : null
}

function refutedClaim(claim: Claims, { events, end }: WatchedRun): string | null {
  const outer: Event[] = [
    { kind: 'enter', n: 'study' },
    ...events,
    end === 'returned' ? { kind: 'return', n: 'study' } : { kind: 'throw', n: 'study' },
  ]
  for (const [index, event] of outer.entries()) {
    if (event.kind !== 'at' || event.n !== claim.at) continue
    const earlier = outer.slice(0, index)
    for (const hit of claim.preceded) {
      if (!earlier.some(({ kind }) => kind === hit)) return `at(${claim.at}) was not preceded by ${hit}`
    }
    for (const hit of claim.neverTogether) {
      if (outer.some(({ kind }) => kind === hit)) return `at(${claim.at}) and ${hit} did happen together`
    }
    const later = restOfActivation(outer.slice(index + 1), claim.activation)
    if (later === null || (claim.inFinally && earlier.some(isException))) continue
    for (const hit of claim.followed) {
      if (!later.some(({ kind }) => kind === hit)) return `at(${claim.at}) was not followed by ${hit}`
    }
  }
  return null
}

/** An exception that no `throw` shows, or that another function threw. */
function isException({ kind }: Event): boolean {
  return kind === 'boom' || kind === 'throw'
}

/** The events up to the return of the activation; `null` when an exception that no `throw` shows came first. */
function restOfActivation(events: readonly Event[], activation: string): Event[] | null {
  const end = events.findIndex(
    (event) => (event.kind === 'return' || event.kind === 'throw') && event.n === activation,
  )
  const rest = events.slice(0, end)
  if (events[end]?.kind !== 'return') return null
  return rest.some(isException) ? null : rest
}
