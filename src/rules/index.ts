// Every rule of the plugin by its name: the one hand-kept list (tests/plugin.test.ts notices an omission).

import type { CustomerioRule } from './create-rule.ts'
import { noDestroyWithoutSuppress } from './no-destroy-without-suppress.ts'
import { noFloatingRequests } from './no-floating-requests.ts'
import { noHardcodedKeys } from './no-hardcoded-keys.ts'
import { noInsecureEndpoint } from './no-insecure-endpoint.ts'
import { noLoggedSecrets } from './no-logged-secrets.ts'
import { noMismatchedKeys } from './no-mismatched-keys.ts'
import { noPiiInEventNames } from './no-pii-in-event-names.ts'
import { noPublicEnvKeys } from './no-public-env-keys.ts'
import { noRetainedMessageSecrets } from './no-retained-message-secrets.ts'
import { noSensitiveAttributes } from './no-sensitive-attributes.ts'
import { noUnkeyedPiiHash } from './no-unkeyed-pii-hash.ts'
import { requireEncodedIdentifiers } from './require-encoded-identifiers.ts'
import { requireExplicitAttributes } from './require-explicit-attributes.ts'
import { requireRawWebhookBody } from './require-raw-webhook-body.ts'
import { requireRegion } from './require-region.ts'
import { requireSanitizedAttributes } from './require-sanitized-attributes.ts'
import { requireSignatureLengthGuard } from './require-signature-length-guard.ts'
import { requireTimingSafeComparison } from './require-timing-safe-comparison.ts'
import { requireWebhookTimestamp } from './require-webhook-timestamp.ts'
import { requireWebhookVerification } from './require-webhook-verification.ts'

export const rules = {
  'no-destroy-without-suppress': noDestroyWithoutSuppress,
  'no-floating-requests': noFloatingRequests,
  'no-hardcoded-keys': noHardcodedKeys,
  'no-insecure-endpoint': noInsecureEndpoint,
  'no-logged-secrets': noLoggedSecrets,
  'no-mismatched-keys': noMismatchedKeys,
  'no-pii-in-event-names': noPiiInEventNames,
  'no-public-env-keys': noPublicEnvKeys,
  'no-retained-message-secrets': noRetainedMessageSecrets,
  'no-sensitive-attributes': noSensitiveAttributes,
  'no-unkeyed-pii-hash': noUnkeyedPiiHash,
  'require-encoded-identifiers': requireEncodedIdentifiers,
  'require-explicit-attributes': requireExplicitAttributes,
  'require-raw-webhook-body': requireRawWebhookBody,
  'require-region': requireRegion,
  'require-sanitized-attributes': requireSanitizedAttributes,
  'require-signature-length-guard': requireSignatureLengthGuard,
  'require-timing-safe-comparison': requireTimingSafeComparison,
  'require-webhook-timestamp': requireWebhookTimestamp,
  'require-webhook-verification': requireWebhookVerification,
} satisfies Record<string, CustomerioRule>
