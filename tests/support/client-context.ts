/** What the questions about clients need to know of a sample: no settings, no types, no other files. */
import type { ClientContext } from '../../src/analysis/clients/clients.ts'
import { readSettings } from '../../src/analysis/settings.ts'
import type { SourceFile } from '../../src/ast/source-file.ts'
import { Tracer } from '../../src/ast/tracer.ts'

export function clientContextOf(file: SourceFile): ClientContext {
  const context: ClientContext = {
    tracer: new Tracer(file),
    types: null,
    settings: readSettings({}),
    filename: '/project/a.ts',
    cwd: '/project',
    mayCall: () => true,
    wide: () => context,
  }
  return context
}
