// What does every question about a file need? Made once for the file, its costly parts when first asked for.
import type { RuleContext } from '@typescript-eslint/utils/ts-eslint'

import { Tracer } from '../ast/tracer.ts'
import { typeServicesOf } from '../ast/type-services.ts'
import type { ClientContext } from './clients/clients.ts'
import type { Reach } from './project-imports.ts'
import { importFollower, parserSetupOf } from './project-imports.ts'
import { readSettings } from './settings.ts'
import { leadsToCustomerio } from './traces.ts'

/** The context of the file that a rule looks at. */
export function contextOfFile({
  sourceCode,
  settings: given,
  filename,
  cwd,
  languageOptions,
}: Readonly<RuleContext<string, readonly unknown[]>>): ClientContext {
  const settings = readSettings(given)
  const types = typeServicesOf(sourceCode.parserServices)
  const setup = parserSetupOf(languageOptions, sourceCode.visitorKeys)
  const tracerWith = (reach: Reach) =>
    new Tracer(sourceCode, importFollower(sourceCode, setup, settings, { filename, cwd }, reach))
  let mayCall: boolean | null = null
  let wide: ClientContext | null = null
  const context: ClientContext = {
    tracer: tracerWith('traced'),
    settings,
    types,
    filename,
    cwd,
    // Types may come from packages of which nothing else is known here.
    mayCall: () => (mayCall ??= types !== null || leadsToCustomerio(filename, sourceCode.text, settings)),
    wide: () => (wide ??= { ...context, tracer: tracerWith('all') }),
  }
  return context
}
