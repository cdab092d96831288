// What does every question about a file need? Made once for the file, its costly parts when first asked for.
import type { RuleContext } from '@typescript-eslint/utils/ts-eslint'

import { Tracer } from '../ast/tracer.ts'
import { typeServicesOf } from '../ast/type-services.ts'
import type { ClientContext } from './clients/clients.ts'
import { isWorthAnalysing } from './gate.ts'
import type { Reach } from './project-imports.ts'
import { importFollower, parserSetupOf } from './project-imports.ts'
import { readSettings } from './settings.ts'

/** The context of the file that a rule looks at. */
export function contextOfFile(linted: Readonly<RuleContext<string, readonly unknown[]>>): ClientContext {
  const { sourceCode, filename, cwd, languageOptions } = linted
  const settings = readSettings(linted.settings)
  const types = typeServicesOf(sourceCode.parserServices)
  const setup = parserSetupOf(languageOptions, sourceCode.visitorKeys)
  const tracerWith = (reach: Reach) =>
    new Tracer(sourceCode, importFollower(sourceCode, setup, settings, { filename, cwd }, reach))
  let wide: ClientContext | null = null
  const context: ClientContext = {
    tracer: tracerWith('traced'),
    settings,
    types,
    filename,
    cwd,
    mayCall: () => isWorthAnalysing(linted, 'customerio-calls'),
    wide: () => (wide ??= { ...context, tracer: tracerWith('all') }),
  }
  return context
}
