/** What does each HTTP operation of the three APIs carry, about whom, and to what effect? */
import { requestPositions } from './app-methods.ts'
import type { HttpApi } from './http-hosts.ts'
import { at, requesting } from './method-facts.ts'
import type {
  Effect,
  IdentifierOf,
  MethodFacts,
  PartialMethodFacts,
  PayloadSlot,
  RequestClass,
} from './method-facts.ts'
import { anyMessageAt, pipelinesMessages } from './pipelines-methods.ts'
import { operationPositions } from './track-operations.ts'

/** One row: the operation's name (the SDK's, where it has one), and facts whose argument 0 is the JSON body. */
export interface OperationRow {
  readonly name: string
  readonly verb: string
  /** `{person}`, `{device}` and `{object}` are identifiers, `{id}` is not. */
  readonly template: string
  /** Query parameters that name a person. */
  readonly query: readonly string[]
  readonly facts: MethodFacts
}

const person = (...path: string[]) => ({ ...at(0, ...path), of: 'person' as IdentifierOf })
const payload = (slot: PayloadSlot, ...path: string[]) => ({ ...at(0, ...path), slot })

/** `'PUT /path'` and what it does. */
function row(
  name: string,
  request: string,
  effect: Effect,
  facts: PartialMethodFacts = {},
  query: readonly string[] = [],
): OperationRow {
  const [verb = '', template = ''] = request.split(' ')
  return { name, verb, template, query, facts: requesting(effect, facts) }
}

const event: PartialMethodFacts = { payloads: [payload('event-data', 'data')], eventNames: [at(0, 'name')] }
const members: PartialMethodFacts = { identifiers: [person('ids', '*')] }

/** Source: docs.customer.io/integrations/api/track (OpenAPI), and lib/track of customerio-node 5.2. */
const trackOperations: readonly OperationRow[] = [
  row('identify', 'PUT /api/v1/customers/{person}', 'identify', { payloads: [payload('attributes')] }),
  row('destroy', 'DELETE /api/v1/customers/{person}', 'destroy'),
  row('suppress', 'POST /api/v1/customers/{person}/suppress', 'suppress'),
  row('unsuppress', 'POST /api/v1/customers/{person}/unsuppress', 'unsuppress'),
  row('track', 'POST /api/v1/customers/{person}/events', 'event', event),
  row('trackAnonymous', 'POST /api/v1/events', 'event', {
    ...event,
    identifiers: [{ ...at(0, 'anonymous_id'), of: 'anonymous' }],
  }),
  row('addDevice', 'PUT /api/v1/customers/{person}/devices', 'write', {
    payloads: [payload('device-attributes', 'device', 'attributes')],
    identifiers: [{ ...at(0, 'device', 'id'), of: 'device' }],
  }),
  row('deleteDevice', 'DELETE /api/v1/customers/{person}/devices/{device}', 'write'),
  row('mergeCustomers', 'POST /api/v1/merge_customers', 'merge', {
    identifiers: [person('primary'), person('secondary')],
  }),
  row('addCustomersToSegment', 'POST /api/v1/segments/{id}/add_customers', 'write', members),
  row('removeCustomersFromSegment', 'POST /api/v1/segments/{id}/remove_customers', 'write', members),
  row('submitForm', 'POST /api/v1/forms/{id}/submit', 'write', { payloads: [payload('form-data', 'data')] }),
  row('reportMetric', 'POST /api/v1/metrics', 'write', {
    identifiers: [person('recipient')],
    urls: [at(0, 'href')],
  }),
  row('trackPush', 'POST /api/v1/push/events', 'write', {
    identifiers: [{ ...at(0, 'device_id'), of: 'device' }],
  }),
  row('getAccountRegion', 'GET /api/v1/accounts/region', 'read'),
  row('unsubscribe', 'POST /unsubscribe/{id}', 'write'),
  row('entity', 'POST /api/v2/entity', 'write', { ...operationPositions(), operations: [at(0)] }),
  row('batch', 'POST /api/v2/batch', 'write', {
    ...operationPositions('batch', '*'),
    operations: [at(0, 'batch', '*')],
  }),
]

/** Source: docs.customer.io/integrations/api/cdp (OpenAPI), and lib/pipelines of customerio-node 5.2. */
const pipelinesOperations: readonly OperationRow[] = [
  row('identify', 'POST /v1/identify', 'identify', pipelinesMessages.identify),
  row('track', 'POST /v1/track', 'event', pipelinesMessages.track),
  row('page', 'POST /v1/page', 'event', pipelinesMessages.page),
  row('screen', 'POST /v1/screen', 'event', pipelinesMessages.screen),
  row('group', 'POST /v1/group', 'write', pipelinesMessages.group),
  row('alias', 'POST /v1/alias', 'merge', pipelinesMessages.alias),
  row('batch', 'POST /v1/batch', 'write', anyMessageAt(['batch', '*'])),
]

/** The body of a send request is the options object of the SDK's request class. */
function send(name: string, channel: string, request: RequestClass): OperationRow {
  return row(name, `POST /v1/send/${channel}`, 'send', requestPositions[request])
}

const liveNotification: PartialMethodFacts = {
  payloads: [payload('custom-data', 'attributes'), payload('custom-data', 'content_state')],
}

/** Source: docs.customer.io/integrations/api/app (OpenAPI), and lib/api of customerio-node 5.2. */
const appOperations: readonly OperationRow[] = [
  send('sendEmail', 'email', 'SendEmailRequest'),
  // The SDK's `device` option is `custom_device` in the body.
  row('sendPush', 'POST /v1/send/push', 'send', {
    payloads: requestPositions.SendPushRequest.payloads,
    identifiers: [
      person('identifiers'),
      { ...at(0, 'to'), of: 'device' },
      { ...at(0, 'custom_device', 'token'), of: 'device' },
    ],
  }),
  send('sendSMS', 'sms', 'SendSMSRequest'),
  send('sendWhatsApp', 'whatsapp', 'SendWhatsAppRequest'),
  send('sendInboxMessage', 'inbox_message', 'SendInboxMessageRequest'),
  send('sendInApp', 'in_app', 'SendInAppRequest'),
  row('triggerBroadcast', 'POST /v1/campaigns/{id}/triggers', 'send', {
    payloads: [payload('broadcast-data', 'data'), payload('broadcast-data', 'per_user_data', '*', 'data')],
    identifiers: [
      person('ids', '*'),
      person('emails', '*'),
      person('per_user_data', '*', 'id'),
      person('per_user_data', '*', 'email'),
    ],
  }),
  row('sendNewsletter', 'POST /v1/newsletters/{id}/send', 'send'),
  row('startLiveNotification', 'POST /v1/live_notifications/start', 'send', {
    ...liveNotification,
    identifiers: [person('identifiers'), { ...at(0, 'device_id'), of: 'device' }],
  }),
  row('updateLiveNotification', 'POST /v1/live_notifications/update', 'send', liveNotification),
  row('endLiveNotification', 'POST /v1/live_notifications/end', 'send', liveNotification),
  row('createCollection', 'POST /v1/collections', 'write', { payloads: [payload('rows', 'data', '*')] }),
  row('updateCollection', 'PUT /v1/collections/{id}', 'write', { payloads: [payload('rows', 'data', '*')] }),
  row('updateCollectionContent', 'PUT /v1/collections/{id}/content', 'write', {
    payloads: [payload('rows', '*')],
  }),
  row('getCustomersByEmail', 'GET /v1/customers', 'read', {}, ['email']),
  row('searchCustomers', 'POST /v1/customers', 'read'),
  row('getCustomersAttributes', 'POST /v1/customers/attributes', 'read', members),
  row('getAttributes', 'GET /v1/customers/{person}/attributes', 'read'),
  row('getCustomerActivities', 'GET /v1/customers/{person}/activities', 'read'),
  row('getCustomerMessages', 'GET /v1/customers/{person}/messages', 'read'),
  row('getCustomerRelationships', 'GET /v1/customers/{person}/relationships', 'read'),
  row('getCustomerSegments', 'GET /v1/customers/{person}/segments', 'read'),
  row('getCustomerSubscriptionPreferences', 'GET /v1/customers/{person}/subscription_preferences', 'read'),
  row('getPersonOptouts', 'GET /v1/customers/{person}/optouts', 'read'),
  row('updatePersonOptouts', 'PUT /v1/customers/{person}/optouts', 'write'),
  row('getSubscriptionCenterToken', 'GET /v1/subscription_center/{person}/token', 'read'),
  row('getObjectAttributes', 'GET /v1/objects/{id}/{object}/attributes', 'read'),
  row('getObjectRelationships', 'GET /v1/objects/{id}/{object}/relationships', 'read'),
  row('findObjects', 'POST /v1/objects', 'read'),
  row('listActivities', 'GET /v1/activities', 'read', {}, ['customer_id']),
  row('searchSuppression', 'GET /v1/esp/search_suppression/{person}', 'read'),
  row('getSuppressions', 'GET /v1/esp/suppression/{id}', 'read', {}, ['email']),
  row('getDomainSuppressions', 'GET /v1/esp/domains/{id}/suppression/{id}', 'read', {}, ['email']),
  row('createSuppression', 'POST /v1/esp/suppression/{id}/{person}', 'write'),
  row('deleteSuppression', 'DELETE /v1/esp/suppression/{id}/{person}', 'write'),
]

/** Every operation that is worth a row of its own. */
export const operationRows: Readonly<Record<HttpApi, readonly OperationRow[]>> = {
  track: trackOperations,
  app: appOperations,
  pipelines: pipelinesOperations,
}

/** Parts of the App API that hold no person's data: a GET reads them, any other verb changes them. */
export const plainResources: ReadonlySet<string> = new Set([
  'assets',
  'broadcasts',
  'campaigns',
  'collections',
  'data_index',
  'design_studio',
  'exports',
  'imports',
  'info',
  'messages',
  'newsletters',
  'object_types',
  'optouts',
  'reporting_webhooks',
  'segments',
  'sender_identities',
  'snippets',
  'subscription_channels',
  'subscription_topics',
  'transactional',
  'workspaces',
])
