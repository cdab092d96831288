/** The public list of the runtime: what production code imports from `eslint-plugin-customerio/runtime`. */

export { classifyAttribute } from './classify-attribute.ts'
export { createSanitizer } from './create-sanitizer.ts'
export { definePolicy } from './define-policy.ts'
export {
  DeletionError,
  SanitizeError,
  WebhookVerificationError,
  type DeletionErrorCode,
  type SanitizeErrorCode,
  type WebhookVerificationErrorCode,
} from './errors.ts'
export { hashPii } from './hash-pii.ts'
export { sanitizeAttributes } from './sanitize-attributes.ts'
export type { SanitizedRecord, Sanitizer } from './sanitized.ts'
export type { AttributeCategory, ValueKind } from '../vocabulary/sensitive-fields.ts'
export type { PolicyCategory, SanitizerFinding, SanitizerPolicy } from '../vocabulary/policy.ts'
