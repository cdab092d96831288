// What does this file let us conclude about Customer.io? The one door of the analysis, one instance per file.
import type { TSESTree } from '@typescript-eslint/utils'
import type { RuleContext } from '@typescript-eslint/utils/ts-eslint'

import { Tracer } from '../ast/tracer.ts'
import type { ClientCall } from './calls.ts'
import { clientCallAt } from './calls.ts'
import type { Client, ClientContext } from './clients.ts'
import { clientsAmong } from './clients.ts'
import { readSettings } from './settings.ts'

export type { ClientCall } from './calls.ts'
export type { Client, Evidence } from './clients.ts'
export type { CustomerioSettings, SettingsClient, SettingsClientKind, SettingsExport } from './settings.ts'

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

  constructor({ sourceCode, settings, filename, cwd }: AnyContext) {
    this.context = { tracer: new Tracer(sourceCode), settings: readSettings(settings), filename, cwd }
  }

  get tracer(): Tracer {
    return this.context.tracer
  }

  /** The client that an expression is, or may be; `null` when nothing shows that it is one. */
  clientAt(node: TSESTree.Node): Client | null {
    const clients = clientsAmong(this.tracer.sourcesOf(node), this.context)
    return clients.find(({ rest }) => rest.length === 0)?.client ?? null
  }

  /** The client that this very `new X()` or factory call makes; `null` when it makes none. */
  constructionAt(node: TSESTree.NewExpression | TSESTree.CallExpression): Client | null {
    const client = this.clientAt(node)
    return client?.construction === node ? client : null
  }

  /** The Customer.io operation that a call performs; `null` when it performs none. */
  callAt(node: TSESTree.CallExpression): ClientCall | null {
    const known = this.#calls.get(node)
    if (known !== undefined) return known
    const call = clientCallAt(node, this.context)
    this.#calls.set(node, call)
    return call
  }
}
