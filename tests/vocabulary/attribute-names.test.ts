import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { actionOf, classifyAttribute, type AttributeCategory } from '../../src/vocabulary/sensitive-fields.ts'

type Entry = [name: string, verdict: AttributeCategory | null]

const { names } = JSON.parse(
  readFileSync(new URL('../fixtures/attribute-names.json', import.meta.url), 'utf8'),
) as { names: Entry[] }

/** What the classifier gets wrong and why it is left so. A name that leaves a list must be taken out of it. */
const knownFalseAlarms: Record<string, string> = {
  bribeTokens: 'the coins of a chain; no list knows what every token is',
  ensAssociatedAddress: 'on a chain, which only the reader of `ens` knows',
  github_app_authorization: 'the name of an event; `authorization` is a credential under any prefix',
  slackAuthorizations: 'a list of connected workspaces; `authorization` is a credential under any prefix',
}
const knownMisses: Record<string, string> = {
  cibilScore: "an Indian bureau's credit score; a brand that the vocabulary does not name",
  icd10_code: 'a diagnosis by its code; the vocabulary names no coding systems',
  insurancePolicyNumber: 'of a health insurance here, of a car elsewhere',
  insurerPolicyNumber: 'of a health insurance here, of a car elsewhere',
  nationalHealthNumber: 'the vocabulary names health numbers by country (`medicare_number`)',
  nationalHealthNumberInput: 'the vocabulary names health numbers by country (`medicare_number`)',
  partner_gender_preference: '`partner_preference` with a word inside it',
}

describe('the classifier, on names collected from public code', () => {
  it('has enough names of every kind to be worth asking', () => {
    const sensitive = names.filter(([, verdict]) => actionFor(verdict) !== 'keep')

    expect(names.length).toBeGreaterThan(6000)
    expect(new Set(names.map(([name]) => name)).size).toBe(names.length)
    expect(sensitive.length).toBeGreaterThan(210)
    expect(new Set(sensitive.map(([, verdict]) => verdict)).size).toBe(5)
  })

  it('raises no false alarm but the known ones', () => {
    const falseAlarms = names.filter(
      ([name, verdict]) => actionFor(verdict) === 'keep' && actionFor(classifyAttribute(name)) !== 'keep',
    )

    expect(falseAlarms.map(([name]) => name)).toEqual(Object.keys(knownFalseAlarms))
  })

  it('misses no sensitive name but the known ones', () => {
    const misses = names.filter(
      ([name, verdict]) => actionFor(verdict) !== 'keep' && actionFor(classifyAttribute(name)) === 'keep',
    )

    expect(misses.map(([name]) => name)).toEqual(Object.keys(knownMisses))
  })

  it('gives the names it finds the category of the verdict', () => {
    const confused = names.filter(([name, verdict]) => {
      const category = classifyAttribute(name)
      return actionFor(verdict) !== 'keep' && actionFor(category) !== 'keep' && category !== verdict
    })

    expect(confused).toEqual([])
  })
})

function actionFor(category: AttributeCategory | null): string {
  return category === null ? 'keep' : actionOf(category)
}
