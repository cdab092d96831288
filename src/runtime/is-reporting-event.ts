/** Answers: is this one of the events that reporting webhooks are documented to send? */

import { isReportingPair, type ReportingEvent } from '../vocabulary/webhook-events.ts'
import type { WebhookEvent } from './verify-webhook.ts'

/**
 * Whether a verified event is a documented one of reporting webhooks, by its `object_type` and `metric`. False for what webhook
 * actions send, and for events newer than this package.
 *
 * @example
 * if (isReportingEvent(event)) countMetric(event.object_type, event.metric)
 */
export function isReportingEvent(event: WebhookEvent): event is ReportingEvent {
  return isReportingPair(event.object_type, event.metric)
}
