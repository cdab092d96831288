import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { findSensitiveValues, redactValues } from '../../src/vocabulary/sensitive-values.ts'

/** Digits of the issuer's range with a right Luhn digit at the end. */
function cardNumber(prefix: string, length: number): string {
  const body = prefix.padEnd(length - 1, '0123456789')
  const check = (10 - (luhnSum(`${body}0`) % 10)) % 10
  return body + String(check)
}

function luhnSum(digits: string): number {
  return Array.from(digits)
    .reverse()
    .reduce((sum, digit, index) => {
      const value = Number(digit) * (index % 2 === 1 ? 2 : 1)
      return sum + (value > 9 ? value - 9 : value)
    }, 0)
}

function inGroups(digits: string, separator: string): string {
  return (digits.match(/.{1,4}/g) ?? []).join(separator)
}

function kindsIn(text: string, key?: string): string[] {
  return findSensitiveValues(text, key === undefined ? {} : { key }).map(({ kind }) => kind)
}

const visa = cardNumber('4', 16)
const amex = cardNumber('37', 15)

describe('a card number', () => {
  const issued: [string, string, number][] = [
    ['Visa', '4', 16],
    ['Mastercard', '53', 16],
    ['Mastercard, second range', '2221', 16],
    ['American Express', '34', 15],
    ['Discover', '6011', 16],
    ['Diners Club', '36', 16],
    ['JCB', '3530', 16],
    ['UnionPay', '62', 16],
    ['Maestro', '6759', 16],
    ['Mir', '2200', 16],
  ]
  for (const [issuer, prefix, length] of issued) {
    it(`of ${issuer} is found bare and in groups`, () => {
      const digits = cardNumber(prefix, length)
      for (const text of [digits, inGroups(digits, ' '), inGroups(digits, '-')]) {
        expect(redactValues(`paid with ${text}, thanks`)).toEqual({
          text: 'paid with [redacted:card], thanks',
          kinds: ['card'],
        })
      }
    })
  }

  it('of 14 and 19 digits is found in groups only', () => {
    for (const digits of [cardNumber('36', 14), cardNumber('4', 19)]) {
      expect(kindsIn(inGroups(digits, ' '))).toEqual(['card'])
      expect(kindsIn(digits)).toEqual([])
    }
    expect(kindsIn(`${cardNumber('62', 19).slice(0, 6)} ${cardNumber('62', 19).slice(6)}`)).toEqual(['card'])
  })

  it('printed as American Express does is found', () => {
    expect(kindsIn(`${amex.slice(0, 4)} ${amex.slice(4, 10)} ${amex.slice(10)}`)).toEqual(['card'])
  })

  it('is found among other numbers', () => {
    expect(redactValues(`12 ${inGroups(visa, ' ')} 12 26`).text).toBe('12 [redacted:card] 12 26')
    expect(redactValues(`a ${visa} b ${amex} c`).text).toBe('a [redacted:card] b [redacted:card] c')
  })

  it('is found after a word it sticks to', () => {
    expect(kindsIn(`PAN${visa}`)).toEqual(['card'])
    expect(kindsIn(`card_${visa}`)).toEqual(['card'])
  })

  it('needs a known issuer and a right Luhn digit', () => {
    const wrongDigit = visa.slice(0, -1) + String((Number(visa.at(-1)) + 1) % 10)
    expect(kindsIn(wrongDigit)).toEqual([])
    expect(kindsIn(inGroups(wrongDigit, ' '))).toEqual([])
    expect(kindsIn(cardNumber('1', 16))).toEqual([])
    expect(kindsIn(cardNumber('4', 15))).toEqual([])
  })

  it('is not part of a longer run of digits, a fraction, a telephone number or a code', () => {
    expect(kindsIn(`${visa}1`)).toEqual([])
    expect(kindsIn(`9${visa}`)).toEqual([])
    expect(kindsIn(`0.${visa}`)).toEqual([])
    expect(kindsIn(`${visa}.25`)).toEqual([])
    expect(kindsIn(`+${amex}`)).toEqual([])
    expect(kindsIn(`dead${visa}beef`)).toEqual([])
    expect(kindsIn(`fa${visa}`)).toEqual([])
    expect(kindsIn(`k9x${visa}`)).toEqual([])
  })

  it('in one run is something else under a key that says so', () => {
    const keys =
      'id order_id transactionIds ean gtin upc isbn sku imei barcode order_number invoiceNumber parcel_number page_number order_no'
    for (const key of keys.split(' ')) expect(kindsIn(visa, key), key).toEqual([])
    for (const key of keys.split(' ')) expect(kindsIn(inGroups(visa, ' '), key), key).toEqual(['card'])
    for (const key of ['note', 'number', 'card', 'idea']) expect(kindsIn(visa, key), key).toEqual(['card'])
  })
})

describe('a social security number', () => {
  it('is found where it is formatted', () => {
    expect(redactValues('SSN: 123-45-6789.')).toEqual({ text: 'SSN: [redacted:ssn].', kinds: ['ssn'] })
    expect(kindsIn('123-45-6789')).toEqual(['ssn'])
    expect(kindsIn('123\u201145\u20116789')).toEqual(['ssn'])
  })

  it('has parts that were assigned', () => {
    for (const text of ['000-12-3456', '666-12-3456', '900-12-3456', '123-00-4567', '123-45-0000']) {
      expect(kindsIn(text), text).toEqual([])
    }
  })

  it('is not nine bare digits or part of a longer number', () => {
    for (const text of [
      '123456789',
      '123 45 6789',
      '1123-45-6789',
      '123-45-67890',
      '1-123-45-6789',
      '123-45-6789-1',
    ]) {
      expect(kindsIn(text), text).toEqual([])
    }
  })
})

describe('an IBAN', () => {
  // The examples of the SWIFT registry: published, of no real account.
  const examples = [
    'GB82WEST12345698765432',
    'DE89370400440532013000',
    'NO9386011117947',
    'MT84MALT011000012345MTLCAST001S',
  ]
  for (const iban of examples) {
    it(`of ${iban.slice(0, 2)} is found, printed with and without spaces`, () => {
      expect(redactValues(`to ${iban} please`).text).toBe('to [redacted:iban] please')
      expect(redactValues(`to ${inGroups(iban, ' ')} please`).text).toBe('to [redacted:iban] please')
    })
  }

  it('needs the right check digits, length, country and upper case', () => {
    expect(kindsIn('GB83WEST12345698765432')).toEqual([])
    expect(kindsIn('GB82WEST1234569876543')).toEqual([])
    expect(kindsIn('GB82WEST123456987654321')).toEqual([])
    expect(kindsIn('QQ82WEST12345698765432')).toEqual([])
    expect(kindsIn('gb82west12345698765432')).toEqual([])
    expect(kindsIn('XGB82WEST12345698765432')).toEqual([])
  })
})

describe('a JWT', () => {
  const encode = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url')
  const jwt = `${encode({ alg: 'HS256', typ: 'JWT' })}.${encode({ sub: '1' })}.${Buffer.alloc(32, 7).toString('base64url')}`

  it('is found alone, in a header and in a URL', () => {
    expect(redactValues(jwt).text).toBe('[redacted:jwt]')
    expect(redactValues(`Bearer ${jwt}`).text).toBe('Bearer [redacted:jwt]')
    expect(redactValues(`https://app.example.com/?t=${jwt}&x=1`).text).toBe(
      'https://app.example.com/?t=[redacted:jwt]&x=1',
    )
    expect(redactValues(`see ${jwt}. ok ${jwt}`).text).toBe('see [redacted:jwt]. ok [redacted:jwt]')
  })

  it('is found unsigned, without claims, encrypted', () => {
    const [header, claims] = jwt.split('.')
    expect(kindsIn(`${header}.${claims}.`)).toEqual(['jwt'])
    expect(kindsIn(`${header}.e30.abc`)).toEqual(['jwt'])
    const part = 'A'.repeat(22)
    expect(redactValues(`${header}.${part}.${part}.${part}.${part}`).text).toBe('[redacted:jwt]')
  })

  it('is not a domain, a version or one part alone', () => {
    for (const text of [
      'eyJ.eyJ.eyJ',
      'www.example.com',
      '1.2.3',
      jwt.split('.')[0] ?? '',
      'eyJhbGciOiJub25lIn0.x.y',
    ]) {
      expect(kindsIn(text), text).toEqual([])
    }
  })
})

describe('a private key', () => {
  const block = (label: string) => `-----BEGIN ${label}-----\nMIIB\nabc=\n-----END ${label}-----`

  for (const label of [
    'PRIVATE KEY',
    'RSA PRIVATE KEY',
    'EC PRIVATE KEY',
    'OPENSSH PRIVATE KEY',
    'ENCRYPTED PRIVATE KEY',
    'PGP PRIVATE KEY BLOCK',
  ]) {
    it(`is found: ${label}`, () => {
      expect(redactValues(`a ${block(label)} b`)).toEqual({
        text: 'a [redacted:private_key] b',
        kinds: ['private_key'],
      })
    })
  }

  it('without its end goes on to the end of the text', () => {
    expect(redactValues('a -----BEGIN PRIVATE KEY-----\nMIIB and 123-45-6789').text).toBe(
      'a [redacted:private_key]',
    )
  })

  it('is not a public key or a certificate', () => {
    expect(kindsIn(block('PUBLIC KEY') + block('CERTIFICATE'))).toEqual([])
  })

  it('is found twice', () => {
    expect(redactValues(block('PRIVATE KEY') + '\n' + block('EC PRIVATE KEY')).text).toBe(
      '[redacted:private_key]\n[redacted:private_key]',
    )
  })
})

const pieces = fc.oneof(
  fc.string(),
  fc.constantFrom(
    visa,
    inGroups(visa, '-'),
    amex,
    '123-45-6789',
    'GB82 WEST 1234 5698 7654 32',
    '-',
    ' ',
    '.',
    '+',
    '1',
    'a',
  ),
  fc.constantFrom(
    'eyJhbGciOiJub25lIn0',
    'eyJzdWIiOjF9',
    '-----BEGIN PRIVATE KEY-----',
    '-----END PRIVATE KEY-----',
  ),
)
const texts = fc.array(pieces, { maxLength: 12 }).map((parts) => parts.join(''))

describe('any text', () => {
  it('gives ranges in order that do not overlap', () => {
    fc.assert(
      fc.property(texts, (text) => {
        let end = 0
        for (const value of findSensitiveValues(text)) {
          expect(value.start).toBeGreaterThanOrEqual(end)
          expect(value.end).toBeGreaterThan(value.start)
          end = value.end
        }
        expect(end).toBeLessThanOrEqual(text.length)
      }),
      { numRuns: 500 },
    )
  })

  it('redacted twice is redacted once', () => {
    fc.assert(
      fc.property(texts, (text) => {
        const once = redactValues(text).text
        expect(redactValues(once)).toEqual({ text: once, kinds: [] })
      }),
      { numRuns: 2000 },
    )
  })

  it('that is a hexadecimal digest holds nothing', () => {
    const hex = fc.string({
      unit: fc.constantFrom(...Array.from('0123456789abcdef')),
      minLength: 64,
      maxLength: 64,
    })
    fc.assert(
      fc.property(hex, (digest) => {
        expect(findSensitiveValues(digest)).toEqual([])
      }),
    )
  })

  it('that is huge and made to be slow is read to its end', () => {
    for (const unit of [
      '4',
      '4 ',
      '41111-',
      'eyJ',
      'eyJ.',
      'eyJaaaaaaaaaa.',
      'GB82',
      'GB82 W',
      '123-45-',
      '-----BEGIN PRIVATE',
      '-----BEGIN A A A ',
      '-----END ',
    ]) {
      const text = unit.repeat(Math.ceil(300_000 / unit.length))
      expect(redactValues(text).text.length, unit).toBeGreaterThan(0)
    }
  })
})
