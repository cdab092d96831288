// Which members has a class or an object, and where do they stand? Told from the layout that nearly all code has.

/** A member, with its decorators. */
export interface MemberText {
  readonly text: string
  /** `constructor` for what runs when the class or an instance is made; `null` where the text does not show the name */
  readonly name: string | null
}

export interface BodyText {
  /** what stands before the members: `class Crm extends Base {` */
  readonly header: string
  readonly members: readonly MemberText[]
}

const owner =
  /^(?:export\s+)?(?:default\s+)?(?:(?:abstract\s+)?class\b|(?:(?:const|let|var)\s+[\w$]+[^=\n]*=\s*)?\{[ \t]*\n)/
const decorators = /^(?:@[\w$.]+(?:\([^\n]*?\))?[ \t]*)+/
const modifiers =
  /^(?:(?:public|private|protected|static|readonly|override|async|abstract|declare|get|set|accessor)\s+)*\*?\s*/
const nameOfMember = /^(?:(#?[\w$]+)|(['"])([^'"\n]*)\2)\s*(?=[(<:=;?!,]|$)/

/** The members of a statement that declares a class or an object; `null` for others, and where the layout hides them. */
export function membersIn(statement: string): BodyText | null {
  if (!owner.test(statement)) return null
  const opening = /\{[ \t]*\n/.exec(statement)
  if (!opening) return null
  const header = statement.slice(0, opening.index + 1)
  const members = splitBody(statement.slice(header.length, statement.lastIndexOf('}')))
  return members && { header, members }
}

function splitBody(body: string): readonly MemberText[] | null {
  const [indentation] = /^[ \t]+(?=\S)/m.exec(body) ?? []
  if (indentation === undefined) return body.trim() === '' ? [] : null
  const members: { start: number; name: string | null }[] = []
  let decoratedFrom: number | null = null
  for (const { index, 0: line } of body.matchAll(new RegExp(`^${indentation}(?=[^\\s})\\]]).*$`, 'gm'))) {
    const name = nameIn(line.trim())
    if (name === undefined) {
      if (line.trim().startsWith('@')) decoratedFrom ??= index
      continue
    }
    members.push({ start: decoratedFrom ?? index, name })
    decoratedFrom = null
  }
  if (body.slice(0, members[0]?.start).trim() !== '') return null
  const parts = members.map(({ start, name }, i) => ({
    text: body.slice(start, members[i + 1]?.start),
    name,
  }))
  return parts.every(({ text }) => isWhole(text)) ? parts : null
}

/** The name of the member that a line begins; `null` for a computed one, `undefined` where it begins none. */
function nameIn(line: string): string | null | undefined {
  const own = line.replace(decorators, '')
  if (/^static\s*\{/.test(own)) return 'constructor'
  if (own.startsWith('[') || own.startsWith('...')) return null
  const found = nameOfMember.exec(own.replace(modifiers, '')) ?? nameOfMember.exec(own)
  return found ? (found[1] ?? found[3]) : undefined
}

/** A part that ends within a block or a template shows that lines of inner code begin like those of members. */
function isWhole(text: string): boolean {
  let depth = 0
  let ticks = 0
  for (const [mark] of text.matchAll(/[{}`]/g)) {
    if (mark === '`') ticks++
    else depth += mark === '{' ? 1 : -1
  }
  return depth === 0 && ticks % 2 === 0
}
