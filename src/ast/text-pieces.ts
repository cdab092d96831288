// In which ways can a text be put together of parts that each have several forms?
import type { TSESTree } from '@typescript-eslint/utils'

/** A text as fixed pieces and what else is in it, in order. */
export type Pieces<Part> = readonly (string | Part)[]

/** The parts of a template in their order: its texts, and what is written into it. */
export function partsOfTemplate({
  quasis,
  expressions,
}: TSESTree.TemplateLiteral): readonly (TSESTree.Expression | string)[] {
  return quasis.flatMap((quasi, index) => [quasi.value.cooked ?? '', expressions[index] ?? ''])
}

/** The elements of a list with a text between them, as `join` writes them. */
export function partsOfJoined(
  { elements }: TSESTree.ArrayExpression,
  between: string,
): readonly (TSESTree.Node | string)[] {
  const parts = elements.filter((element) => element !== null)
  return parts.flatMap((element, index) => (index === 0 ? [element] : [between, element]))
}

/** All ways to put one form of each part behind another, but no more than `most`. */
export function inEveryWay<Part, Source>(
  parts: readonly (Source | string)[],
  formsOf: (part: Source) => readonly Pieces<Part>[],
  most: number,
): readonly Pieces<Part>[] {
  let whole: readonly Pieces<Part>[] = [[]]
  for (const part of parts) {
    const forms = typeof part === 'string' ? [[part]] : formsOf(part)
    whole = whole.flatMap((start) => forms.map((end) => joined(start, end))).slice(0, most)
  }
  return whole
}

/** Two texts as one: where fixed pieces meet, they become one piece. */
export function joined<Part>(start: Pieces<Part>, end: Pieces<Part>): Pieces<Part> {
  const last = start.at(-1)
  const [first, ...rest] = end
  if (first === '') return [...start, ...rest]
  if (typeof last === 'string' && typeof first === 'string')
    return [...start.slice(0, -1), last + first, ...rest]
  return [...start, ...end]
}
