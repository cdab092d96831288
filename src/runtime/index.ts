/** The public list of the runtime: what production code imports from `eslint-plugin-customerio/runtime`. */

export { assertCan, type AccessAudit, type AccessRecord, type AssertCanOptions } from './access/assert-can.ts'
export { can, type CanOptions } from './access/can.ts'
export { defineRoles } from './access/define-roles.ts'
export { roles, type Member, type Permission, type Roles } from './access/roles.ts'
export {
  expressWebhook,
  type ExpressWebhookOptions,
  type WebhookMiddleware,
  type WebhookRequest,
} from './adapters/express-webhook.ts'
export {
  fastifyWebhook,
  type FastifyWebhookPlugin,
  type FastifyWebhookReply,
  type FastifyWebhookRequest,
  type FastifyWebhookScope,
} from './adapters/fastify-webhook.ts'
export { koaWebhook, type KoaWebhookContext, type KoaWebhookMiddleware } from './adapters/koa-webhook.ts'
export {
  lambdaWebhook,
  type LambdaWebhookEvent,
  type LambdaWebhookHandler,
  type LambdaWebhookResult,
} from './adapters/lambda-webhook.ts'
export { webhookHandler, type FetchWebhookHandler } from './adapters/webhook-handler.ts'
export {
  anonymizeForAnalytics,
  type AnonymizedRecord,
  type AnonymizeOptions,
} from './anonymize-for-analytics.ts'
export { classifyAttribute } from './classify-attribute.ts'
export type { AuditFunction, AuditSink } from './audit/audit-sink.ts'
export {
  createAuditLog,
  type AuditEntry,
  type AuditHead,
  type AuditLog,
  type AuditLogOptions,
  type AuditRecord,
} from './create-audit-log.ts'
export {
  createDeletionProcessor,
  type DeletionJob,
  type DeletionProcessorOptions,
} from './create-deletion-processor.ts'
export { createSanitizer } from './create-sanitizer.ts'
export {
  checkCredentials,
  type CheckCredentialsOptions,
  type CredentialCheck,
  type CredentialCheckCode,
  type CredentialChecks,
} from './credentials/check-credentials.ts'
export {
  createClientProvider,
  type ClientProvider,
  type ClientProviderOptions,
} from './credentials/create-client-provider.ts'
export type { Reload, ReloadReason } from './credentials/credential-cache.ts'
export type { CredentialField, CredentialNames } from './credentials/credential-fields.ts'
export type { CredentialSource } from './credentials/credential-source.ts'
export type { Credentials, CredentialValues } from './credentials/credentials.ts'
export type { CustomerioSdk, UntypedClients } from './credentials/customerio-sdk.ts'
export {
  fromAwsParameterStore,
  type FromAwsParameterStoreOptions,
} from './credentials/from-aws-parameter-store.ts'
export {
  fromAwsSecretsManager,
  type FromAwsSecretsManagerOptions,
} from './credentials/from-aws-secrets-manager.ts'
export { fromEnv, type FromEnvOptions } from './credentials/from-env.ts'
export { fromFile, type FromFileOptions } from './credentials/from-file.ts'
export {
  fromGcpSecretManager,
  type FromGcpSecretManagerOptions,
} from './credentials/from-gcp-secret-manager.ts'
export { loadCredentials, type LoadCredentialsOptions } from './credentials/load-credentials.ts'
export {
  deleteCustomer,
  type DeleteCustomerOptions,
  type DeletionClient,
  type DeletionReceipt,
  type ErasureAudit,
  type ErasureRecord,
} from './delete-customer.ts'
export {
  deleteCustomers,
  type DeleteCustomersOptions,
  type DeletionProgress,
  type DeletionSummary,
  type FailedDeletion,
} from './delete-customers.ts'
export { definePolicy } from './define-policy.ts'
export {
  AuditLogError,
  AccessDeniedError,
  CredentialError,
  DeletionError,
  RotationError,
  SanitizeError,
  WebhookVerificationError,
  type AuditLogErrorCode,
  type AccessDeniedErrorCode,
  type CredentialErrorCode,
  type DeletionErrorCode,
  type DeletionFailure,
  type RotationErrorCode,
  type SanitizeErrorCode,
  type WebhookVerificationErrorCode,
} from './errors.ts'
export { fileSink, type FileSinkOptions } from './file-sink.ts'
export { hashPii } from './hash-pii.ts'
export { isReportingEvent } from './is-reporting-event.ts'
export { isValidWebhook } from './is-valid-webhook.ts'
export {
  rotateKey,
  type RotateKeyOptions,
  type RotationAction,
  type RotationAudit,
  type RotationContext,
  type RotationEvent,
  type RotationRecord,
  type RotationSummary,
} from './rotation/rotate-key.ts'
export type { RotatedKey, RotationStep } from './rotation/rotation-instructions.ts'
export {
  rotationStatus,
  type RotationStatus,
  type RotationStatusOptions,
} from './rotation/rotation-status.ts'
export { sanitizeAttributes } from './sanitize-attributes.ts'
export type { SanitizedRecord, Sanitizer } from './sanitized.ts'
export { signWebhook, type SignedWebhookHeaders, type SignWebhookOptions } from './sign-webhook.ts'
export { streamSink, type AuditStream } from './stream-sink.ts'
export { terminalProgress, type ProgressStream, type TerminalProgressOptions } from './terminal-progress.ts'
export {
  verifyAuditLog,
  type AuditFault,
  type AuditSource,
  type AuditVerdict,
  type VerifyAuditLogOptions,
} from './verify-audit-log.ts'
export {
  verifyWebhook,
  type OtherWebhookEvent,
  type VerifyWebhookOptions,
  type WebhookEvent,
} from './verify-webhook.ts'
export type { WebhookOptions, WebhookRejection } from './webhook-receiver.ts'
export type { RawBody } from './webhook-signatures.ts'
export type { WebhookHeaders } from './webhook-headers.ts'
export type { AttributeCategory, ValueKind } from '../vocabulary/sensitive-fields.ts'
export type { ReportingEvent, WebhookMetric, WebhookObjectType } from '../vocabulary/webhook-events.ts'
export type { PolicyCategory, SanitizerFinding, SanitizerPolicy } from '../vocabulary/policy.ts'
