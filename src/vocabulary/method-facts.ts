/** What can be said of one client method or HTTP operation: where data, people, names and URLs sit in it. */

/** Which API a client speaks; `http` is a raw request. */
export type ClientKind = 'track' | 'app' | 'pipelines' | 'cdp' | 'browser' | 'mobile' | 'http'

/**
 * Where a value sits in a call: an argument, then property names; '*' is every element of an array.
 * 'first-object' is the first argument that is evidently no string, for overloads such as
 * `page(category?, name?, properties)`.
 */
export interface Position {
  readonly argument: number | 'first-object'
  readonly path: readonly string[]
}

/** What a payload means to Customer.io; fixes wrap it, whatever the slot. */
export type PayloadSlot =
  | 'attributes'
  | 'event-data'
  | 'message-data'
  | 'custom-data'
  | 'broadcast-data'
  | 'traits'
  | 'context-traits'
  | 'properties'
  | 'device-attributes'
  | 'relationship-attributes'
  | 'rows'
  | 'form-data'

/** A condition on the number of arguments: the shape of an overload. */
export interface ArgumentCount {
  readonly min?: number
  readonly max?: number
}

/** A position whose value is stored or sent as data about a person. */
export interface PayloadPosition extends Position {
  readonly slot: PayloadSlot
  /** With 'first-object': the argument to take where no argument is evidently an object. */
  readonly otherwise?: number
  /** The position holds only for calls with that many arguments. */
  readonly arguments?: ArgumentCount
  /** Keys of the object that belong to the envelope, not to the data: `id` in `_cio.identify({ id, ...attributes })`. */
  readonly envelopeKeys?: readonly string[]
}

/** Whom or what an identifier names. Only people and devices matter to encoding. */
export type IdentifierOf = 'person' | 'anonymous' | 'device' | 'group' | 'object'

/** A position whose value names somebody; never wrapped in a sanitizer. */
export interface IdentifierPosition extends Position {
  readonly of: IdentifierOf
  /** The position holds only for calls with that many arguments. */
  readonly arguments?: ArgumentCount
}

/** An event, page or screen name, or a URL. */
export interface NamePosition extends Position {
  /** The position holds only for calls with that many arguments. */
  readonly arguments?: ArgumentCount
}

/** What a credential opens; browser and mobile write keys are public by design. */
export type CredentialKind =
  'site-id' | 'track-key' | 'app-key' | 'write-key' | 'public-write-key' | 'webhook-secret'

/** A position whose value is a credential. */
export interface CredentialPosition extends Position {
  readonly credential: CredentialKind
}

/** What the call does to the person. */
export type Effect =
  'identify' | 'event' | 'send' | 'destroy' | 'suppress' | 'unsuppress' | 'merge' | 'write' | 'read'

/** The transactional request classes of customerio-node. */
export type RequestClass =
  | 'SendEmailRequest'
  | 'SendPushRequest'
  | 'SendSMSRequest'
  | 'SendWhatsAppRequest'
  | 'SendInboxMessageRequest'
  | 'SendInAppRequest'

/** Everything the rules ask about one method. */
export interface MethodFacts {
  readonly payloads: readonly PayloadPosition[]
  readonly identifiers: readonly IdentifierPosition[]
  readonly eventNames: readonly NamePosition[]
  readonly urls: readonly NamePosition[]
  /** The call returns a promise whose rejection is the only word of a failed request. */
  readonly returnsPromise: boolean
  readonly effect: Effect
  /**
   * Operations that say themselves what they do: Track v2 by `type` and `action` (`classifyEntityOperation`),
   * a Pipelines batch by `type`, the name of the method that sends one alone.
   */
  readonly operations?: readonly Position[]
  /** Argument 0 is an instance of this class; the paths are those of the options it was made from. */
  readonly request?: RequestClass
  /** Credentials that the method itself takes (`AnalyticsBrowser#load`, `CustomerIO.initialize`). */
  readonly credentials?: readonly CredentialPosition[]
}

/** How an export gives a client: `new X()`, `X()`, or it is one. */
export type ExportUse = 'construct' | 'call' | 'instance'

/** One constructor, factory or instance of a known module. */
export interface ExportFacts {
  readonly module: string
  readonly exportPath: readonly string[]
  readonly use: ExportUse
  readonly kind: ClientKind
  readonly credentials: readonly CredentialPosition[]
  /** The argument that holds region, url, timeouts. */
  readonly options: number | null
}

/** One `Send…Request` class: its first argument is the message. */
export interface RequestFacts {
  readonly module: string
  readonly exportPath: readonly string[]
  readonly class: RequestClass
  readonly argument: 0
  readonly payloads: readonly PayloadPosition[]
  readonly identifiers: readonly IdentifierPosition[]
}

/** The rest of `facts` where nothing is said: no positions. */
export type PartialMethodFacts = Partial<Omit<MethodFacts, 'effect'>>

/** A position. */
export function at(argument: Position['argument'], ...path: string[]): Position {
  return { argument, path }
}

/** Facts of a method whose promise rejects when the request fails. */
export function requesting(effect: Effect, facts: PartialMethodFacts = {}): MethodFacts {
  return { payloads: [], identifiers: [], eventNames: [], urls: [], returnsPromise: true, ...facts, effect }
}

/** Facts of a method that puts a message into a queue of its own. */
export function queueing(effect: Effect, facts: PartialMethodFacts = {}): MethodFacts {
  return { ...requesting(effect, facts), returnsPromise: false }
}
