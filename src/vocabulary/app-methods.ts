/** What does each method of `APIClient` (customerio-node 1.x to 5.x) send, about whom, and to what effect? */
import { at, requesting } from './method-facts.ts'
import type { IdentifierPosition, MethodFacts, PayloadPosition, RequestClass } from './method-facts.ts'
import { triggerBroadcast } from './track-methods.ts'

const messageData: PayloadPosition = { ...at(0, 'message_data'), slot: 'message-data' }

/** Customer.io keeps the rendered message unless this option of the request is true. */
export const messageRetentionOption = 'disable_message_retention'

const person: IdentifierPosition = { ...at(0, 'identifiers'), of: 'person' }
const recipient: IdentifierPosition = { ...at(0, 'to'), of: 'person' }

/** Where data and people sit in the options of a request. */
export type RequestPositions = Pick<MethodFacts, 'payloads' | 'identifiers'>

const toRecipient: RequestPositions = { payloads: [messageData], identifiers: [person, recipient] }
const toPerson: RequestPositions = { payloads: [messageData], identifiers: [person] }

/** Source: lib/api/requests of customerio-node 5.2. The `to` of a push is a device token. */
export const requestPositions = {
  SendEmailRequest: toRecipient,
  SendInAppRequest: toPerson,
  SendInboxMessageRequest: toPerson,
  SendPushRequest: {
    payloads: [
      messageData,
      { ...at(0, 'custom_data'), slot: 'custom-data' },
      { ...at(0, 'custom_payload'), slot: 'custom-data' },
    ],
    identifiers: [person, { ...at(0, 'to'), of: 'device' }, { ...at(0, 'device', 'token'), of: 'device' }],
  },
  SendSMSRequest: toRecipient,
  SendWhatsAppRequest: toRecipient,
} as const satisfies Record<RequestClass, RequestPositions>

function sending(name: RequestClass): MethodFacts {
  return requesting('send', { ...requestPositions[name], request: name })
}

function each<const Name extends string>(
  names: readonly Name[],
  facts: MethodFacts,
): Record<Name, MethodFacts> {
  return Object.fromEntries(names.map((name) => [name, facts])) as Record<Name, MethodFacts>
}

const readsPerson = requesting('read', { identifiers: [{ ...at(0), of: 'person' }] })
const readsObject = requesting('read', { identifiers: [{ ...at(1), of: 'object' }] })
const changesSuppression = requesting('write', { identifiers: [{ ...at(1), of: 'person' }] })

/** Reads that name no person: campaigns, exports, metrics, messages. */
const plainReads = [
  'downloadExport',
  'findObjects',
  'getArchivedMessage',
  'getAsset',
  'getAssetFolder',
  'getBroadcast',
  'getBroadcastAction',
  'getBroadcastActionLanguage',
  'getBroadcastActionMetrics',
  'getBroadcastActionMetricsLinks',
  'getBroadcastActions',
  'getBroadcastMessages',
  'getBroadcastMetrics',
  'getBroadcastMetricsLinks',
  'getBroadcastTriggerErrors',
  'getBroadcastTriggerStatus',
  'getBroadcastTriggers',
  'getCampaign',
  'getCampaignAction',
  'getCampaignActionLanguage',
  'getCampaignActionMetrics',
  'getCampaignActionMetricsLinks',
  'getCampaignActions',
  'getCampaignJourneyMetrics',
  'getCampaignMessages',
  'getCampaignMetrics',
  'getCampaignMetricsLinks',
  'getCollection',
  'getCollectionContent',
  'getDesignStudioComponent',
  'getDesignStudioEmail',
  'getDesignStudioEmailLanguage',
  'getDesignStudioFolder',
  'getExport',
  'getImport',
  'getIpAddresses',
  'getMessage',
  'getMessages',
  'getNewsletter',
  'getNewsletterContent',
  'getNewsletterContentMetrics',
  'getNewsletterContentMetricsLinks',
  'getNewsletterContents',
  'getNewsletterLanguage',
  'getNewsletterMessages',
  'getNewsletterMetrics',
  'getNewsletterMetricsLinks',
  'getNewsletterTestGroupLanguage',
  'getNewsletterTestGroups',
  'getReportingWebhook',
  'getSegment',
  'getSegmentCustomerCount',
  'getSegmentMembership',
  'getSegmentUsedBy',
  'getSenderIdentities',
  'getSenderIdentity',
  'getSenderIdentityUsedBy',
  'getSnippets',
  'getTransactionalMessage',
  'getTransactionalMessageContents',
  'getTransactionalMessageDeliveries',
  'getTransactionalMessageLanguage',
  'getTransactionalMessageLinkMetrics',
  'getTransactionalMessageMetrics',
  'listAssetFolders',
  'listAssets',
  'listBroadcasts',
  'listCampaigns',
  'listCollections',
  'listDesignStudioComponents',
  'listDesignStudioEmailLanguages',
  'listDesignStudioEmails',
  'listDesignStudioFolders',
  'listExports',
  'listNewsletters',
  'listObjectTypes',
  'listReportingWebhooks',
  'listSegments',
  'listSubscriptionChannels',
  'listSubscriptionTopics',
  'listTransactionalMessages',
  'listWorkspaces',
  'searchCustomers',
] as const

/** Changes to what a workspace owns (templates, campaigns, files), which hold no person's data. */
const plainWrites = [
  'batchUpdateAttributes',
  'batchUpdateEvents',
  'createAsset',
  'createAssetFolder',
  'createCustomersExport',
  'createDeliveriesExport',
  'createDesignStudioComponent',
  'createDesignStudioEmail',
  'createDesignStudioEmailLanguage',
  'createDesignStudioFolder',
  'createImport',
  'createNewsletter',
  'createNewsletterLanguage',
  'createNewsletterTestGroup',
  'createNewsletterTestGroupLanguage',
  'createReportingWebhook',
  'createSegment',
  'createSnippet',
  'deleteAsset',
  'deleteAssetFolder',
  'deleteCollection',
  'deleteDesignStudioComponent',
  'deleteDesignStudioEmail',
  'deleteDesignStudioEmailLanguage',
  'deleteDesignStudioFolder',
  'deleteNewsletter',
  'deleteNewsletterLanguage',
  'deleteNewsletterTestGroupLanguage',
  'deleteReportingWebhook',
  'deleteSegment',
  'deleteSnippet',
  'scheduleNewsletter',
  'updateAsset',
  'updateAssetFolder',
  'updateBroadcastAction',
  'updateBroadcastActionLanguage',
  'updateCampaignAction',
  'updateCampaignActionLanguage',
  'updateDesignStudioComponent',
  'updateDesignStudioEmail',
  'updateDesignStudioEmailLanguage',
  'updateDesignStudioFolder',
  'updateNewsletterContent',
  'updateNewsletterLanguage',
  'updateNewsletterTestGroupLanguage',
  'updateReportingWebhook',
  'updateSnippet',
  'updateTransactionalMessageContent',
  'updateTransactionalMessageLanguage',
] as const

/** Source: lib/api of the packed customerio-node 1.1, 2.1, 3.5, 4.4, 4.5 and 5.2. */
export const apiMethods = {
  ...each(plainReads, requesting('read')),
  ...each(plainWrites, requesting('write')),
  createCollection: requesting('write', { payloads: [{ ...at(0, 'data', '*'), slot: 'rows' }] }),
  createSuppression: changesSuppression,
  deleteSuppression: changesSuppression,
  getAttributes: readsPerson,
  getCustomerActivities: readsPerson,
  getCustomerMessages: readsPerson,
  getCustomerRelationships: readsPerson,
  getCustomerSegments: readsPerson,
  getCustomerSubscriptionPreferences: readsPerson,
  getCustomersAttributes: requesting('read', { identifiers: [{ ...at(0, '*'), of: 'person' }] }),
  getCustomersByEmail: readsPerson,
  getDomainSuppressions: requesting('read', { identifiers: [{ ...at(2, 'email'), of: 'person' }] }),
  getObjectAttributes: readsObject,
  getObjectRelationships: readsObject,
  getSubscriptionCenterToken: readsPerson,
  getSuppressions: requesting('read', { identifiers: [{ ...at(1, 'email'), of: 'person' }] }),
  listActivities: requesting('read', { identifiers: [{ ...at(0, 'customerId'), of: 'person' }] }),
  searchSuppression: readsPerson,
  sendEmail: sending('SendEmailRequest'),
  sendInApp: sending('SendInAppRequest'),
  sendInboxMessage: sending('SendInboxMessageRequest'),
  sendNewsletter: requesting('send'),
  sendPush: sending('SendPushRequest'),
  sendSMS: sending('SendSMSRequest'),
  sendWhatsApp: sending('SendWhatsAppRequest'),
  triggerBroadcast,
  updateCollection: requesting('write', { payloads: [{ ...at(1, 'data', '*'), slot: 'rows' }] }),
  updateCollectionContent: requesting('write', { payloads: [{ ...at(1, '*'), slot: 'rows' }] }),
} as const satisfies Record<string, MethodFacts>
