import { describe, expect, it } from 'vitest'

import { namesWholeRecord } from '../../src/vocabulary/record-names.ts'

describe('namesWholeRecord', () => {
  it.each([
    'user',
    'currentUser',
    'req.body',
    'formValues',
    'customer_data',
    'metadata',
    'meta_data',
    'user2',
    'PAYLOAD',
  ])('may hold anything: %s', (name) => {
    expect(namesWholeRecord(name)).toBe(true)
  })

  it.each(['plan', 'userId', 'totalRow', 'num_fields', 'isUser', 'hasData', 'user_count', 'users', ''])(
    'is one value, or no record: %s',
    (name) => {
      expect(namesWholeRecord(name)).toBe(false)
    },
  )
})
