import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  actionOf,
  canonicalNames,
  classifyAttribute,
  headOf,
  isOrdinaryOf,
  valueKindOf,
  type AttributeCategory,
} from '../../src/vocabulary/sensitive-fields.ts'

const table = (Object.keys(canonicalNames) as AttributeCategory[]).flatMap((category) =>
  canonicalNames[category].map((name) => ({ name: name, category })),
)

/** Sensitive only as a whole name, or after a person, a device or signing in. */
const shy = new Set(
  'pan sin tin bic lat lng lon gps session_id fingerprint mobile credentials account_number'.split(' '),
)

const spellings: Record<string, (name: string) => string> = {
  snake_case: (name) => name,
  camelCase: (name) => name.replace(/_(.)/g, (_, letter: string) => letter.toUpperCase()),
  PascalCase: pascalCase,
  SCREAMING_CASE: (name) => name.toUpperCase(),
  'kebab-case': (name) => name.replaceAll('_', '-'),
  'dotted.case': (name) => name.replaceAll('_', '.'),
  'spaced words': (name) => name.replaceAll('_', ' '),
  squashed: (name) => name.replaceAll('_', ''),
  'Title-Case': (name) =>
    name.replace(/(^|_)(.)/g, (_, gap: string, letter: string) => (gap && '-') + letter.toUpperCase()),
}

function pascalCase(name: string): string {
  return name.replace(/(?:^|_)(.)/g, (_, letter: string) => letter.toUpperCase())
}

function categoriesOf(names: string): Record<string, AttributeCategory | null> {
  return Object.fromEntries(names.split(/\s+/).map((name) => [name, classifyAttribute(name)]))
}

function allBe(names: string, category: AttributeCategory | null): void {
  const answers = categoriesOf(names)
  expect(answers).toEqual(Object.fromEntries(Object.keys(answers).map((name) => [name, category])))
}

describe('the names of the table', () => {
  for (const [style, spell] of Object.entries(spellings)) {
    it(`are known in ${style}`, () => {
      const missed = table.filter(({ name, category }) => classifyAttribute(spell(name)) !== category)
      expect(missed).toEqual([])
    })
  }

  it('are known after any ordinary word, unless they are words that need to stand alone', () => {
    const wrong = table.filter(({ name, category }) => {
      const expected = shy.has(name) ? null : category
      return (
        classifyAttribute(`acme_${name}`) !== expected ||
        classifyAttribute(`acme${pascalCase(name)}`) !== expected
      )
    })
    expect(wrong).toEqual([])
  })

  it('are known before neutral tails', () => {
    for (const tail of 'raw plain text value string field input encrypted line 1 2 v4 v6'.split(' ')) {
      const missed = table.filter(({ name, category }) => classifyAttribute(`${name}_${tail}`) !== category)
      expect(missed, tail).toEqual([])
    }
  })

  it('are disarmed by what else stands behind them', () => {
    const tails =
      'verified opt_in consent enabled count length limit type format policy status label required changed at updated_at hashed masked redacted last4 last_4 hidden model'
    for (const tail of tails.split(' ')) {
      const matched = table.filter(({ name }) => classifyAttribute(`${name}_${tail}`) !== null)
      expect(matched, tail).toEqual([])
    }
  })

  it('are disarmed by the words of a question before them', () => {
    const heads =
      'is has should can needs allow enable require requires use uses show hide supports accepts send with without'
    for (const head of heads.split(' ')) {
      const matched = table.filter(({ name }) => classifyAttribute(`${head}_${name}`) !== null)
      expect(matched, head).toEqual([])
    }
  })

  it('are known in the plural', () => {
    allBe(
      'passwords tokens ssns credit_cards API_KEYS userSSNs cookies secrets recovery_codes',
      expect.anything() as never,
    )
    allBe('phone_numbers addresses ip_addresses IPs birthdays salaries', 'personal')
    allBe('allergies diagnoses disabilities diseases pregnancies', 'special_category')
    allBe('emails firstNames cities countries', 'contact')
  })
})

describe('ordinary names that contain a sensitive word', () => {
  it('are not matched', () => {
    allBe(
      `microphoneEnabled addressBarHidden shipping classRank passthrough card_layout token_count pinned ipad
      email_verified spanish phone_model password_changed_at has_password phone_opt_in card_last4 condition race
      correlation_id referral_code_used error_message page_url account_name discount_code language email_subject
      iPhone smartphone headphones VIP zipper session_count panel sinus tint basic latest platform lonely tokenizer
      secretary cookiecutter ippo addressee streetwise agenda citywide emailed`,
      null,
    )
  })

  it('include a condition of goods and a race that is run, not those of people', () => {
    allBe('condition item_condition race race_distance', null)
    allBe(
      'medical_condition healthCondition race_ethnicity racialOrigin raceAndEthnicity',
      'special_category',
    )
  })
})

describe('single words', () => {
  it('match whole or with a prefix: token, secret, cookie, otp, pin, address, ip', () => {
    allBe(
      'token reset_token secret webhookSecret cookie trackingCookies otp sms_otp pin login_pin card_pin atmPin',
      'credential',
    )
    allBe('address billingAddress ip lastLoginIp ipv4 IPv6 ip_v4', 'personal')
  })

  it('do not match where Customer.io needs the token, or it marks a place in a list', () => {
    allBe('device_token iosDeviceToken push_token fcmToken apns_token apnToken registration_token', null)
    allBe(
      'page_token nextPageToken next_token continuation_token cursor_token sync_token unsubscribe_token',
      null,
    )
    allBe('page_access_token nextAuthToken', 'credential')
  })

  it('do not match addresses on a chain', () => {
    allBe('wallet_address walletAddresses contractAddress eth_address', null)
    allBe('email_address', 'contact')
  })

  it('do not match the postal code of India', () => {
    allBe('pin_code pincode pinCode PINCode', null)
  })

  it('that are abbreviations match only as whole names', () => {
    allBe('pan bic', 'payment')
    allBe('sin tin', 'government_id')
    allBe('lat lng lon gps LAT', 'personal')
    allBe('frying_pan bic_pen original_sin cake_tin venue_lat has_gps', null)
  })

  it('that are ambiguous match after a person, a device or signing in', () => {
    allBe(
      'session_id userSessionId auth_session_id sign_in_session_id device_session_id credentials login_credentials',
      'credential',
    )
    allBe('checkout_session_id google_credentials', null)
    allBe('mobile user_mobile customerMobile', 'personal')
    allBe('is_mobile site_mobile', null)
    allBe('fingerprint patient_fingerprint', 'special_category')
    allBe('build_fingerprint utility_account_number', null)
    allBe('account_number customer_account_number bank_account_number accountNo', 'payment')
  })
})

describe('names of people and of other things', () => {
  it('keep the telephone of a shop and hash that of a person', () => {
    const places =
      'store shop venue company office branch support restaurant hotel warehouse pickup sender from to reply_to server web site'
    for (const place of places.split(' ')) {
      allBe(`${place}_phone ${place}_address ${place}_ip`, null)
    }
    allBe('customer_phone work_phone ship_to_address store_manager_phone hotel_guest_address', 'personal')
  })

  it('disarm the category personal only', () => {
    allBe('company_tax_id', 'government_id')
    allBe('server_password site_secret', 'credential')
  })
})

describe('names that say what was done to the value', () => {
  it('are harmless, but the hash of a password is a credential', () => {
    allBe(
      'phone_hash emailHash ssn_masked masked_card_number redacted_ssn hashed_phone ssn_last4 ssnLastFour last4_ssn',
      null,
    )
    allBe(
      'password_hash passwordHash hashed_password HASHED_PASSWORD encrypted_password pwd_hash',
      'credential',
    )
    allBe('encrypted_ssn ssn_encrypted', 'government_id')
  })

  it('are numbers where they count things', () => {
    allBe(
      'number_of_passwords num_addresses total_tokens prompt_tokens cache_read_tokens budgetTokens type_of_address',
      null,
    )
    allBe('number_of_credit_card', 'payment')
  })
})

describe('the longest canonical name wins', () => {
  it('over a shorter one of another category', () => {
    expect(classifyAttribute('looking_for_gender')).toBe('special_category')
    expect(classifyAttribute('gender')).toBe('demographic')
    expect(classifyAttribute('national_insurance_number')).toBe('government_id')
    expect(classifyAttribute('insurance_number')).toBe('special_category')
    expect(classifyAttribute('browser_fingerprint')).toBe('personal')
  })

  it('and its own tail does not disarm it', () => {
    allBe('blood_type bloodType', 'special_category')
    allBe('connection_string mongo_connection_string', 'credential')
    allBe('address_line_1 addressLine2 address_line', 'personal')
    allBe('email_address_line', 'contact')
  })

  it('and is told by headOf', () => {
    expect(headOf('customer_access_token_value')).toEqual({ category: 'credential', squashed: 'accesstoken' })
    expect(headOf('homeAddresses')).toEqual({ category: 'personal', squashed: 'homeaddress' })
    expect(headOf('plan')).toBeNull()
  })
})

describe('the fields that must be covered whatever else changes', () => {
  it('are removed or hashed', () => {
    const removed =
      'ssn social_security tax_id credit_card card_number cvv password password_hash bank_account routing_number'
    for (const name of removed.split(' '))
      expect(actionOf(classifyAttribute(name) ?? 'contact'), name).toBe('remove')
    const hashed = 'phone phone_number ip_address ip address street_address date_of_birth'
    for (const name of hashed.split(' '))
      expect(actionOf(classifyAttribute(name) ?? 'contact'), name).toBe('hash')
  })
})

describe('kinds of values', () => {
  it('follow the head noun', () => {
    expect(['email', 'billingEmail', 'email_address', 'e_mail'].map(valueKindOf)).toEqual(
      Array(4).fill('email'),
    )
    expect(['phone', 'workPhone', 'mobile', 'fax', 'telephone', 'phone_no'].map(valueKindOf)).toEqual(
      Array(6).fill('phone'),
    )
    expect(['address', 'ip', 'loyalty_card', ''].map(valueKindOf)).toEqual(Array(4).fill('text'))
  })
})

describe('any text as a name', () => {
  it('is answered without an error, and the same when asked again', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (name) => {
        expect(classifyAttribute(name)).toBe(classifyAttribute(name))
      }),
    )
  })

  it('does not reach the prototype of anything', () => {
    allBe('__proto__ constructor toString hasOwnProperty valueOf', null)
    expect(classifyAttribute('')).toBeNull()
  })

  it('finds a name behind invisible and full-width characters', () => {
    expect(classifyAttribute('s\u200bsn')).toBe('government_id')
    expect(classifyAttribute('ｐａｓｓｗｏｒｄ')).toBe('credential')
    expect(classifyAttribute('phone\u3000number')).toBe('personal')
  })

  it('of great length is still split into words', () => {
    expect(classifyAttribute('x_'.repeat(50_000) + 'ssn')).toBe('government_id')
    expect(classifyAttribute('a'.repeat(200_000))).toBeNull()
  })

  it('answers the same after many other names were asked', () => {
    for (let index = 0; index < 10_000; index += 1) classifyAttribute(`name_${index}_phone_model`)
    expect(classifyAttribute('phone')).toBe('personal')
    expect(classifyAttribute('name_1_phone_model')).toBeNull()
  })
})

describe('an object that says that a property is of no person', () => {
  it.each([
    ['store', 'phone'],
    ['company', 'address'],
    ['device', 'token'],
    ['wallet', 'address'],
    ['email', 'address'],
    ['server', 'ip'],
  ])('%s.%s', (holder, name) => {
    expect(isOrdinaryOf(holder, name)).toBe(true)
  })

  it.each([
    ['user', 'phone'],
    ['storeManager', 'phone'],
    ['event', 'ip'],
    ['from', 'phone'],
    ['server', 'password'],
    ['store', 'token'],
    ['user', 'plan'],
    ['bank', 'account'],
    ['', 'ssn'],
  ])('not %s.%s', (holder, name) => {
    expect(isOrdinaryOf(holder, name)).toBe(false)
  })
})
