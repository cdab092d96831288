import { APIClient, IdentifierType, PipelinesClient, SendEmailRequest, TrackClient } from 'customerio-node'
import { afterEach, describe, expect, it } from 'vitest'
import { startFakeCustomerio } from '../../examples/fake-customerio.mjs'
import type { FakeCustomerio, FakeCustomerioOptions } from '../../examples/fake-customerio.mjs'

const open: FakeCustomerio[] = []

async function start(options?: FakeCustomerioOptions) {
  const customerio = await startFakeCustomerio(options)
  open.push(customerio)
  const retry = { maxRetries: 0 }
  return {
    customerio,
    track: new TrackClient('site', 'key', { url: customerio.trackUrl, retry }),
    app: new APIClient('app-key', { url: customerio.appUrl, retry }),
    pipelines: new PipelinesClient('write-key', { url: customerio.pipelinesUrl, retry }),
  }
}

afterEach(async () => {
  await Promise.all(open.splice(0).map((customerio) => customerio.close()))
})

describe('what the fake Customer.io server records', () => {
  it('names the operation, the person and the body of calls to every API of the SDK', async () => {
    const { customerio, track, app, pipelines } = await start()

    await track.identify('a/b+c@example.com', { plan: 'team' })
    await track.track('7', { name: 'signed_up', data: { seats: 3 } })
    await track.trackAnonymous('anon-1', { name: 'visited' })
    await track.addDevice('7', 'token', 'ios', {})
    await track.suppress('7')
    await track.destroy('7')
    await track.entity({
      type: 'person',
      action: 'identify',
      identifiers: { id: '8' },
      attributes: { seats: 1 },
    })
    await track.batch([{ type: 'person', action: 'identify', identifiers: { id: '9' }, attributes: {} }])
    await app.sendEmail(
      new SendEmailRequest({
        to: 'a@b.c',
        identifiers: { id: '7' },
        transactional_message_id: 'x',
        message_data: { a: 1 },
      }),
    )
    await app.triggerBroadcast(1, { headline: 'news' }, { ids: ['7'] })
    await pipelines.identify({ userId: '7', traits: { plan: 'team' } })

    expect(customerio.requests.map(({ api, operation, person }) => [api, operation, person])).toEqual([
      ['track', 'identify', 'a/b+c@example.com'],
      ['track', 'track', '7'],
      ['track', 'trackAnonymous', 'anon-1'],
      ['track', 'addDevice', '7'],
      ['track', 'suppress', '7'],
      ['track', 'destroy', '7'],
      ['track', 'entity', '8'],
      ['track', 'batch', null],
      ['app', 'sendEmail', '7'],
      ['app', 'triggerBroadcast', null],
      ['pipelines', 'identify', '7'],
    ])
    expect(customerio.requests[0]).toMatchObject({ method: 'PUT', body: { plan: 'team' }, status: 200 })
    expect(customerio.requests[8]).toMatchObject({ body: { message_data: { a: 1 } } })
  })

  it('finds requests by a text in the path, encoded or not, or in the body', async () => {
    const { customerio, track } = await start()

    await track.identify('ada+1@example.com', { note: 'said "hello"' })
    await track.track('2', { name: 'quiet' })

    expect(customerio.requestsHolding('ada+1@example.com')).toHaveLength(1)
    expect(customerio.requestsHolding('said "hello"')).toHaveLength(1)
    expect(customerio.requestsHolding('nowhere')).toEqual([])
  })

  it('records a request that it refuses', async () => {
    const { customerio, track } = await start({
      credentials: { track: { siteId: 'site', apiKey: 'another key' } },
    })

    await expect(track.identify('1', { plan: 'team' })).rejects.toMatchObject({ statusCode: 401 })

    expect(customerio.requests).toMatchObject([{ operation: 'identify', status: 401 }])
    expect(customerio.workspace.people.size).toBe(0)
  })

  it('records paths that no API has, and answers 404', async () => {
    const { customerio } = await start()

    const response = await fetch(`${customerio.url}/api/v3/customers`)

    expect(response.status).toBe(404)
    expect(customerio.requests).toMatchObject([{ api: 'unknown', operation: 'unknown', status: 404 }])
  })
})

describe('what the fake Customer.io server answers', () => {
  it('accepts the right credentials of each API', async () => {
    const credentials = { track: { siteId: 'site', apiKey: 'key' }, app: 'app-key', pipelines: 'write-key' }
    const { track, app, pipelines } = await start({ credentials })

    await expect(track.getAccountRegion()).resolves.toMatchObject({ data_center: 'eu' })
    await expect(app.getCustomersByEmail('a@b.c')).resolves.toEqual({ results: [] })
    await expect(pipelines.track({ userId: '1', event: 'e' })).resolves.toEqual({ success: true })
  })

  it('refuses a request without credentials', async () => {
    const { customerio } = await start()

    const response = await fetch(`${customerio.trackUrl}/customers/1`, { method: 'DELETE' })

    expect(response.status).toBe(401)
  })

  it('refuses a body that is not JSON', async () => {
    const { customerio } = await start()

    const response = await fetch(`${customerio.trackUrl}/customers/1`, {
      method: 'PUT',
      headers: { authorization: `Basic ${btoa('site:key')}` },
      body: 'plan=team',
    })

    expect(response.status).toBe(400)
    expect(customerio.requests[0]).toMatchObject({ text: 'plan=team', body: null })
  })

  it('answers as the test says, once or always, with its headers', async () => {
    let calls = 0
    const { customerio, track } = await start({
      respond: () =>
        ++calls === 1 ? { status: 429, headers: { 'retry-after': '7' }, body: { meta: {} } } : null,
    })

    await expect(track.identify('1', { plan: 'team' })).rejects.toMatchObject({
      statusCode: 429,
      response: { headers: { 'retry-after': '7' } },
    })
    expect(customerio.workspace.people.has('1')).toBe(false)

    await track.identify('1', { plan: 'team' })
    expect(customerio.workspace.people.has('1')).toBe(true)
  })

  it('stops although a client keeps its connection open, and may be stopped twice', async () => {
    const { customerio } = await start()
    await (
      await fetch(`${customerio.url}/v1/segments`, { headers: { authorization: 'Bearer app-key' } })
    ).json()

    await customerio.close()
    await customerio.close()

    await expect(fetch(customerio.url)).rejects.toThrow()
  })
})

describe('the people whom the workspace holds', () => {
  it('lets a destroyed person come back with the next event, and a suppressed one not', async () => {
    const { customerio, track } = await start()
    await track.identify('destroyed', { plan: 'team' })
    await track.identify('suppressed', { plan: 'team' })

    await track.destroy('destroyed')
    await track.suppress('suppressed')
    expect([...customerio.workspace.people.keys()]).toEqual([])

    await track.track('destroyed', { name: 'opened' })
    await track.track('suppressed', { name: 'opened' })
    await track.identify('suppressed', { plan: 'solo' })
    expect([...customerio.workspace.people.keys()]).toEqual(['destroyed'])

    await track.unsuppress('suppressed')
    await track.identify('suppressed', { plan: 'solo' })
    expect(customerio.workspace.people.get('suppressed')?.attributes).toEqual({ plan: 'solo' })
  })

  it('takes the operations of Track v2, alone and in a batch', async () => {
    const { customerio, track } = await start()
    const person = (id: string, action: string, attributes = {}) => ({
      type: 'person',
      action,
      identifiers: { id },
      attributes,
    })

    await track.entity(person('1', 'identify', { plan: 'team' }))
    await track.batch([
      person('2', 'identify'),
      person('3', 'identify'),
      person('2', 'delete'),
      person('3', 'suppress'),
    ])
    await track.batch([person('2', 'event'), person('3', 'event')])

    expect([...customerio.workspace.people.keys()]).toEqual(['1', '2'])
    expect(customerio.workspace.people.get('1')?.attributes).toEqual({ plan: 'team' })
  })

  it('merges two people into the first', async () => {
    const { customerio, track } = await start()
    await track.identify('old', { plan: 'solo', city: 'Ulm' })
    await track.identify('new', { plan: 'team' })

    await track.mergeCustomers(IdentifierType.Id, 'new', IdentifierType.Id, 'old')

    expect(Object.fromEntries(customerio.workspace.people)).toEqual({
      new: { attributes: { plan: 'team', city: 'Ulm' }, events: [] },
    })
  })

  it('gives the attributes of a person by id or e-mail, and forgets all when cleared', async () => {
    const { customerio, track, app } = await start()
    await track.identify('1', { email: 'ada+1@example.com', plan: 'team' })

    const found = await app.getAttributes('ada+1@example.com', IdentifierType.Email)
    expect(found.customer).toMatchObject({ id: '1', attributes: { plan: 'team' } })
    expect(await app.getCustomersByEmail('ada+1@example.com')).toMatchObject({ results: [{ id: '1' }] })

    customerio.clear()
    expect(customerio.requests).toEqual([])
    expect(await app.getAttributes('1')).toMatchObject({ customer: { id: null, attributes: {} } })
  })
})
