// Which signatures do the rules about HMACs look at? One option, of one meaning, in each of them.

/** The option of the rules that speak about signatures of any service, or only of Customer.io. */
export interface ScopeOption {
  /** `any-hmac` covers every HMAC-signed webhook, `customerio` only Customer.io's. Default `any-hmac`. */
  readonly scope?: 'any-hmac' | 'customerio'
}

export const scopeSchema = {
  type: 'object' as const,
  description: 'Which signatures the rule looks at.',
  properties: {
    scope: {
      type: 'string' as const,
      enum: ['any-hmac', 'customerio'],
      description:
        '`any-hmac` covers everything that is signed with an HMAC; `customerio` only the webhooks of Customer.io.',
    },
  },
  additionalProperties: false,
}
