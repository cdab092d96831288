import { RegionEU, TrackClient } from 'customerio-node'

export const cio = new TrackClient(process.env.CUSTOMERIO_SITE_ID, '7c1e9f04b2d85a63e0f1', {
  region: RegionEU,
  url: process.env.CUSTOMERIO_TRACK_URL,
  timeout: 5_000,
})

/** All events of the shop go through here, so that they share one naming scheme. */
export async function trackEvent(customerId, name, properties) {
  await cio.track(customerId, { name: `shop_${name}`, data: properties })
}
