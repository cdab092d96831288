// Which credentials is a call given, and where does the value of each come from?
import type { TSESTree } from '@typescript-eslint/utils'

import type { ClientCall } from '../clients/calls.ts'
import type { ClientContext } from '../clients/clients.ts'
import { sitesIn } from '../payloads/payload-sites.ts'
import type { CredentialRead } from './credential-reads.ts'
import { credentialReadOf } from './credential-reads.ts'
import type { GivenCredential } from './credentials.ts'
import { credentialsGivenTo } from './credentials.ts'
import type { Leaf } from './leaves.ts'
import { leavesReaching } from './leaves.ts'

/** A credential in the place where Customer.io, or a check of its signatures, gets it. */
export interface CredentialUse extends GivenCredential {
  readonly call: TSESTree.CallExpression | TSESTree.NewExpression
  readonly leaves: readonly Leaf[]
  readonly reads: readonly CredentialRead[]
}

/** The credentials that a construction, a client call, a request or a verifier is given. */
export function credentialUsesOf(
  call: TSESTree.CallExpression | TSESTree.NewExpression,
  clientCall: ClientCall | null,
  context: ClientContext,
): readonly CredentialUse[] {
  return credentialsGivenTo(call, clientCall, context).map((given) => {
    // A file of configuration need not say a word of Customer.io.
    const wide = context.wide()
    const { tracer } = wide
    const leaves = sitesIn(given.node, given.path, wide).flatMap(({ node, path }) =>
      // What a header is made of may be written in another file.
      leavesReaching(node, path, tracer, 0, call),
    )
    return { ...given, call, leaves, reads: leaves.flatMap((leaf) => credentialReadOf(leaf, tracer) ?? []) }
  })
}
