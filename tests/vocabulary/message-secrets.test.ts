import { describe, expect, it } from 'vitest'
import { isMessageSecret } from '../../src/vocabulary/message-secrets.ts'

const secrets = `otp OTP sms_otp otp_code one_time_code oneTimeCode passcode pin login_pin token reset_token magicToken
  verification_code verificationCode email_verification_code confirmation_code login_code sign_in_code signInCode
  security_code reset_code password_reset_code access_code mfa_code 2fa_code two_factor_code
  temporary_password temp_password initialPassword new_password one_time_password
  reset_link resetUrl reset_password_link resetPasswordUrl password_reset_url magic_link magicLinkUrl verify_link
  verification_url verify_email_url verify_your_email_link confirm_url confirmation_link confirmEmailLink invite_url
  inviteLinks invitation_link team_invitation_url login_link loginUrl sign_in_url signin_link activation_link
  verification_code_1 otp_value`

const others = `discount_code promoCode referral_code tracking_url invoice_link invoiceUrl zip_code postal_code country_code
  code link url logo_url unsubscribe_link profile_url login_page_url login_count invited_by
  password api_key access_token session_token refresh_token card_pin cvv secret password_hash
  device_token push_token page_token has_reset_link is_new_password use_magic_link token_count resets linked pin_code`

describe('keys of a transactional message', () => {
  for (const name of secrets.split(/\s+/)) {
    it(`${name} is what the message carries`, () => expect(isMessageSecret(name)).toBe(true))
  }
  for (const name of others.split(/\s+/)) {
    it(`${name} is not`, () => expect(isMessageSecret(name)).toBe(false))
  }
  it('may have any name', () => {
    for (const name of ['', '_', '1', '__proto__', 'constructor', 'code_code'])
      expect(isMessageSecret(name)).toBe(false)
  })
})
