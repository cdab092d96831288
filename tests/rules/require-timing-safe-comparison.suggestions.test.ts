// What does the rule report, and what does it offer instead?
import { requireTimingSafeComparison as rule } from '../../src/rules/require-timing-safe-comparison.ts'
import type { RequireTimingSafeComparisonOptions } from '../../src/rules/require-timing-safe-comparison.ts'
import { code, inBothModes } from '../support/rule-tester.ts'

const helper = code`
  /** Takes equally long wherever the two differ, so that nobody can find a signature piece by piece. */
  function isSameSignature(received, expected) {
    if (typeof received !== 'string' || typeof expected !== 'string') return false
    const left = Buffer.from(received)
    const right = Buffer.from(expected)
    return left.length === right.length && timingSafeEqual(left, right)
  }
`

inBothModes(rule, {
  valid: [],
  invalid: [
    {
      name: 'the plainest: a header against a digest',
      code: code`
        import { createHmac } from 'node:crypto'

        export function verify(req, secret) {
          const expected = createHmac('sha256', secret).update(req.rawBody).digest('hex')
          return req.headers['x-cio-signature'] === expected
                 ~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~ [leakyDigest]
        }
      `,
      suggestions: [
        {
          messageId: 'compareInConstantTime',
          output:
            code`
              import { createHmac, timingSafeEqual } from 'node:crypto'

              export function verify(req, secret) {
                const expected = createHmac('sha256', secret).update(req.rawBody).digest('hex')
                return isSameSignature(req.headers['x-cio-signature'], expected)
              }
            ` + `\n\n${helper}\n`,
        },
        {
          messageId: 'verifyWithRuntime',
          output: code`
            import { createHmac } from 'node:crypto'
            import { isValidWebhook } from 'eslint-plugin-customerio/runtime'

            export function verify(req, secret) {
              const expected = createHmac('sha256', secret).update(req.rawBody).digest('hex')
              return isValidWebhook({ body: req.rawBody, headers: req.headers, secret })
            }
          `,
        },
      ],
    },
    {
      name: 'a function that is given the parts of a request',
      code: code`
        import { createHmac } from 'node:crypto'

        export function verifyCustomerio(body: Buffer, timestamp: number, signature: string | null): boolean {
          const digest = createHmac('sha256', process.env.CUSTOMERIO_WEBHOOK_SECRET!)
          const expected = digest.update(\`v0:\${timestamp}:\${body}\`).digest('hex')
          return signature === expected
                 ~~~~~~~~~~~~~~~~~~~~~~ [leakyDigest]
        }
      `,
      suggestions: [
        {
          messageId: 'compareInConstantTime',
          output:
            code`
              import { createHmac, timingSafeEqual } from 'node:crypto'

              export function verifyCustomerio(body: Buffer, timestamp: number, signature: string | null): boolean {
                const digest = createHmac('sha256', process.env.CUSTOMERIO_WEBHOOK_SECRET!)
                const expected = digest.update(\`v0:\${timestamp}:\${body}\`).digest('hex')
                return isSameSignature(signature, expected)
              }
            ` +
            `\n\n${helper.replace('(received, expected) {', '(received: unknown, expected: unknown): boolean {')}\n`,
        },
        {
          messageId: 'verifyWithRuntime',
          output: code`
            import { createHmac } from 'node:crypto'
            import { isValidWebhook } from 'eslint-plugin-customerio/runtime'

            export function verifyCustomerio(body: Buffer, timestamp: number, signature: string | null): boolean {
              const digest = createHmac('sha256', process.env.CUSTOMERIO_WEBHOOK_SECRET!)
              const expected = digest.update(\`v0:\${timestamp}:\${body}\`).digest('hex')
              return isValidWebhook({ body, headers: { 'x-cio-signature': signature ?? undefined, 'x-cio-timestamp': String(timestamp) }, secret: process.env.CUSTOMERIO_WEBHOOK_SECRET! })
            }
          `,
        },
      ],
    },
    {
      name: 'a part of a signature has no comparison in constant time, and the verifier takes the whole',
      code: code`
        const crypto = require('crypto')

        exports.verify = (req) => {
          const expected = crypto.createHmac('sha256', process.env.CIO_KEY).update(req.rawBody).digest('hex')
          return req.headers['x-cio-signature'].includes(expected)
                 ~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~ [leakyDigest]
        }
      `,
      filename: 'verify.cjs',
      suggestions: [
        {
          messageId: 'verifyWithRuntime',
          output: code`
            const crypto = require('crypto')
            const { isValidWebhook } = require('eslint-plugin-customerio/runtime')

            exports.verify = (req) => {
              const expected = crypto.createHmac('sha256', process.env.CIO_KEY).update(req.rawBody).digest('hex')
              return isValidWebhook({ body: req.rawBody, headers: req.headers, secret: process.env.CIO_KEY })
            }
          `,
        },
      ],
    },
    {
      name: 'a header against what another module works out',
      code: code`
        import { compute } from './compute.js'
        export const verify = async (req) => req.get('X-Signature') !== (await compute(req.rawBody))
                                             ~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~ [leakySignature]
      `,
      errors: [
        {
          data: { header: 'X-Signature', operator: '!==' },
          suggestions: [
            {
              messageId: 'compareInConstantTime',
              output:
                code`
                  import { compute } from './compute.js'
                  import { timingSafeEqual } from 'node:crypto'
                  export const verify = async (req) => !isSameSignature(req.get('X-Signature'), await compute(req.rawBody))
                ` + `\n\n${helper}\n`,
            },
          ],
        },
      ],
    },
    {
      name: 'TypeScript gets a typed function',
      code: code`
        import crypto from 'crypto';

        export function verify(body: string, signature: string | undefined, secret: string): boolean {
          const expected = crypto.createHmac('sha256', secret).update(body).digest('hex');
          return signature === expected;
                 ~~~~~~~~~~~~~~~~~~~~~~ [leakyDigest]
        }
      `,
      suggestions: [
        {
          messageId: 'compareInConstantTime',
          output:
            code`
              import crypto from 'crypto';

              export function verify(body: string, signature: string | undefined, secret: string): boolean {
                const expected = crypto.createHmac('sha256', secret).update(body).digest('hex');
                return isSameSignature(signature, expected);
              }

              /** Takes equally long wherever the two differ, so that nobody can find a signature piece by piece. */
              function isSameSignature(received: unknown, expected: unknown): boolean {
                if (typeof received !== 'string' || typeof expected !== 'string') return false;
                const left = Buffer.from(received);
                const right = Buffer.from(expected);
                return left.length === right.length && crypto.timingSafeEqual(left, right);
              }
            ` + '\n',
        },
      ],
    },
    {
      name: 'CommonJS, and buffers compared with equals',
      filename: 'verify.cjs',
      code: code`
        'use strict'
        const { createHmac } = require('crypto')

        module.exports = (req, res, next) => {
          const expected = createHmac('sha1', process.env.SECRET).update(req.rawBody).digest()
          if (!expected.equals(Buffer.from(req.get('x-hub-signature'), 'hex'))) return res.sendStatus(401)
               ~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~ [leakyDigest]
          next()
        }
      `,
      suggestions: [
        {
          messageId: 'compareInConstantTime',
          output:
            code`
              'use strict'
              const { createHmac, timingSafeEqual } = require('crypto')

              module.exports = (req, res, next) => {
                const expected = createHmac('sha1', process.env.SECRET).update(req.rawBody).digest()
                if (!isSameDigest(expected, Buffer.from(req.get('x-hub-signature'), 'hex'))) return res.sendStatus(401)
                next()
              }

              /** Takes equally long wherever the two differ, so that nobody can find a signature piece by piece. */
              function isSameDigest(received, expected) {
                return received.length === expected.length && timingSafeEqual(received, expected)
              }
            ` + '\n',
        },
      ],
    },
    {
      name: 'Web Crypto gets a function that needs no Buffer',
      code: code`
        export async function verify(request, key) {
          const mac = await crypto.subtle.sign('HMAC', key, await request.arrayBuffer())
          return toHex(mac) == request.headers.get('x-cio-signature')
                 ~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~ [leakyDigest]
        }
      `,
      suggestions: [
        {
          messageId: 'compareInConstantTime',
          output:
            code`
              import { timingSafeEqual } from 'node:crypto'
              export async function verify(request, key) {
                const mac = await crypto.subtle.sign('HMAC', key, await request.arrayBuffer())
                return isSameSignature(toHex(mac), request.headers.get('x-cio-signature'))
              }
            ` +
            `\n\n${helper
              .replace('Buffer.from(received)', 'new TextEncoder().encode(received)')
              .replace('Buffer.from(expected)', 'new TextEncoder().encode(expected)')}\n`,
        },
      ],
    },
    {
      name: 'the function of an earlier repair is used again, however it was formatted',
      code: code`
        import { createHmac, timingSafeEqual } from 'node:crypto'
        const sign = (text) => createHmac('sha256', process.env.KEY).update(text).digest('hex')
        export const isGenuine = (req) => isSameSignature(req.get('x-signature'), sign(req.rawBody))
        export const isForged = (text, given) => sign(text) != given
                                                 ~~~~~~~~~~~~~~~~~~~ [leakyDigest]
        function isSameSignature(received, expected) {
          if (typeof received !== "string" || typeof expected !== "string")
            return false;
          const left = Buffer.from(received);
          const right = Buffer.from(expected);
          return left.length === right.length && timingSafeEqual(left, right);
        }
      `,
      suggestions: [
        {
          messageId: 'compareInConstantTime',
          output: code`
            import { createHmac, timingSafeEqual } from 'node:crypto'
            const sign = (text) => createHmac('sha256', process.env.KEY).update(text).digest('hex')
            export const isGenuine = (req) => isSameSignature(req.get('x-signature'), sign(req.rawBody))
            export const isForged = (text, given) => !isSameSignature(sign(text), given)
            function isSameSignature(received, expected) {
              if (typeof received !== "string" || typeof expected !== "string")
                return false;
              const left = Buffer.from(received);
              const right = Buffer.from(expected);
              return left.length === right.length && timingSafeEqual(left, right);
            }
          `,
        },
      ],
    },
    {
      name: 'the quotes and the indentation of the file',
      code: code`
        import { createHmac } from "node:crypto"
        export function verify(text, given) {
            return createHmac("sha256", process.env.KEY).update(text).digest("hex") === given
                   ~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~ [leakyDigest]
        }
      `,
      suggestions: [
        {
          messageId: 'compareInConstantTime',
          output:
            code`
              import { createHmac, timingSafeEqual } from "node:crypto"
              export function verify(text, given) {
                  return isSameSignature(createHmac("sha256", process.env.KEY).update(text).digest("hex"), given)
              }
            ` + `\n\n${helper.replaceAll("'", '"').replaceAll(/^ {2}/gm, '    ')}\n`,
        },
      ],
    },
    {
      name: 'names that are taken stay what they are',
      code: code`
        import * as crypto from 'node:crypto'
        const isSameSignature = (a, b) => a.name === b.name
        const digestOf = (text) => crypto.createHmac('sha256', process.env.KEY).update(text).digest('hex')
        export const check = (text, given) => digestOf(text) === given && isSameSignature(text, given)
                                              ~~~~~~~~~~~~~~~~~~~~~~~~ [leakyDigest]
      `,
      suggestions: [
        {
          messageId: 'compareInConstantTime',
          output:
            code`
              import * as crypto from 'node:crypto'
              const isSameSignature = (a, b) => a.name === b.name
              const digestOf = (text) => crypto.createHmac('sha256', process.env.KEY).update(text).digest('hex')
              export const check = (text, given) => isSameSignature2(digestOf(text), given) && isSameSignature(text, given)
            ` +
            `\n\n${helper.replace('isSameSignature', 'isSameSignature2').replace('timingSafeEqual', 'crypto.timingSafeEqual')}\n`,
        },
      ],
    },
    repaired(
      'only the webhook of Customer.io, by its header',
      code`
        import { createHmac } from 'node:crypto'
        const sign = (secret, text) => createHmac('sha256', secret).update(text).digest('hex')
        export const isFromGithub = (req) => req.get('x-hub-signature-256') === sign(process.env.GITHUB, req.body)
        export const isFromCio = (req) => req.get('X-CIO-Signature') === sign(process.env.SECRET, req.body)
                                          ~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~ [leakyDigest]
      `,
      `isSameSignature(req.get('X-CIO-Signature'), sign(process.env.SECRET, req.body))`,
      'customerio',
      `isValidWebhook({ body: req.body, headers: req.headers, secret: process.env.SECRET })`,
    ),
    repaired(
      'only the webhook of Customer.io, by its key',
      code`
        import { createHmac } from 'node:crypto'
        const digestOf = (key, text) => createHmac('sha256', key).update(text).digest('hex')
        export const isGenuine = (text, given) =>
          createHmac('sha256', process.env.CUSTOMERIO_WEBHOOK_SECRET).update(text).digest('hex') === given
          ~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~ [leakyDigest]
        export const isToken = (text, given) => digestOf(process.env.TOKEN_SECRET, text) === given
      `,
      `isSameSignature(createHmac('sha256', process.env.CUSTOMERIO_WEBHOOK_SECRET).update(text).digest('hex'), given)`,
      'customerio',
    ),
    repaired(
      'only the webhook of Customer.io, by the handler that calls the helper',
      code`
        import { createHmac } from 'node:crypto'
        const matches = (text, given) => createHmac('sha256', secret).update(text).digest('hex') === given
                                         ~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~ [leakyDigest]
        export const handle = (req) =>
          matches(\`v0:\${req.get('x-cio-timestamp')}:\${req.rawBody}\`, req.get(names.signature))
        export const other = (req) => req.headers['x-hub-signature'] === compute(req)
      `,
      `isSameSignature(createHmac('sha256', secret).update(text).digest('hex'), given)`,
      'customerio',
    ),
    repaired(
      'Object.is, compiled code around it',
      code`
        import { createHmac } from 'node:crypto'
        const sign = (text) => createHmac('sha256', process.env.KEY).update(text).digest('hex')
        export const verify = (req) => Object.is(sign(req.rawBody), req.get('x-signature'))
                                       ~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~ [leakyDigest]
      `,
      `isSameSignature(sign(req.rawBody), req.get('x-signature'))`,
    ),
    repaired(
      'a keyword that touches the comparison',
      code`
        import { createHmac } from 'node:crypto'
        export function verify(text, given) {
          return(createHmac('sha256', process.env.KEY).update(text).digest('hex'))==given
                ~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~ [leakyDigest]
        }
      `,
      ` isSameSignature(createHmac('sha256', process.env.KEY).update(text).digest('hex'), given)`,
    ),
    repaired(
      'an operand of several expressions',
      code`
        import { createHmac } from 'node:crypto'
        export const verify = (text, given) => (log(text), createHmac('sha1', 'k').update(text).digest('hex')) !== given
                                               ~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~ [leakyDigest]
      `,
      `!isSameSignature((log(text), createHmac('sha1', 'k').update(text).digest('hex')), given)`,
    ),
    repaired(
      'a list of digests',
      code`
        import { createHmac } from 'node:crypto'
        export function verify(text, given, keys) {
          const digests = keys.map((key) => createHmac('sha256', key).update(text).digest('hex'))
          return digests.includes(given)
                 ~~~~~~~~~~~~~~~~~~~~~~~ [leakyDigest]
        }
      `,
      `digests.some((candidate) => isSameSignature(candidate, given))`,
    ),
    repaired(
      'a set of digests',
      code`
        import { createHmac } from 'node:crypto'
        export function verify(text, given, keys) {
          const digests = new Set(keys.map((key) => createHmac('sha256', key).update(text).digest('hex')))
          return digests.has(given)
                 ~~~~~~~~~~~~~~~~~~ [leakyDigest]
        }
      `,
      `[...digests].some((candidate) => isSameSignature(candidate, given))`,
    ),
  ],
})

/** A case whose only report offers to write `after` in place of what is reported, and maybe a call of the verifier. */
function repaired(
  name: string,
  drawn: string,
  after: string,
  scope: 'any-hmac' | 'customerio' = 'any-hmac',
  verifier: string | null = null,
) {
  const lines = drawn.split('\n')
  const squiggle = lines.findIndex((line) => line.trimStart().startsWith('~'))
  const start = lines[squiggle]?.indexOf('~') ?? 0
  const end = (lines[squiggle]?.lastIndexOf('~') ?? 0) + 1
  const outputWith = (text: string): string =>
    lines
      .map((line, index) => (index === squiggle - 1 ? line.slice(0, start) + text + line.slice(end) : line))
      .filter((_line, index) => index !== squiggle)
      .join('\n')
  const compared = outputWith(after).replace('{ createHmac }', '{ createHmac, timingSafeEqual }')
  const [firstImport = ''] = lines
  const imported = `${firstImport}\nimport { isValidWebhook } from 'eslint-plugin-customerio/runtime'`
  const verified = verifier === null ? [] : [outputWith(verifier).replace(firstImport, imported)]
  return {
    name,
    options: [{ scope }] as [RequireTimingSafeComparisonOptions],
    code: drawn,
    suggestions: [
      { messageId: 'compareInConstantTime' as const, output: `${compared}\n\n${helper}\n` },
      ...verified.map((output) => ({ messageId: 'verifyWithRuntime' as const, output })),
    ],
  }
}
