// What does a raw request do where the code chooses between several URLs?
import { expect, it } from 'vitest'

import { describedRequest } from '../../support/described-request.ts'

const constants = `
  const US = 'https://track.customer.io/api/v1'
  const EU = 'https://track-eu.customer.io/api/v1'
`

it.each([
  [
    'regions',
    `fetch(\`\${isEu ? EU : US}/customers/\${id}\`, { method: 'PUT', body: JSON.stringify(user) })`,
  ],
  [
    'another host first',
    `fetch(isMock ? 'http://localhost/x' : \`\${US}/customers/\${id}\`, { method: 'PUT', body: JSON.stringify(user) })`,
  ],
  [
    'a path that is not known first',
    `fetch(US + (path || '/customers/5'), { method: 'PUT', body: JSON.stringify(user) })`,
  ],
])('finds the operation behind %s', (_situation, call) => {
  expect(describedRequest(`${constants} /* call */ ${call}`)).toMatchObject({
    request: 'track identify PUT',
    data: ['user'],
  })
})

it.each([
  ['events or devices, for which the verb is another', 'POST', 'events', 'devices', ['order']],
  ['a person or their devices', 'PUT', '', 'devices', ['phone', 'all']],
  ['a person or their events, for which the verb is another', 'PUT', '', 'events', ['all']],
])('has the data of every operation that the request may be: %s', (_situation, method, one, other, data) => {
  const all = '{ name, data: order, device: { id: token, attributes: phone } }'
  const url = `isFirst ? US + '/customers/5/${one}' : US + '/customers/5/${other}'`
  const call = `fetch(${url}, { method: '${method}', body: JSON.stringify(${all}) })`
  const found = describedRequest(`${constants} /* call */ ${call}`)?.data
  expect(found?.map((one) => (one === all ? 'all' : one)).sort()).toEqual([...data].sort())
})
