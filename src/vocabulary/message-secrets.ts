/** Answers: is this key of a transactional message something the message exists to carry (a code, a link, a token)? */

import { headOf } from './sensitive-fields.ts'
import { asksYesOrNo, isNeutralTail, segmentsOf } from './name-segments.ts'

/** Credentials that a message carries, by their longest canonical name: `reset_token` is one, `access_token` is not. */
const secretHeads = new Set(['otp', 'otpcode', 'onetimecode', 'onetimepasscode', 'passcode', 'pin', 'token'])

/** What must stand before a head that is an ordinary word by itself (`discount_code`, `tracking_url`). */
const occasions: ReadonlyMap<string, ReadonlySet<string>> = new Map([
  [
    'code',
    new Set(
      'verification confirmation login signin security reset access mfa otp 2fa twofactor onetime'.split(' '),
    ),
  ],
  ['password', new Set('temporary temp initial new onetime'.split(' '))],
  ['link', linkOccasions()],
  ['url', linkOccasions()],
])

/** Words that may stand between the two: `reset_password_link`, `verify_your_email_url`. */
const between = new Set(
  'link token password passwd email mail sms phone mobile account address user your my the team workspace org organization'.split(
    ' ',
  ),
)

/**
 * Whether a key of transactional `message_data` names a one-time code, a token, a temporary password or a link that
 * signs somebody in. Such keys are what the message is for; it must not be kept after sending.
 */
export function isMessageSecret(name: string): boolean {
  const head = headOf(name)
  if (head !== null && secretHeads.has(head.squashed)) return true
  const segments = segmentsOf(name)
  while (segments.length > 1 && isNeutralTail(segments, segments.length - 1)) segments.pop()
  const noun = singular(segments.pop() ?? '')
  const wanted = occasions.get(noun)
  if (wanted === undefined || asksYesOrNo(segments)) return false
  while (between.has(segments.at(-1) ?? '')) segments.pop()
  return endsWithOccasion(segments, wanted)
}

/** Occasions of two words are met joined: `sign_in`, `one_time`, `2fa`. */
function endsWithOccasion(segments: readonly string[], wanted: ReadonlySet<string>): boolean {
  return wanted.has(segments.at(-1) ?? '') || wanted.has(segments.slice(-2).join(''))
}

function singular(noun: string): string {
  return noun.length > 3 && noun.endsWith('s') ? noun.slice(0, -1) : noun
}

function linkOccasions(): ReadonlySet<string> {
  return new Set(
    'reset magic verify verification confirm confirmation invite invitation login signin activation'.split(
      ' ',
    ),
  )
}
