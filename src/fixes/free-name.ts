// Which name does nothing in the file use yet?
import type { TSESLint } from '@typescript-eslint/utils'

const takenNames = new WeakMap<object, ReadonlySet<string>>()

/** The wanted name, or else one made from the other, that no scope of the file declares or reads. */
export function freeName(
  sourceCode: Readonly<TSESLint.SourceCode>,
  wanted: string,
  otherwise = wanted,
): string {
  const taken = takenNamesIn(sourceCode)
  if (!taken.has(wanted)) return wanted
  let candidate = otherwise
  for (let count = 2; taken.has(candidate); count++) candidate = `${otherwise}${count}`
  return candidate
}

/** Every name that a scope of the file declares, or reads as a global; worked out once per file. */
function takenNamesIn(sourceCode: Readonly<TSESLint.SourceCode>): ReadonlySet<string> {
  const known = takenNames.get(sourceCode)
  if (known) return known
  const taken = new Set<string>()
  for (const scope of sourceCode.scopeManager?.scopes ?? []) {
    for (const variable of scope.variables) if (variable.defs.length > 0) taken.add(variable.name)
    for (const { identifier, resolved } of scope.references) {
      if (!resolved && identifier.type === 'Identifier') taken.add(identifier.name)
    }
  }
  takenNames.set(sourceCode, taken)
  return taken
}
