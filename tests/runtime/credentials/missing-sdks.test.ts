// What happens where the SDKs, which are optional, are not installed?

import { describe, expect, it } from 'vitest'

import { runBesideRuntime } from '../../support/runtime-alone.ts'

const program = `
import * as runtime from './src/runtime/index.js'

const sources = [
  runtime.fromAwsSecretsManager({ secretId: 'a' }),
  runtime.fromAwsParameterStore({ path: '/a' }),
  runtime.fromGcpSecretManager({ project: 'a', secret: 'b' }),
]
const failures = []
for (const from of sources) await runtime.loadCredentials({ from }).catch((error) => failures.push(error))
const provider = runtime.createClientProvider({ load: () => ({ siteId: 'a', trackApiKey: 'b' }) })
await provider.track().identify('1').catch((error) => failures.push(error))
console.log(JSON.stringify(failures.map(({ name, code, message }) => ({ name, code, message }))))
`

describe('without any SDK', () => {
  it('the runtime loads, and each part says which package to install when it is used', () => {
    const failures = JSON.parse(runBesideRuntime(program)) as { code: string; message: string }[]
    expect(failures.map(({ code }) => code)).toEqual(Array.from({ length: 4 }, () => 'sdk_missing'))
    expect(failures.map(({ message }) => /Run `(.*)`/.exec(message)?.[1])).toEqual([
      'npm install @aws-sdk/client-secrets-manager',
      'npm install @aws-sdk/client-ssm',
      'npm install @google-cloud/secret-manager',
      'npm install customerio-node',
    ])
  })
})
