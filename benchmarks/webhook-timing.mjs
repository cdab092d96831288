// Does the time of a verification tell how much of a forged signature is right? A statistical test after dudect (Reparaz,
// Balasch and Verbauwhede, "Dude, is my code constant time?", 2017): two classes of forged webhooks in random order, whose
// signatures differ from the right one in the first or in the last digit alone, and Welch's t-test over the times. |t| below
// 4.5 is no evidence of a difference; above 10 there is one. A comparison digit by digit, in the same place, is the control
// that shows the test can see one.
// Usage: node benchmarks/webhook-timing.mjs [measurements per class]
import { Buffer } from 'node:buffer'
import { createHmac, randomBytes, randomInt } from 'node:crypto'

import { isValidWebhook, signWebhook } from '../dist/runtime/index.mjs'

const perClass = Number(process.argv[2] ?? 100_000)
const secret = randomBytes(32).toString('hex')
const poolSize = 500

const changed = (signature, position) => {
  const digit = signature[position] === '0' ? '1' : '0'
  return signature.slice(0, position) + digit + signature.slice(position + 1)
}

/** Webhooks in pairs: the same body and time, forged in the first digit (class 0) and in the last (class 1). */
const pool = Array.from({ length: poolSize }, () => {
  const body = Buffer.from(JSON.stringify({ event_id: randomBytes(13).toString('hex') }))
  const headers = signWebhook({ body, secret })
  return [0, 63].map((position) => ({
    body,
    // Through a buffer, so that both texts lie in memory alike, as those of a request do.
    headers: {
      ...headers,
      'x-cio-signature': Buffer.from(changed(headers['x-cio-signature'], position)).toString('latin1'),
    },
  }))
})

/** What the test must find: it stops at the first digit that differs. */
function isValidDigitByDigit({ body, headers }) {
  const { 'x-cio-timestamp': timestamp, 'x-cio-signature': signature } = headers
  const expected = createHmac('sha256', secret).update(`v0:${timestamp}:`).update(body).digest('hex')
  // eslint-disable-next-line customerio/require-timing-safe-comparison -- the leak that the test must find
  for (let at = 0; at < expected.length; at++) if (expected[at] !== signature[at]) return false
  return true
}

const subjects = {
  isValidWebhook: (webhook) => isValidWebhook({ ...webhook, secret }),
  'digit by digit (control)': isValidDigitByDigit,
}

function timesOf(verify) {
  const times = [new Float64Array(perClass), new Float64Array(perClass)]
  const counts = [0, 0]
  // Random bytes beforehand: nothing but the verification lies between the two readings of the clock.
  const choices = randomBytes(4 * perClass)
  for (let turn = 0; counts[0] < perClass || counts[1] < perClass; turn++) {
    const choice = choices[turn % choices.length] & 1
    const kind = counts[choice] < perClass ? choice : 1 - choice
    const webhook = pool[(turn * 7) % poolSize][kind]
    const started = process.hrtime.bigint()
    const answer = verify(webhook)
    const ended = process.hrtime.bigint()
    if (answer) throw new Error('A forged webhook was accepted.')
    times[kind][counts[kind]++] = Number(ended - started)
  }
  return times
}

/** Of the values up to a limit: how many, their mean and their variance. */
function momentsOf(values, limit) {
  let count = 0
  let mean = 0
  let squares = 0
  for (const value of values) {
    if (value > limit) continue
    count += 1
    const delta = value - mean
    mean += delta / count
    squares += delta * (value - mean)
  }
  return { count, mean, variance: squares / (count - 1) }
}

/** Welch's t over both classes, without the slowest measurements: these are other programs. */
function welch(times, share) {
  const all = Float64Array.from([...times[0], ...times[1]]).sort()
  const limit = all[Math.floor((all.length - 1) * share)]
  const [first, last] = times.map((values) => momentsOf(values, limit))
  const t = (last.mean - first.mean) / Math.sqrt(first.variance / first.count + last.variance / last.count)
  return { t, differenceNs: last.mean - first.mean, meanNs: first.mean }
}

const rows = []
for (const [name, verify] of Object.entries(subjects)) {
  for (let warm = 0; warm < 20_000; warm++) verify(pool[randomInt(poolSize)][warm & 1])
  const times = timesOf(verify)
  const tests = [0.5, 0.75, 0.9, 0.95].map((share) => ({ share, ...welch(times, share) }))
  const strongest = tests.reduce((one, other) => (Math.abs(other.t) > Math.abs(one.t) ? other : one))
  for (const { share, t, differenceNs, meanNs } of tests) {
    rows.push({
      name,
      'quickest %': share * 100,
      'mean ns': meanNs.toFixed(0),
      'last - first ns': differenceNs.toFixed(2),
      t: t.toFixed(2),
    })
  }
  console.log(
    `${name}: largest |t| ${Math.abs(strongest.t).toFixed(1)}, ` +
      (Math.abs(strongest.t) < 4.5 ? 'no dependence found' : 'the time depends on the signature'),
  )
}
console.table(rows)
