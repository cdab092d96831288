// How are names looked for in a text that is not parsed?

/** A mention of a name that can call it, hand it on or name its type: no element of JSX, property or text. */
export function mentionOf(names: readonly string[]): RegExp | null {
  if (names.length === 0) return null
  return new RegExp(
    String.raw`(?<![\w$'"-]|(?<!\.\.)\.)(?<!(?<![\w$])<\/?)(?:${alternatives(names)})(?![\w$'"-])`,
  )
}

/** Any of these names, whatever stands around it. `constructor` is told by `makingOf`. */
export function wordOf(words: Iterable<string>): RegExp | null {
  const names = [...words].filter((word) => word !== 'constructor')
  return names.length === 0 ? null : new RegExp(`(?<![\\w$])(?:${alternatives(names)})(?![\\w$])`)
}

/** `new Crm(…)`, `extends Crm`, `new crm.Crm(…)` */
export function makingOf(names: readonly string[]): RegExp | null {
  return names.length === 0 ? null : new RegExp(`\\b(?:new|extends)\\s+(?:${alternatives(names)})(?![\\w$])`)
}

function alternatives(names: readonly string[]): string {
  return names.map((name) => name.replace(/[^\w]/g, String.raw`\$&`)).join('|')
}
