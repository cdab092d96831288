/** Answers: what does a person do, exactly, where a step of a rotation is not done by a program? */

/** The steps, in the only order in which no request is lost: the old key ends last. */
export const rotationSteps = ['create', 'store', 'roll', 'verify', 'revoke'] as const

export type RotationStep = (typeof rotationSteps)[number]

/** The kinds of keys of which a workspace can have several at a time. */
export type RotatedKey = 'trackApiKey' | 'appApiKey'

/**
 * Sources: docs.customer.io, "Manage API credentials" (where keys are made, deleted and shown once; a Track API key comes with
 * a site id of its own).
 */
const makeKey: Readonly<Record<RotatedKey, string>> = {
  trackApiKey:
    'choose Track API Keys and Create Track API Key. Name it with the date of today, pick the workspace, and copy both the ' +
    'site id and the key: they belong together, and the site id may be another than before.',
  appApiKey:
    'choose App API Keys and Create App API Key. Name it with the date of today, pick the workspace, and copy the key: it is ' +
    'shown only once.',
}

const someKey = 'create a second key of the same kind for the same workspace, and copy it.'

/** What to do by hand, in sentences for a terminal or a chat. */
export function instructionsFor(step: RotationStep, key: RotatedKey | null): string {
  switch (step) {
    case 'create':
      return (
        `Create the new key. In Customer.io open Account Settings > API Credentials, ${key === null ? someKey : makeKey[key]} ` +
        'Do not regenerate the key in use: that ends it at once.'
      )
    case 'store':
      return (
        'Store the new key where the application loads it from, as a new version of the same secret. Do not put it into a file ' +
        'of the repository, a ticket or a chat. Leave the old key in Customer.io as it is.'
      )
    case 'roll':
      return (
        'Make every running instance use the new key: wait until `maxAgeSeconds` of `createClientProvider` have passed, or ' +
        'restart the instances one after the other. Think of workers, scheduled jobs and other services with the same key.'
      )
    case 'verify':
      return (
        'Verify the new key: run `checkCredentials` with what the application loads now, see that no request is answered 401, ' +
        'and that API Credentials shows no more use of the old key where it tells when a key was last used.'
      )
    case 'revoke':
      return (
        'Delete the OLD key: in Customer.io open Account Settings > API Credentials and delete the key that was in use before. ' +
        'Compare its name and its last digits with the new one first. From then on it is refused everywhere.'
      )
  }
}

/** For a key that was perhaps made and then lost, because the run ended before it was stored. */
export const lostKeyInstructions =
  'An earlier run created a key, or was about to, and ended before it was stored: its value is gone. In Customer.io open ' +
  'Account Settings > API Credentials and delete the newest key if it is one that nobody uses. Then confirm (`confirm`), and ' +
  'another is created.'
