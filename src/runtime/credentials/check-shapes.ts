/** Answers: can these values be the credentials they are said to be? Never says the value. */

import { credentialsOfShape, isPlaceholder, isServiceAccountToken } from '../../vocabulary/credentials.ts'
import type { CredentialErrorCode } from '../errors.ts'
import { kindOfField, type CredentialField } from './credential-fields.ts'

/** What is wrong with one credential. */
export interface ShapeFault {
  readonly code: Extract<CredentialErrorCode, 'malformed_field' | 'wrong_kind'>
  /** Goes on after the name of the place: `… has white space around it`. */
  readonly text: string
}

/** Fields whose values have a documented shape. */
const expectedShapes: Readonly<Partial<Record<CredentialField, string>>> = {
  siteId: '20 letters and digits',
  trackApiKey: '20 letters and digits',
  appApiKey: '32 hexadecimal digits',
}

/** What is wrong with a value, or `null`. Where shapes may be unknown, only what is surely wrong counts. */
export function shapeFaultOf(
  field: CredentialField,
  value: unknown,
  allowUnknownShapes: boolean,
): ShapeFault | null {
  if (field === 'webhookSecret' && Array.isArray(value)) {
    const faults = value.map((one) => faultOfText(field, one, allowUnknownShapes))
    return faults.find((fault) => fault !== null) ?? null
  }
  return faultOfText(field, value, allowUnknownShapes)
}

function faultOfText(field: CredentialField, value: unknown, allowUnknownShapes: boolean): ShapeFault | null {
  if (typeof value !== 'string') return malformed('is not a text; store it as one')
  if (value === '') return malformed('holds an empty text')
  if (/\s/.test(value)) return malformed('has white space or a line break in it; store the bare key')
  // Control characters would end up in a header, where the request fails with an error that quotes them.
  if (!/^[\x21-\x7e]+$/.test(value)) return malformed('has characters that no key has; copy it again')
  return otherKindFault(field, value) ?? (allowUnknownShapes ? null : unknownShapeFault(field, value))
}

/** A credential of another kind, told by its shape. A site id and a Track API key look alike. */
function otherKindFault(field: CredentialField, value: string): ShapeFault | null {
  if (isServiceAccountToken(value)) {
    return wrongKind(
      "holds a service account token of Customer.io's command line tool, which no API here takes",
    )
  }
  if (field === 'webhookSecret') return null
  const shapes = credentialsOfShape(value)
  if (shapes.length === 0 || shapes.includes(kindOfField[field])) return null
  return shapes.includes('app-key')
    ? wrongKind(
        'holds what looks like an App API key (32 hexadecimal digits); App keys belong into `appApiKey`',
      )
    : wrongKind('holds what looks like a site id or a Track API key (20 characters), not an App API key')
}

function unknownShapeFault(field: CredentialField, value: string): ShapeFault | null {
  if (isPlaceholder(value)) return malformed('holds a placeholder; put the real key there')
  const expected = expectedShapes[field]
  if (expected === undefined || credentialsOfShape(value).includes(kindOfField[field])) return null
  return malformed(
    `is not ${expected}, as Customer.io issues it; copy it again, or set \`allowUnknownShapes\` if the format has changed`,
  )
}

function malformed(text: string): ShapeFault {
  return { code: 'malformed_field', text }
}

function wrongKind(text: string): ShapeFault {
  return { code: 'wrong_kind', text }
}
