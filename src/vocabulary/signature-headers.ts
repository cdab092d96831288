/** Answers: which names of headers and variables say that the value is the signature of a webhook? */
import { segmentsOf } from './name-segments.ts'
import { signatureHeader, timestampHeader } from './webhook-signature.ts'

/** Words for a signature; `x-shopify-hmac-sha256`, `x-hub-signature-256`, `svix-signature`, `x-sig`. */
const signatureWords = new Set(['signature', 'signatures', 'sig', 'sigs', 'sign', 'hmac', 'xsignature'])

/** Words that make it a fact about the signature: `x-signature-timestamp`, `signature-input`, `x-hmac-algorithm`. */
// prettier-ignore
const factWords = new Set(
  [
    'timestamp', 'time', 'date', 'age', 'expires', 'expiry', 'version', 'algorithm', 'algorithms', 'algo', 'alg',
    'method', 'type', 'format', 'encoding', 'scheme', 'prefix', 'input', 'nonce', 'length', 'key', 'keyid', 'id',
    'kid', 'agent', 'headers', 'header', 'name', 'names', 'url', 'count', 'present', 'required', 'enabled', 'valid',
    'verified', 'status', 'error', 'policy', 'ts', 't', 'in', 'up', 'out', 'off', 'on',
  ],
)

/** Words for a signature that the code works out itself. */
const computedWords = new Set(
  'expected computed calculated calc generated digest hash hmac mac local own actual correct'.split(' '),
)

/** Whether a header of this name carries the signature of a request. */
export function isSignatureHeader(name: string): boolean {
  return saysSignature(name)
}

/** Whether a header is one of the two that Customer.io sends with its webhooks. */
export function isCustomerioHeader(name: string): boolean {
  const lowerCase = name.toLowerCase()
  return lowerCase === signatureHeader || lowerCase === timestampHeader
}

/** Whether a name says that the value is a signature: `signature`, `hubSignature256`, `receivedHmac`. */
export function saysSignature(name: string): boolean {
  const segments = segmentsOf(name)
  return segments.some((word) => signatureWords.has(word)) && !segments.some((word) => factWords.has(word))
}

/** Whether a name says that the value is a signature the code worked out: `expectedSignature`, `computedDigest`, `hmac`. */
export function saysComputedSignature(name: string): boolean {
  const segments = segmentsOf(name)
  if (segments.some((word) => factWords.has(word))) return false
  return segments.some((word) => computedWords.has(word))
}

/** Whether a name says that the value is a fact about a signature, not the signature: `version`, `timestamp`. */
export function saysSignatureFact(name: string): boolean {
  return segmentsOf(name).some((word) => factWords.has(word))
}
