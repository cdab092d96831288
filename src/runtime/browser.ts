/**
 * The public list for browsers and React Native: the sanitizer and the copy for analytics. A key in a bundle is public, so there are no digests here;
 * attributes that would be hashed are removed. Nothing that this module reaches imports from Node.
 */

export {
  anonymizeForAnalytics,
  type AnonymizedRecord,
  type AnonymizeOptions,
} from './anonymize-for-analytics.ts'
export { classifyAttribute } from './classify-attribute.ts'
export { createBrowserSanitizer as createSanitizer } from './create-browser-sanitizer.ts'
export { definePolicy } from './define-policy.ts'
export { SanitizeError, type SanitizeErrorCode } from './errors.ts'
export { sanitizeBrowserAttributes as sanitizeAttributes } from './sanitize-browser-attributes.ts'
export type { SanitizedRecord, Sanitizer } from './sanitized.ts'
export type { AttributeCategory } from '../vocabulary/sensitive-fields.ts'
export type { PolicyCategory, SanitizerFinding, SanitizerPolicy } from '../vocabulary/policy.ts'
