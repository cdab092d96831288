/**
 * Answers: how does Customer.io sign its webhooks? Source: docs.customer.io/api/webhooks, "Securely verifying requests",
 * and `dist/lib/webhooks.js` of customerio-node 5.2.0.
 */

/** Header names in lower case, as Node gives them. */
export const signatureHeader = 'x-cio-signature'
export const timestampHeader = 'x-cio-timestamp'

/** The only version of the scheme so far. */
export const signatureVersion = 'v0'

/** HMAC-SHA256, written as lower-case hexadecimal digits. */
export const signatureAlgorithm = 'sha256'
export const signatureLength = 64

/** How far a timestamp may be from now unless the application says otherwise. Whether retries are signed anew is not known. */
export const defaultToleranceSeconds = 300

/** What is signed is this, followed by the bytes of the body as they were received: `v0:<timestamp>:<body>`. */
export function signedPrefix(timestamp: string): string {
  return `${signatureVersion}:${timestamp}:`
}

/** Whether a text has the form of a signature. */
export function isSignature(text: string): boolean {
  return text.length === signatureLength && /^[0-9a-f]+$/.test(text)
}

/** Whether a text has the form of a timestamp: Unix seconds in 1 to 12 ASCII digits. */
export function isTimestamp(text: string): boolean {
  return /^[0-9]{1,12}$/.test(text)
}
