import { APIClient, RegionEU, TrackClient } from 'customerio-node'

let client: TrackClient | null = null

/** `null` where the keys are not set: previews of pull requests send nothing. */
export function getCustomerIo(): TrackClient | null {
  const { CUSTOMERIO_SITE_ID, CUSTOMERIO_TRACK_API_KEY } = process.env
  if (!CUSTOMERIO_SITE_ID || !CUSTOMERIO_TRACK_API_KEY) return null
  client ??= new TrackClient(CUSTOMERIO_SITE_ID, CUSTOMERIO_TRACK_API_KEY, { region: RegionEU })
  return client
}

export const customerIoApi = process.env.CUSTOMERIO_APP_API_KEY
  ? new APIClient(process.env.CUSTOMERIO_APP_API_KEY, { region: RegionEU })
  : null

export async function identifyUser(id: string, traits: Record<string, unknown>): Promise<void> {
  const cio = getCustomerIo()
  if (!cio) return
  await cio.identify(id, traits) // ✗ require-sanitized-attributes
}

export async function trackEvent(
  id: string,
  name: string,
  properties: Record<string, unknown> = {},
): Promise<void> {
  await getCustomerIo()?.track(id, { name, data: properties }) // ✗ require-sanitized-attributes
}
