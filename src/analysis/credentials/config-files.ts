// Which credentials of Customer.io are written down in this file of JSON or of environment variables?
import type { EnvFile, EnvValue } from '../../languages/env-file.ts'
import type { NamedCredential } from '../../vocabulary/credentials.ts'
import {
  credentialNamed,
  isKeyShaped,
  isPlaceholder,
  isServiceAccountToken,
} from '../../vocabulary/credentials.ts'

/** A node of a JSON file, as `@eslint/json` makes them; only what is read here. */
export interface JsonNode {
  readonly type: string
  readonly body?: JsonNode
  readonly members?: readonly JsonNode[]
  readonly elements?: readonly JsonNode[]
  /** Of a member or element the node behind it; of a string its text. */
  readonly value?: unknown
  /** Of a member its name; of an identifier (JSON5) its text. */
  readonly name?: unknown
}

export type { EnvFile } from '../../languages/env-file.ts'

/** A text in a file of configuration that is a credential. */
export interface ConfiguredCredential {
  readonly node: JsonNode | EnvValue
  readonly credential: NamedCredential
}

interface NamedNode {
  readonly node: JsonNode
  readonly names: readonly string[]
}

/** Names further up say nothing about a value, and paths without end would cost time. */
const mostNames = 6

/** An object that only gives a name its value has few members more. */
const mostMembers = 8

/** The credentials in a JSON file, known by the names on the way to them. Any depth; linear in the file. */
export function credentialsInJson(document: JsonNode): readonly ConfiguredCredential[] {
  const found: ConfiguredCredential[] = []
  const pending: NamedNode[] = [{ node: document, names: [] }]
  for (let next = pending.pop(); next; next = pending.pop()) {
    const { node, names } = next
    const credential = node.type === 'String' ? credentialIn(String(node.value), names) : null
    if (credential !== null) found.push({ node, credential })
    pending.push(...[...childrenOf(node, names)].reverse())
  }
  return found
}

/** The credentials in a file of environment variables, known by their names. */
export function credentialsInEnv(file: EnvFile): readonly ConfiguredCredential[] {
  return file.body.flatMap(({ key, value }) => {
    const credential = value === null ? null : credentialIn(value.value, [key.name])
    return value === null || credential === null ? [] : [{ node: value, credential }]
  })
}

/** As in code: a key by its shape under a name that says so, a token by itself. */
function credentialIn(text: string, names: readonly string[]): NamedCredential | null {
  const value = text.trim().replace(/^(?:bearer|basic)\s+/i, '')
  if (isServiceAccountToken(value)) return 'service-token'
  return isKeyShaped(value) && !isPlaceholder(value) ? credentialNamed(names.join('.')) : null
}

function childrenOf(node: JsonNode, names: readonly string[]): readonly NamedNode[] {
  switch (node.type) {
    case 'Document':
      return node.body ? [{ node: node.body, names }] : []
    case 'Object':
      return (node.members ?? []).flatMap((member) => memberOf(member, node, names))
    case 'Array':
      return (node.elements ?? []).flatMap(({ value }) => (isNode(value) ? [{ node: value, names }] : []))
    default:
      return []
  }
}

function memberOf(member: JsonNode, object: JsonNode, names: readonly string[]): readonly NamedNode[] {
  const name = textOf(member.name)
  if (!isNode(member.value) || name === null) return []
  const given = /^value$/i.test(name) ? nameBeside(object) : null
  return [{ node: member.value, names: [...names, given ?? name].slice(-mostNames) }]
}

/** `{ "name": "CUSTOMERIO_API_KEY", "value": "…" }`: how containers are given their environment. */
function nameBeside({ members = [] }: JsonNode): string | null {
  if (members.length > mostMembers) return null
  const beside = members.find(({ name }) => /^(?:name|key)$/i.test(textOf(name) ?? ''))
  return textOf(beside?.value)
}

function textOf(node: unknown): string | null {
  if (!isNode(node)) return null
  const text = node.type === 'String' ? node.value : node.type === 'Identifier' ? node.name : null
  return typeof text === 'string' ? text : null
}

function isNode(value: unknown): value is JsonNode {
  return typeof value === 'object' && value !== null && 'type' in value
}
