/** First lines that the samples of several tests share. */

/** The Track API's address, as code that speaks HTTP itself keeps it. */
export const trackBase = "const BASE = 'https://track.customer.io/api/v1'"
