// What does this file let us conclude about Customer.io? The one door of the analysis, one instance per file.
import type { TSESTree } from '@typescript-eslint/utils'
import type { RuleContext } from '@typescript-eslint/utils/ts-eslint'

import type { Tracer } from '../ast/tracer.ts'
import { isOnlyDevDependency } from '../project/package-json.ts'
import { operationAt, type ClientCall } from './clients/calls.ts'
import { clientsAmong, constructedAt, type Client, type ClientContext } from './clients/clients.ts'
import { forwardedCallAt } from './clients/forwarders.ts'
import { browserEvidenceOf, type BrowserEvidence } from './credentials/browser-code.ts'
import { credentialUsesOf, type CredentialUse } from './credentials/credential-uses.ts'
import { credentialsGivenTo, type GivenCredential } from './credentials/credentials.ts'
import { textsReaching, type WrittenText } from './credentials/literals.ts'
import {
  publicReadByName,
  publicReadsByPosition,
  publicUses,
  type PublicRead,
  type ReadingNode,
} from './credentials/public-reads.ts'
import {
  credentialsByName,
  credentialsByPosition,
  tokenAt,
  type CredentialNode,
  type WrittenCredential,
} from './credentials/written-credentials.ts'
import { weakHashesIn, type WeakHash } from './digests/weak-hashes.ts'
import { LastingErasure } from './erasure/lasting-erasure.ts'
import type { PersonOperation } from './erasure/operations.ts'
import { contextOfFile } from './file-context.ts'
import { PayloadJudge } from './judgement/payload-judge.ts'
import type { Verdict } from './judgement/verdict.ts'
import { payloadsOf, type Payload } from './payloads/payload-sites.ts'
import { repairOf, type Repair } from './payloads/repairs.ts'
import { sensitiveDataIn, type SensitiveData } from './payloads/sensitive-data.ts'
import { unprovenAmong, type UnprovenPayload } from './payloads/unproven-payloads.ts'
import { sendsWholeRecord } from './payloads/whole-records.ts'
import { DroppedRequests, type DroppedRequest } from './promises/dropped-requests.ts'
import type { ReadSettings } from './settings.ts'
import type { LeakyComparison } from './signatures/leak-details.ts'
import { Signatures } from './signatures/leaky-comparisons.ts'
import { isTestFile } from './test-files.ts'
import { SignatureChecks } from './webhooks/signature-checks.ts'
import { timestampFaultsIn, type TimestampFault } from './webhooks/timestamp-faults.ts'
import { UnguardedComparisons, type UnguardedComparison } from './webhooks/unguarded-comparisons.ts'
import { unrawBodiesIn, type UnrawBody } from './webhooks/unraw-bodies.ts'
import { verificationFaultsIn, type VerificationFault } from './webhooks/verification-faults.ts'
import { verifierInputsOf, type VerifierInputs } from './webhooks/verifier-inputs.ts'

export type { ClientCall } from './clients/calls.ts'
export type { Client } from './clients/clients.ts'
export type { DroppedRequest } from './promises/dropped-requests.ts'
export type { PersonOperation } from './erasure/operations.ts'
export type { PublicRead, ReadingNode } from './credentials/public-reads.ts'
export type { CredentialNode } from './credentials/written-credentials.ts'
export type { LeakyComparison } from './signatures/leak-details.ts'
export type { UnguardedComparison } from './webhooks/unguarded-comparisons.ts'
export type { Payload } from './payloads/payload-sites.ts'
export type { UnprovenPayload } from './payloads/unproven-payloads.ts'
export type { SensitiveData } from './payloads/sensitive-data.ts'
export type { TimestampFault } from './webhooks/timestamp-faults.ts'
export type { VerificationFault } from './webhooks/verification-faults.ts'
export type { WeakHash } from './digests/weak-hashes.ts'
export type { Verdict } from './judgement/verdict.ts'

type AnyContext = Readonly<RuleContext<string, readonly unknown[]>>

const files = new WeakMap<object, CustomerioFile>()

/** Everything this file lets us conclude about Customer.io. Cached: all rules share one instance. */
export function customerioIn(context: AnyContext): CustomerioFile {
  const known = files.get(context.sourceCode)
  if (known) return known
  const file = new CustomerioFile(context)
  files.set(context.sourceCode, file)
  return file
}

/** The answers about one file; each is worked out when first asked for. */
export class CustomerioFile {
  readonly context: ClientContext
  readonly #calls = new Map<TSESTree.CallExpression, ClientCall | null>()
  #judge: PayloadJudge | null = null
  #checks: SignatureChecks | null = null
  #signatures: Signatures | null = null
  #droppedRequests: DroppedRequests | null = null
  #credentialUses: readonly CredentialUse[] | null = null
  #publicUses: ReadonlySet<TSESTree.Node> | null = null
  #unguarded: UnguardedComparisons | null = null
  #lastingErasure: LastingErasure | null = null
  #isTest: boolean | null = null

  constructor(context: AnyContext) {
    this.context = contextOfFile(context)
  }

  get tracer(): Tracer {
    return this.context.tracer
  }

  /** The client that an expression is, or may be; `null` when nothing shows that it is one. */
  clientAt(node: TSESTree.Node): Client | null {
    const clients = clientsAmong(this.tracer.sourcesOf(node), this.context)
    return clients.find(({ rest }) => rest.length === 0)?.client ?? null
  }

  /** The client that this very `new X()`, `super()` or factory call makes; `null` when it makes none. */
  constructionAt(node: TSESTree.NewExpression | TSESTree.CallExpression): Client | null {
    return constructedAt(node, this.context)
  }

  /** The Customer.io operation that a call performs; `null` when it performs none. */
  callAt(node: TSESTree.CallExpression): ClientCall | null {
    const known = this.#calls.get(node)
    if (known !== undefined) return known
    const call = operationAt(node, this.context) ?? forwardedCallAt(node, this.context)
    this.#calls.set(node, call)
    return call
  }

  get settings(): ReadSettings {
    return this.context.settings
  }

  /** The payloads of a call: the expressions whose data Customer.io stores or sends. */
  payloadsOf(call: ClientCall): readonly Payload[] {
    return payloadsOf(call, this.context)
  }

  #payloadJudge(): PayloadJudge {
    this.#judge ??= new PayloadJudge(this.context.wide())
    return this.#judge
  }

  /** Whether a payload is sanitized, provably harmless, or raw, and why. */
  verdictOf(payload: Payload): Verdict {
    return this.#payloadJudge().verdictOf(payload)
  }

  /** The expressions of a call with data that is neither sanitized nor, unless all must be sanitized, harmless. */
  unprovenPayloadsOf(call: ClientCall, mustSanitize: boolean): readonly UnprovenPayload[] {
    return unprovenAmong(
      this.payloadsOf(call),
      (payload) => this.verdictOf(payload),
      ({ state }) => state !== 'raw' && !(mustSanitize && state === 'harmless'),
    )
  }

  /** The sensitive data that a payload sends, with the places where a reader looks for it. */
  sensitiveDataIn(payload: Payload, verdict: Verdict): readonly SensitiveData[] {
    return sensitiveDataIn(payload, verdict, this.tracer)
  }

  /** Whether a payload is a whole record, sanitized or not, instead of fields that the code names. */
  sendsWholeRecord(payload: Payload): boolean {
    const judge = this.#payloadJudge()
    return sendsWholeRecord(payload, judge.verdictOf(payload, true), judge.context)
  }

  /** The digests in a payload that do not protect the personal data they are made of. */
  weakHashesIn(payload: Payload): readonly WeakHash[] {
    const judge = this.#payloadJudge()
    return weakHashesIn(payload, judge.verdictOf(payload, true), judge.context)
  }

  /** The credentials that are written down at a node: by the position they reach, by its names, or by themselves. */
  writtenCredentialsAt(node: CredentialNode): readonly WrittenCredential[] {
    switch (node.type) {
      case 'Literal':
      case 'TemplateLiteral':
        return tokenAt(node)
      case 'CallExpression':
      case 'NewExpression':
        return credentialsByPosition(this.credentialsGivenTo(node), this.isTestFile)
      default:
        return credentialsByName(node)
    }
  }

  /** The credentials that a call or construction is given, with the texts that reach them. */
  credentialsGivenTo(
    node: TSESTree.CallExpression | TSESTree.NewExpression,
  ): readonly (GivenCredential & { readonly texts: readonly WrittenText[] })[] {
    const call = node.type === 'CallExpression' ? this.callAt(node) : null
    return credentialsGivenTo(node, call, this.context).map((given) => ({
      ...given,
      texts: textsReaching(given.node, given.path, this.context.wide().tracer, node),
    }))
  }

  /** The request that a call sends without anybody hearing when it fails; `null` for any other call. */
  droppedRequestAt(node: TSESTree.CallExpression): DroppedRequest | null {
    this.#droppedRequests ??= new DroppedRequests(this.tracer, (call) => this.callAt(call))
    return this.#droppedRequests.at(node)
  }

  /** Every credential that a call or construction of this file is given, with the places it comes from. */
  get credentialUses(): readonly CredentialUse[] {
    this.#credentialUses ??= this.tracer.index.calls.flatMap((call) => {
      const operation = call.type === 'CallExpression' ? this.callAt(call) : null
      return credentialUsesOf(call, operation, this.context)
    })
    return this.#credentialUses
  }

  /** The variables of the environment that a bundler writes into browser code and that reach the position of a secret. */
  get publicReadsByPosition(): readonly PublicRead[] {
    return publicReadsByPosition(this.credentialUses, this.browserEvidence !== null)
  }

  /** The variable at a node that a bundler writes into browser code and whose name says that it is a secret. */
  publicReadAt(node: ReadingNode): PublicRead | null {
    const read = publicReadByName(node, this.tracer)
    this.#publicUses ??= publicUses(this.credentialUses)
    return read && !this.#publicUses.has(read.node) ? read : null
  }

  /** What says that the file runs in the browser; `null` when nothing does. */
  get browserEvidence(): BrowserEvidence | null {
    return browserEvidenceOf(this.tracer.index, this.context.filename)
  }

  /** What a call does to destroy people who can come back with their next event. */
  unsuppressedDestroysAt(node: TSESTree.CallExpression): readonly PersonOperation[] {
    if (!this.callAt(node)) return []
    this.#lastingErasure ??= new LastingErasure(this.context)
    return this.#lastingErasure.unsuppressedAt(node)
  }

  /** The comparison at a node that tells by its duration how much of a signature is right; `null` for any other node. */
  leakyComparisonAt(node: TSESTree.Node): LeakyComparison | null {
    return this.#signaturesOfFile().leakAt(node)
  }

  /** The call at a node that a signature of another length makes throw; `null` for any other call. */
  unguardedComparisonAt(node: TSESTree.CallExpression): UnguardedComparison | null {
    this.#unguarded ??= new UnguardedComparisons(this.#signaturesOfFile())
    return this.#unguarded.at(node)
  }

  /** The bodies of webhooks whose signature is checked after they were parsed, in this file. */
  unrawBodies(): readonly UnrawBody[] {
    return unrawBodiesIn(this.#signaturesOfFile().origins, this.context)
  }

  #signaturesOfFile(): Signatures {
    this.#signatures ??= new Signatures(this.tracer)
    return this.#signatures
  }

  /** The webhooks that the file takes, or may take, without making sure who sent them. */
  verificationFaults(): readonly VerificationFault[] {
    const narrow = new SignatureChecks(this.context, this.#signaturesOfFile(), this.context)
    const checks = { narrow, wide: () => this.#signatureChecks() }
    return verificationFaultsIn(checks, { ...this.context, sends: (call) => this.callAt(call) !== null })
  }

  /** The checks of webhooks whose timestamp is not signed or, where that is asked for, not compared with the clock. */
  timestampFaults(requiresFreshness: boolean): readonly TimestampFault[] {
    return timestampFaultsIn(this.#signatureChecks(), requiresFreshness)
  }

  /** What the runtime's verifier would be given in place of a faulty check; `null` where it cannot stand there. */
  verifierInputsOf(fault: TimestampFault | LeakyComparison): VerifierInputs | null {
    return verifierInputsOf(fault, this.#signatureChecks().signatures)
  }

  #signatureChecks(): SignatureChecks {
    const context = this.context.wide()
    this.#checks ??= new SignatureChecks(context, new Signatures(context.tracer), this.context)
    return this.#checks
  }

  /** Whether the file is part of the tests. */
  get isTestFile(): boolean {
    return (this.#isTest ??= isTestFile(this.context.filename, this.context.cwd))
  }

  /** How a raw payload can be repaired without breaking what the call is for. */
  repairOf(payload: Payload, verdict: Verdict): Repair {
    return repairOf(payload, verdict, this.context)
  }

  /** Whether production installs of the nearest package would leave this package out. */
  isDevDependency(packageName: string): boolean {
    return isOnlyDevDependency(this.context.filename, packageName)
  }
}
