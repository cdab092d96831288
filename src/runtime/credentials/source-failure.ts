/** Answers: why did a place not give its credentials, told without a word of what it said? */

import { CredentialError, type CredentialErrorCode } from '../errors.ts'
import { capitalized } from './credential-source.ts'

type FailureCode = Extract<
  CredentialErrorCode,
  'unauthenticated' | 'access_denied' | 'not_found' | 'unavailable' | 'source_failed'
>

/** A place, and what an operator does about each failure of it. */
export interface FailingSource {
  readonly name: string
  readonly advice?: Readonly<Partial<Record<FailureCode, string>>> | undefined
}

/** Names that AWS, Node and `fetch` give to failures. Sources: the exceptions of the SDKs' `GetSecretValue`, `GetParameter(s)`. */
const codeOfName: Readonly<Record<string, FailureCode>> = {
  AbortError: 'unavailable',
  AccessDenied: 'access_denied',
  AccessDeniedException: 'access_denied',
  CredentialsProviderError: 'unauthenticated',
  DecryptionFailure: 'access_denied',
  EACCES: 'access_denied',
  ENOENT: 'not_found',
  ENOTDIR: 'not_found',
  EPERM: 'access_denied',
  ExpiredToken: 'unauthenticated',
  ExpiredTokenException: 'unauthenticated',
  IncompleteSignatureException: 'unauthenticated',
  InternalServerError: 'unavailable',
  InternalServiceError: 'unavailable',
  InvalidClientTokenId: 'unauthenticated',
  InvalidSignatureException: 'unauthenticated',
  KMSAccessDeniedException: 'access_denied',
  MissingAuthenticationTokenException: 'unauthenticated',
  ParameterNotFound: 'not_found',
  ParameterVersionNotFound: 'not_found',
  ResourceNotFoundException: 'not_found',
  SignatureDoesNotMatch: 'unauthenticated',
  ThrottlingException: 'unavailable',
  TimeoutError: 'unavailable',
  TokenProviderError: 'unauthenticated',
  TooManyRequestsException: 'unavailable',
  UnrecognizedClientException: 'unauthenticated',
}

/** Status codes of gRPC, which Google's client gives where it does not speak REST. Source: google/rpc/code.proto. */
const codeOfGrpcStatus: Readonly<Record<number, FailureCode>> = {
  4: 'unavailable',
  5: 'not_found',
  7: 'access_denied',
  8: 'unavailable',
  9: 'not_found',
  13: 'unavailable',
  14: 'unavailable',
  16: 'unauthenticated',
}

const codeOfHttpStatus: Readonly<Record<number, FailureCode>> = {
  401: 'unauthenticated',
  403: 'access_denied',
  404: 'not_found',
  408: 'unavailable',
  410: 'not_found',
  429: 'unavailable',
}

const generalAdvice: Readonly<Record<FailureCode, string>> = {
  unauthenticated: 'Give this process an identity that may read it.',
  access_denied: 'Allow this process to read it.',
  not_found: 'Check the name.',
  unavailable: 'Check the network, and try again.',
  source_failed: 'Check how it is configured.',
}

const whatHappened: Readonly<Record<FailureCode, string>> = {
  unauthenticated: 'did not accept who is asking',
  access_denied: 'refused to give the credentials',
  not_found: 'was not found',
  unavailable: 'did not answer',
  source_failed: 'failed',
}

/** The library's own error for whatever a source threw; its own errors pass. */
export function failureOf(error: unknown, source: FailingSource, code?: FailureCode): CredentialError {
  if (error instanceof CredentialError) return error
  const failure = code ?? codeOf(error)
  const reason = reasonOf(error)
  const statusCode = httpStatusOf(error)
  const facts = [reason, statusCode === null ? null : `HTTP ${statusCode}`].filter((fact) => fact !== null)
  const because = facts.length === 0 ? '' : ` (${facts.join(', ')})`
  const advice = source.advice?.[failure] ?? generalAdvice[failure]
  return new CredentialError(
    failure,
    `${capitalized(source.name)} ${whatHappened[failure]}${because}. ${advice}`,
    {
      source: source.name,
      statusCode,
      reason,
    },
  )
}

/** A source that took too long. */
export function timeOutFailure(source: string, timeoutMs: number): CredentialError {
  return new CredentialError(
    'unavailable',
    `${capitalized(source)} did not answer within ${timeoutMs} ms. ${generalAdvice.unavailable}`,
    { source, reason: 'timeout' },
  )
}

/** The text of an error, to look for words in it; it must not go anywhere else. */
export function textOf(error: unknown): string {
  const message = field(error, 'message')
  return typeof message === 'string' ? message : ''
}

function codeOf(error: unknown): FailureCode {
  const name = reasonOf(error)
  if (name !== null && Object.hasOwn(codeOfName, name)) return codeOfName[name] ?? 'source_failed'
  const grpcStatus = field(error, 'code')
  if (typeof grpcStatus === 'number' && grpcStatus < 100)
    return codeOfGrpcStatus[grpcStatus] ?? 'source_failed'
  const status = httpStatusOf(error)
  if (status !== null) return codeOfHttpStatus[status] ?? (status >= 500 ? 'unavailable' : 'source_failed')
  // What is left of errors with a code of the system comes from the network: ECONNREFUSED, ENOTFOUND, UND_ERR_SOCKET, …
  return name !== null && /^(?:E[A-Z]{3,}|EAI_[A-Z]+|UND_ERR_[A-Z_]+|CERT_[A-Z_]+)$/.test(name)
    ? 'unavailable'
    : 'source_failed'
}

/** The name of the failure, where it is one: a class of the SDK or a code of the system, never a sentence. */
function reasonOf(error: unknown): string | null {
  const names = [
    field(error, 'code'),
    field(field(error, 'cause'), 'code'),
    field(error, 'name'),
    field(error, '__type'),
  ]
  const isName = (name: unknown): name is string =>
    typeof name === 'string' && /^[A-Z][A-Za-z]{2,40}(?:_[A-Z_]{1,40})?$/.test(name) && name !== 'Error'
  return names.find(isName) ?? null
}

function httpStatusOf(error: unknown): number | null {
  const candidates = [
    field(field(error, '$metadata'), 'httpStatusCode'),
    field(error, 'statusCode'),
    field(error, 'status'),
    field(field(error, 'response'), 'status'),
    field(error, 'code'),
  ]
  const status = candidates.map(Number).find((one) => Number.isInteger(one) && one >= 100 && one <= 599)
  return status ?? null
}

function field(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined
}
