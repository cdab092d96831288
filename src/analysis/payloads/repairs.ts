// How can a raw payload be repaired without breaking what the call is for?
import { isMessageSecret } from '../../vocabulary/message-secrets.ts'
import type { SanitizerPolicy } from '../../vocabulary/policy.ts'
import { actionFor } from '../../vocabulary/policy.ts'
import { squashedName } from '../../vocabulary/sensitive-fields.ts'
import type { ClientContext } from '../clients/clients.ts'
import type { HttpOperation } from '../../vocabulary/http-api.ts'
import type { Payload } from './payload-sites.ts'
import type { ReadSettings } from '../settings.ts'
import { standsUnderType } from './typed-places.ts'
import type { Verdict } from '../judgement/verdict.ts'

/** What a sanitizer call for a payload must say. */
export interface Repair {
  /** the policy to write as the second argument; `null` when the sanitizer needs none */
  readonly policy: SanitizerPolicy | null
  /** the same, keeping `phone`: for payloads in which `phone` can be seen; `null` when it can not */
  readonly policyKeepingPhone: SanitizerPolicy | null
  /**
   * false where a person must decide: sanitizing may take away what the message is for, or what it gives may not fit a
   * type that the code writes down
   */
  readonly isCertain: boolean
}

/** Works out the sanitizer call that repairs a payload. */
export function repairOf(
  payload: Payload,
  verdict: Verdict,
  { settings, tracer }: Pick<ClientContext, 'settings' | 'tracer'>,
): Repair {
  const isMessage = payload.slot === 'message-data'
  const secrets = isMessage
    ? [...verdict.keys].filter((key) => isMessageSecret(key) && isTaken(key, settings))
    : []
  const hasPhone = [...verdict.keys].some((key) => squashedName(key) === 'phone' && isTaken(key, settings))
  const isShapeKnown = verdict.faults.every(({ reason }) => reason !== 'record' && reason !== 'computed-key')
  return {
    policy: policyOf(settings, secrets),
    policyKeepingPhone: hasPhone ? policyOf(settings, [...secrets, 'phone']) : null,
    isCertain:
      payload.path.length === 0 &&
      isKnownBody(payload) &&
      !hasPhone &&
      !standsUnderType(payload.node, payload.call.node, tracer) &&
      (!isMessage || isShapeKnown),
  }
}

/** Whether the body of a raw request is the same thing whichever of its URLs it goes to: data, or an envelope. */
function isKnownBody({ call: { http } }: Payload): boolean {
  if (!http) return true
  const placesIn = (operation: HttpOperation | null) =>
    operation?.payloads.map(({ path }) => path.join('.')).join(' ')
  return (
    !http.isGeneric && http.otherOperations.every((other) => placesIn(other) === placesIn(http.operation))
  )
}

/** Whether the sanitizer would take a property of that name away. */
function isTaken(name: string, { policy }: ReadSettings): boolean {
  return (actionFor(name, policy)?.action ?? 'keep') !== 'keep'
}

/** The project's own module states its policy itself; our runtime is told the lists of the settings. */
function policyOf(
  { importFrom, sensitiveFields }: ReadSettings,
  keep: readonly string[],
): SanitizerPolicy | null {
  const stated = importFrom === null && sensitiveFields !== null ? sensitiveFields : {}
  const kept = [...new Set([...(stated.keep ?? []), ...keep])]
  const policy: SanitizerPolicy = {
    ...(stated.neverSend?.length ? { neverSend: stated.neverSend } : {}),
    ...(stated.hash?.length ? { hash: stated.hash } : {}),
    ...(kept.length > 0 ? { keep: kept } : {}),
  }
  return Object.keys(policy).length > 0 ? policy : null
}
