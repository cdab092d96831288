// Which deletions does the rule report, however the person is named and wherever they are suppressed?
import { Linter } from 'eslint'
import { expect, it } from 'vitest'

import { noDestroyWithoutSuppress } from '../../src/rules/no-destroy-without-suppress.ts'
import { syntaxOf } from '../support/sample-syntax.ts'

const client = `
  import { IdentifierType, TrackClient } from 'customerio-node'
  import { deleteCustomer } from 'eslint-plugin-customerio/runtime'
  const cio = new TrackClient(process.env.SITE_ID, process.env.TRACK_KEY)
  const BASE = 'https://track.customer.io/api/v1'
  const remove = (id) => fetch(\`\${BASE}/customers/\${encodeURIComponent(id)}\`, { method: 'DELETE' })
  const block = (id) => fetch(\`\${BASE}/customers/\${encodeURIComponent(id)}/suppress\`, { method: 'POST' })
  const request = (path, init) => fetch(BASE + path, { ...init, headers })
`

/** The samples: a function body of `async function (id, user, ids)`, and what is reported in it. */
const samples: readonly (readonly [situation: string, code: string, reported: readonly string[]])[] = [
  ['alone', 'await cio.destroy(id)', ['cio.destroy(id)']],
  [
    'a record that was looked up by the id',
    'const row = await db.find({ where: { id } }); await cio.suppress(row.email); await cio.destroy(id)',
    [],
  ],
  [
    'a record that was looked up by something else',
    'const row = await db.find(user.teamId); await cio.suppress(row.email); await cio.destroy(id)',
    ['cio.destroy(id)'],
  ],
  ['suppressed before', 'await cio.suppress(id); await cio.destroy(id)', []],
  [
    'by a house function that is told the verb',
    `await request('/customers/' + encodeURIComponent(id), { method: 'DELETE' })`,
    [`request('/customers/' + encodeURIComponent(id), { method: 'DELETE' })`],
  ],
  [
    'both by a house function that is told the verb',
    `const path = '/customers/' + encodeURIComponent(id)
     await request(path + '/suppress', { method: 'POST' }); await request(path, { method: 'DELETE' })`,
    [],
  ],
  ['suppressed after', 'await cio.destroy(id); await cio.suppress(id)', []],
  ['beside each other', 'await Promise.all([cio.destroy(id), cio.suppress(id)])', []],
  ['in a chain', 'await cio.suppress(id).then(() => cio.destroy(id))', []],
  ['suppressed alone', 'await cio.suppress(id)', []],
  ['by the runtime', 'await deleteCustomer(cio, id); await cio.destroy(id)', []],
  ['somebody else', 'await cio.suppress(user.managerId); await cio.destroy(id)', ['cio.destroy(id)']],
  [
    'another member',
    'await cio.suppress(user.ownerId); await cio.destroy(user.memberId)',
    ['cio.destroy(user.memberId)'],
  ],
  ['the id and the address of one record', 'await cio.suppress(user.email); await cio.destroy(user.id)', []],
  ['through a variable', 'const key = user.id; await cio.suppress(key); await cio.destroy(user.id)', []],
  [
    'taken out of a record',
    'const { id: key } = user; await cio.suppress(key); await cio.destroy(user.id)',
    [],
  ],
  ['in another form', 'await cio.suppress(String(user.id)); await cio.destroy(`${user.id}`)', []],
  ['under a condition', 'if (user.gdpr) await cio.suppress(id); await cio.destroy(id)', ['cio.destroy(id)']],
  ['under the same condition', 'if (user.gdpr) { await cio.suppress(id); await cio.destroy(id) }', []],
  [
    'under the same condition, twice',
    'if (user.gdpr) await cio.suppress(id); if (user.gdpr) await cio.destroy(id)',
    [],
  ],
  [
    'under the opposite',
    'if (user.gdpr) await cio.suppress(id); else await cio.destroy(id)',
    ['cio.destroy(id)'],
  ],
  [
    'behind a return',
    'await cio.destroy(id); if (user.soft) return; await cio.suppress(id)',
    ['cio.destroy(id)'],
  ],
  [
    'behind a return that holds for both',
    'if (!id) return; await cio.suppress(id); await cio.destroy(id)',
    [],
  ],
  ['only where there is an id', 'if (id) await cio.suppress(id); await cio.destroy(id)', []],
  [
    'only where there is another name',
    'if (user.email) await cio.suppress(user.email); await cio.destroy(user.id)',
    ['cio.destroy(user.id)'],
  ],
  ['in a try', 'try { await cio.suppress(id) } catch (error) { log(error) } await cio.destroy(id)', []],
  ['only on failure', 'try { await cio.destroy(id) } catch { await cio.suppress(id) }', ['cio.destroy(id)']],
  ['only on failure, in a chain', 'await cio.destroy(id).catch(() => cio.suppress(id))', ['cio.destroy(id)']],
  [
    'cases of a switch',
    'switch (user.action) { case "a": await cio.suppress(id); break; case "b": await cio.destroy(id) }',
    ['cio.destroy(id)'],
  ],
  ['both in a loop', 'for (const one of ids) { await cio.suppress(one); await cio.destroy(one) }', []],
  ['two loops', 'for (const a of ids) await cio.suppress(a); for (const b of ids) await cio.destroy(b)', []],
  ['a loop', 'for (const one of ids) await cio.destroy(one)', ['cio.destroy(one)']],
  [
    'two lists',
    'await Promise.all(ids.map((a) => cio.suppress(a))); await Promise.all(ids.map((b) => cio.destroy(b)))',
    [],
  ],
  [
    'lists of others',
    'user.friends.map((a) => cio.suppress(a)); ids.map((b) => cio.destroy(b))',
    ['cio.destroy(b)'],
  ],
  [
    'a merge',
    'await cio.mergeCustomers(IdentifierType.Id, user.id, IdentifierType.Id, id); await cio.destroy(id)',
    [],
  ],
  ['moved to another id', 'await cio.destroy(id); await cio.identify(user.newId, { plan })', []],
  [
    'the new id first',
    'const oldId = user.previous; await cio.identify(id, { plan }); await cio.destroy(oldId)',
    [],
  ],
  ['the same id again', 'await cio.destroy(id); await cio.identify(id, { plan })', ['cio.destroy(id)']],
  [
    'others are kept up to date',
    'for (const a of user.gone) await cio.destroy(a); for (const b of ids) await cio.identify(b, { plan })',
    ['cio.destroy(a)'],
  ],
  [
    'taken back',
    'try { await cio.identify(id, { plan }); await save() } catch (e) { await cio.destroy(id); throw e }',
    [],
  ],
  ['a house client that leaves the choice', 'await remove(id)', ['remove(id)']],
  [
    'raw HTTP inline',
    'await fetch(`${BASE}/customers/${id}`, { method: "DELETE" })',
    ['fetch(`${BASE}/customers/${id}`, { method: "DELETE" })'],
  ],
  [
    'raw HTTP beside its suppress',
    'await fetch(`${BASE}/customers/${id}/suppress`, { method: "POST" }); await fetch(`${BASE}/customers/${id}`, { method: "DELETE" })',
    [],
  ],
  ['through wrappers', 'await block(id); await cio.destroy(id)', []],
  ['a function that cannot be opened', 'await crm.suppressPerson(id); await cio.destroy(id)', []],
  ['a function that undoes it', 'await crm.unsuppress(id); await cio.destroy(id)', ['cio.destroy(id)']],
  [
    'version 2',
    'await cio.entity({ type: "person", action: "delete", identifiers: { id } })',
    ['cio.entity({ type: "person", action: "delete", identifiers: { id } })'],
  ],
  [
    'an object of version 2',
    'await cio.entity({ type: "object", action: "delete", identifiers: { object_id: id } })',
    [],
  ],
  [
    'a batch',
    'await cio.batch([{ type: "person", action: "delete", identifiers: { id } }])',
    ['{ type: "person", action: "delete", identifiers: { id } }'],
  ],
  [
    'a batch with both',
    'await cio.batch([{ type: "person", action: "suppress", identifiers: { id } }, { type: "person", action: "delete", identifiers: { id } }])',
    [],
  ],
  [
    'a batch of many',
    'await cio.batch(ids.flatMap((id) => id)); await cio.batch(ids.map((one) => ({ type: "person", action: "delete", identifiers: { id: one } })))',
    ['{ type: "person", action: "delete", identifiers: { id: one } }'],
  ],
]

function reportedIn(text: string, filename?: string): readonly string[] {
  const syntax = syntaxOf(filename === undefined ? { code: text } : { code: text, filename })
  const messages = new Linter().verify(
    text,
    {
      files: ['**'],
      languageOptions: { parser: syntax.parser },
      plugins: {
        customerio: { rules: { 'no-destroy-without-suppress': noDestroyWithoutSuppress as never } },
      },
      rules: { 'customerio/no-destroy-without-suppress': 'error' },
    },
    syntax.filename,
  )
  const lines = text.split('\n')
  return messages.map(
    ({ line, column, endColumn, message, fatal }) =>
      (fatal ? message : lines[line - 1]?.slice(column - 1, (endColumn ?? 0) - 1)) ?? '',
  )
}

it.each(samples)('%s', (_situation, body, reported) => {
  expect(
    reportedIn(`${client}\nexport async function erase(id, user, ids) {\nawait audit(id)\n${body}\n}`),
  ).toEqual(reported)
})

/** Whole modules: who is asked, the wrapper or its callers? */
const modules: readonly (readonly [situation: string, code: string, reported: readonly string[]])[] = [
  [
    'a function that only this file calls, behind a suppress',
    `async function drop(id) { await db.delete(id); await cio.destroy(id) }
     export async function erase(id) { await cio.suppress(id); await drop(id) }`,
    [],
  ],
  [
    'a function with a caller that does not suppress',
    `async function drop(id) { await db.delete(id); await cio.destroy(id) }
     export async function erase(id) { await cio.suppress(id); await drop(id) }
     export async function forget(id) { await drop(id) }`,
    ['cio.destroy(id)'],
  ],
  [
    'a wrapper that suppresses inside',
    `async function suppressPerson(id) { await cio.suppress(id) }
     export async function erase(id) { await suppressPerson(id); await cio.destroy(id) }`,
    [],
  ],
  [
    'a wrapper that suppresses when it is told to',
    `async function leave(id, hard) { if (hard) await cio.suppress(id) }
     export async function erase(id) { await leave(id, false); await cio.destroy(id) }`,
    ['cio.destroy(id)'],
  ],
  [
    'a house client with both methods, and a caller that uses one',
    `class Crm {
       suppress(id) { return cio.suppress(id) }
       destroy(id) { return cio.destroy(id) }
     }
     const crm = new Crm()
     export async function erase(id) { await crm.suppress(id); await crm.destroy(id) }
     export async function forget(id) { await crm.destroy(id) }`,
    ['crm.destroy(id)'],
  ],
  [
    'a house client that can only destroy',
    `export class Crm {
       identify(id, data) { return cio.identify(id, { plan: data.plan }) }
       destroy(id) { return cio.destroy(id) }
     }`,
    ['cio.destroy(id)'],
  ],
  [
    'a deletion of an account is no house client, though the file can also suppress',
    `export async function blockUser(id) { await cio.suppress(id) }
     export async function deleteUser(id) { await users.delete(id); await cio.destroy(id) }`,
    ['cio.destroy(id)'],
  ],
  [
    'a generic request: its callers are asked',
    `async function call(method, path) {
       const response = await fetch(BASE + path, { method })
       if (!response.ok) throw new Error('failed')
     }
     export async function erase(user) { await call('DELETE', \`/customers/\${user.id}\`) }
     export async function forget(user) {
       const path = \`/customers/\${encodeURIComponent(user.id)}\`
       await call('POST', path + '/suppress')
       await call('DELETE', path)
     }`,
    ["call('DELETE', `/customers/${user.id}`)"],
  ],
  [
    'a generic request in a table of jobs: the job, not what runs it',
    `const call = (method, path) => fetch(BASE + path, { method })
     const jobs = {
       async left(user) { await call('DELETE', \`/customers/\${user.id}\`) },
       async came(user) { await call('POST', \`/customers/\${user.id}/events\`) },
     }
     export async function run(job) { await jobs[job.name](job.data) }`,
    ["call('DELETE', `/customers/${user.id}`)"],
  ],
  [
    'a house client that is called by a deletion: the deletion, not who calls it',
    `class Crm {
       suppress(id) { return cio.suppress(id) }
       destroy(id) { return cio.destroy(id) }
     }
     const crm = new Crm()
     async function forget(id) { await crm.destroy(id) }
     export async function leave(user) { await forget(user.id) }`,
    ['crm.destroy(id)'],
  ],
  [
    'handlers of different routes',
    `app.post('/block', async (req) => { await cio.suppress(req.body.id) })
     app.post('/erase', async (req) => { await cio.destroy(req.body.id) })`,
    ['cio.destroy(req.body.id)'],
  ],
]

it.each(modules)('%s', (_situation, text, reported) => {
  const own = client
    .split('\n')
    .filter((line) => !/const (?:remove|block)/.test(line))
    .join('\n')
  expect(reportedIn(`${own}\n${text}`)).toEqual(reported)
})

it('says nothing about tests that clean up', () => {
  expect(reportedIn(`${client}\nafterAll(() => cio.destroy('test-user'))`, 'erase.test.js')).toEqual([])
})
