/** Answers: how does a test serve TLS without a key in the repository? Makes a certificate for localhost on the spot. */

import { generateKeyPairSync, sign } from 'node:crypto'

/** A fresh key and a certificate signed with it, valid for a day, in PEM. Nobody trusts it. */
export function selfSignedCertificate(): { key: string; cert: string } {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const name = sequence(set(sequence(objectId(0x55, 0x04, 0x03), element(0x0c, Buffer.from('localhost')))))
  // ecdsa-with-SHA256, 1.2.840.10045.4.3.2
  const algorithm = sequence(objectId(0x2a, 0x86, 0x48, 0xce, 0x3d, 0x04, 0x03, 0x02))
  const hour = 3_600_000
  const validity = sequence(time(Date.now() - hour), time(Date.now() + 24 * hour))
  const subjectKey = publicKey.export({ type: 'spki', format: 'der' })
  const content = sequence(element(0x02, Buffer.from([1])), algorithm, name, validity, name, subjectKey)
  const signature = element(0x03, Buffer.concat([Buffer.from([0]), sign('sha256', content, privateKey)]))
  const certificate = sequence(content, algorithm, signature).toString('base64')
  return {
    key: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
    cert: `-----BEGIN CERTIFICATE-----\n${certificate.replace(/.{64}/g, '$&\n')}\n-----END CERTIFICATE-----\n`,
  }
}

function sequence(...parts: Buffer[]): Buffer {
  return element(0x30, Buffer.concat(parts))
}

function set(...parts: Buffer[]): Buffer {
  return element(0x31, Buffer.concat(parts))
}

function objectId(...bytes: number[]): Buffer {
  return element(0x06, Buffer.from(bytes))
}

/** GeneralizedTime: `20200102030405Z`. */
function time(milliseconds: number): Buffer {
  const digits = new Date(milliseconds).toISOString().replace(/\.\d+|[-:T]/g, '')
  return element(0x18, Buffer.from(digits))
}

/** One element in DER: tag, length, content. */
function element(tag: number, content: Buffer): Buffer {
  const { length } = content
  const size = length < 0x80 ? [length] : length < 0x100 ? [0x81, length] : [0x82, length >> 8, length & 0xff]
  return Buffer.concat([Buffer.from([tag, ...size]), content])
}
