/** Answers: how is a service of AWS reached, and what does an operator do when it refuses? */

export interface AwsClientOptions {
  /** The region of the store; default: as the SDK finds it (`AWS_REGION`, the profile). */
  readonly region?: string | undefined
  /** Handed to the client of the SDK: `endpoint`, `credentials`, `maxAttempts`, … */
  readonly clientOptions?: Readonly<Record<string, unknown>> | undefined
}

/** What to do about each failure, for an action of IAM such as `ssm:GetParameters`. */
export function awsAdvice(
  action: string,
): Readonly<Record<'unauthenticated' | 'access_denied' | 'not_found' | 'source_failed', string>> {
  return {
    unauthenticated:
      'Give this process a role of IAM that is valid now, or set `AWS_PROFILE` or the variables of AWS for its keys.',
    access_denied: `Allow its role the action \`${action}\` on it, and \`kms:Decrypt\` on the key that encrypts it.`,
    not_found: 'Check the name, the account and the region, and that it is not scheduled for deletion.',
    source_failed: 'Check the name and that a region is set (`region`, or the variable `AWS_REGION`).',
  }
}
