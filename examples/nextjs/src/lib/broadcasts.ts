import { APIClient, TrackClient } from 'customerio-node'

const api = new APIClient(process.env.CUSTOMERIO_TRACK_API_KEY!) // ✗ no-mismatched-keys, require-region

// ✗ below: require-region
const preview = new TrackClient(
  process.env.NEXT_PUBLIC_CUSTOMERIO_SITE_ID!,
  process.env.NEXT_PUBLIC_CUSTOMERIO_API_KEY!, // ✗ no-public-env-keys
)

export async function announce(broadcastId: number, headline: string): Promise<void> {
  await api.triggerBroadcast(broadcastId, { headline }, { segment: { id: 7 } })
}

export async function announcePreview(id: string): Promise<void> {
  await preview.track(id, { name: 'preview_opened' })
}
