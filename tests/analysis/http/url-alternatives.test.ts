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

it('has the data of every operation that the request may be', () => {
  const url = 'isEvent ? `${US}/customers/${id}/events` : `${US}/customers/${id}/devices`'
  const body = 'JSON.stringify({ name, data: order, device: { id: token, attributes: phone } })'
  const sample = `${constants} const url = ${url}; /* call */ fetch(url, { method: verb, body: ${body} })`
  expect(describedRequest(sample.replace('method: verb', `method: 'POST'`))?.data).toEqual(['order'])
  const both = 'isForm ? `${US}/forms/5/submit` : `${US}/customers/${id}`'
  expect(
    describedRequest(`${constants} /* call */ fetch(${both}, { method: 'POST', body: ${body} })`)?.data,
  ).toEqual(['order'])
  const identified = 'isEvent ? US + "/customers/5/devices" : US + "/customers/5"'
  expect(
    describedRequest(`${constants} /* call */ fetch(${identified}, { method: 'PUT', body: ${body} })`)?.data,
  ).toEqual(['phone', body.slice('JSON.stringify('.length, -1)])
})
