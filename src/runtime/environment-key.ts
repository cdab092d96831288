/** Answers: which key of digests does the environment hold? */

/** The value of `CUSTOMERIO_PII_KEY`, read at every call, for it may be set after this module was loaded; `null` without one. */
export function environmentKey(): string | null {
  // Workers may have no `process`.
  const { process } = globalThis as { process?: { env?: Record<string, string | undefined> } }
  const key = process?.env?.CUSTOMERIO_PII_KEY ?? ''
  return key.trim() === '' ? null : key
}
