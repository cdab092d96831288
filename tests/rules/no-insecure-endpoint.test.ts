import { noInsecureEndpoint as rule } from '../../src/rules/no-insecure-endpoint.ts'
import { code, inBothModes } from '../support/rule-tester.ts'

inBothModes(rule, {
  valid: [
    {
      name: 'https, the default, and a URL from the environment',
      code: code`
        import { APIClient, RegionEU, TrackClient } from 'customerio-node'
        new TrackClient(siteId, key, { region: RegionEU })
        new TrackClient(siteId, key, { url: process.env.CIO_TRACK_URL })
        new APIClient(key, { url: 'https://api-eu.customer.io/v1' })
        fetch('https://track.customer.io/api/v1/customers/1', { method: 'PUT', body })
      `,
    },
    {
      name: 'loopback hosts, whatever the port, without a check of certificates too',
      code: code`
        import https from 'node:https'
        import { APIClient, TrackClient } from 'customerio-node'
        new TrackClient(siteId, key, { url: 'http://localhost:8080/api/v1' })
        new TrackClient(siteId, key, { url: 'http://127.0.0.1' })
        new TrackClient(siteId, key, { url: \`http://127.0.0.1:\${port}\` })
        new TrackClient(siteId, key, { url: process.env.CIO_URL ?? 'http://[::1]:3000' })
        const agent = new https.Agent({ rejectUnauthorized: false })
        new APIClient(key, { url: 'https://localhost:8443', agent })
      `,
    },
    {
      name: 'hosts of others',
      code: code`
        // customer.io is only spoken of
        fetch('http://example.com/track')
        fetch('http://track.customer.io.example.com')
        const page = 'http://customer.io/docs'
        const proxy = { url: 'http://proxy.internal' }
      `,
    },
    {
      name: 'texts that are looked for or taken away',
      code: code`
        const isPlain = url.startsWith('http://track.customer.io')
        if (url === 'http://track.customer.io') throw new Error('use https')
        const safe = url.replace('http://track.customer.io', 'https://track.customer.io')
      `,
    },
    {
      name: 'a test',
      filename: 'src/__tests__/client.js',
      code: code`
        import { TrackClient } from 'customerio-node'
        new TrackClient('site', 'key', { url: 'http://mock:8080', agent: new Agent({ rejectUnauthorized: false }) })
        nock('http://track.customer.io')
      `,
    },
    {
      name: 'switches of the process for some machines only, the other way round, and where nothing is sent',
      code: code`
        import axios from 'axios'
        import https from 'node:https'
        import { TrackClient } from 'customerio-node'
        if (process.env.NODE_ENV === 'development') process.env.NODE_TLS_REJECT_UNAUTHORIZED = '0'
        process.env.NODE_TLS_REJECT_UNAUTHORIZED = '1'
        delete process.env.NODE_TLS_REJECT_UNAUTHORIZED
        settings.NODE_TLS_REJECT_UNAUTHORIZED = '0'
        https.globalAgent.options.rejectUnauthorized = isProduction
        const inner = axios.create({ baseURL: 'https://inner.example.com' })
        inner.defaults.httpsAgent = new https.Agent({ rejectUnauthorized: false })
        const options = { region }
        options.ssl = { rejectUnauthorized: false }
        new TrackClient(siteId, key, options)
      `,
    },
    {
      name: 'a process that sends nothing to Customer.io',
      code: code`
        // The jobs of customer.io run elsewhere.
        process.env.NODE_TLS_REJECT_UNAUTHORIZED = '0'
      `,
    },
    {
      name: 'agents for the machines of developers',
      code: code`
        import https from 'node:https'
        import { TrackClient } from 'customerio-node'
        const insecure = process.env.NODE_ENV === 'development' && new https.Agent({ rejectUnauthorized: false })
        const agent = new https.Agent()
        if (process.env.NODE_ENV !== 'production') agent.options.rejectUnauthorized = false
        new TrackClient(siteId, key, { agent: insecure || agent })
        new TrackClient(siteId, key, isProduction ? {} : { agent: new https.Agent({ rejectUnauthorized: false }) })
      `,
    },
    {
      name: 'names that are checked, or pinned certificates',
      code: code`
        import https from 'node:https'
        import tls from 'node:tls'
        import { APIClient } from 'customerio-node'
        const agent = new https.Agent({
          checkServerIdentity(host, certificate) {
            return certificate.fingerprint256 === pin ? undefined : new Error('pin')
          },
        })
        new APIClient(key, { agent })
        const checked = new https.Agent({ checkServerIdentity: (host, one) => tls.checkServerIdentity(host, one) })
        new APIClient(key, { agent: checked })
      `,
    },
    {
      name: 'switches of requests and agents that are for somebody else',
      code: code`
        import https from 'node:https'
        import superagent from 'superagent'
        const other = new https.Agent()
        other.options.rejectUnauthorized = false
        await superagent.get('https://inner.example.com').disableTLSCerts().agent(other)
        await superagent.put('https://track.customer.io/api/v1/customers/1').trustLocalhost().send({ plan })
      `,
    },
    {
      name: 'certificates that are checked, or that are checked for something else',
      code: code`
        import https from 'node:https'
        import { TrackClient } from 'customerio-node'
        const database = new Pool({ ssl: { rejectUnauthorized: false } })
        const other = new https.Agent({ rejectUnauthorized: false })
        new TrackClient(siteId, key, { agent: new https.Agent({ rejectUnauthorized: true }) })
        new TrackClient(siteId, key, { agent: new https.Agent({ rejectUnauthorized: isProduction }) })
        fetch('https://internal.example.com', { dispatcher: new Agent({ connect: { rejectUnauthorized: false } }) })
      `,
    },
  ],
  invalid: [
    {
      name: "http to Customer.io in a client's url, comments and neighbours untouched",
      code: code`
        import { TrackClient } from 'customerio-node'
        new TrackClient(siteId, key, {
          url: 'http://track-eu.customer.io/api/v1', // EU workspace
               ~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~ [insecureHost]
          timeout: 8000,
        })
      `,
      output: code`
        import { TrackClient } from 'customerio-node'
        new TrackClient(siteId, key, {
          url: 'https://track-eu.customer.io/api/v1', // EU workspace
          timeout: 8000,
        })
      `,
    },
    {
      name: 'where it is written, not where it is used',
      code: code`
        import { APIClient } from 'customerio-node'
        const API_URL = "http://api.customer.io/v1"
                        ~~~~~~~~~~~~~~~~~~~~~~~~~~~ [insecureHost]
        new APIClient(key, { url: API_URL })
        fetch(\`http://cdp.customer.io/v1/\${path}\`)
              ~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~ [insecureHost]
      `,
      output: code`
        import { APIClient } from 'customerio-node'
        const API_URL = "https://api.customer.io/v1"
        new APIClient(key, { url: API_URL })
        fetch(\`https://cdp.customer.io/v1/\${path}\`)
      `,
    },
    {
      name: 'a host that is put together',
      code: code`
        const HOST = 'track.customer.io'
        const region = isEu ? '-eu' : ''
        fetch('http://' + HOST + '/api/v1/customers/1')
              ~~~~~~~~~ [insecureHost]
        fetch(\`http://track\${region}.customer.io/api/v1/customers/1\`)
              ~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~ [insecureHost]
        t.src = 'http://assets.customer.io/assets/track.js'
                ~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~ [insecureHost]
      `,
      output: code`
        const HOST = 'track.customer.io'
        const region = isEu ? '-eu' : ''
        fetch('https://' + HOST + '/api/v1/customers/1')
        fetch(\`https://track\${region}.customer.io/api/v1/customers/1\`)
        t.src = 'https://assets.customer.io/assets/track.js'
      `,
    },
    {
      name: 'a port of its own is changed by hand',
      code: code`
        const url = 'http://track.customer.io:80/api/v1'
                    ~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~ [insecureHost]
      `,
      suggestions: [{ messageId: 'useHttps', output: `const url = 'https://track.customer.io:80/api/v1'` }],
    },
    {
      name: 'another host',
      code: code`
        import { PipelinesClient } from 'customerio-node'
        new PipelinesClient(key, { url: process.env.CDP_URL || 'http://cio-proxy.internal.example.com/v1' })
                                                               ~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~ [insecureProxy]
      `,
      suggestions: [
        {
          messageId: 'useHttps',
          output: code`
            import { PipelinesClient } from 'customerio-node'
            new PipelinesClient(key, { url: process.env.CDP_URL || 'https://cio-proxy.internal.example.com/v1' })
          `,
        },
      ],
    },
    {
      name: "another host in a library's own option, through a constant",
      code: code`
        import { Analytics } from '@customerio/cdp-analytics-node'
        const host = \`http://\${process.env.PROXY}\`
                     ~~~~~~~~~~~~~~~~~~~~~~~~~~~~~ [insecureProxy]
        new Analytics({ writeKey, host })
      `,
      suggestions: [
        {
          messageId: 'useHttps',
          output: code`
            import { Analytics } from '@customerio/cdp-analytics-node'
            const host = \`https://\${process.env.PROXY}\`
            new Analytics({ writeKey, host })
          `,
        },
      ],
    },
    {
      name: "Node's http",
      code: code`
        import http from 'node:http'
        http.request({ hostname: 'track.customer.io', path: '/api/v1/customers/1', method: 'PUT' })
        ~~~~~~~~~~~~ [plainHttp]
      `,
    },
    {
      name: 'an agent that accepts any certificate',
      code: code`
        import https from 'node:https'
        import { TrackClient } from 'customerio-node'
        const agent = new https.Agent({ keepAlive: true, rejectUnauthorized: false })
                                                         ~~~~~~~~~~~~~~~~~~~~~~~~~ [uncheckedCertificate]
        export const cio = new TrackClient(siteId, key, { agent })
      `,
      suggestions: [
        {
          messageId: 'checkCertificate',
          output: code`
            import https from 'node:https'
            import { TrackClient } from 'customerio-node'
            const agent = new https.Agent({ keepAlive: true, rejectUnauthorized: true })
            export const cio = new TrackClient(siteId, key, { agent })
          `,
        },
      ],
    },
    {
      name: 'a dispatcher of a request to Customer.io',
      code: code`
        import { Agent } from 'undici'
        const dispatcher = new Agent({ connect: { rejectUnauthorized: false } })
                                                  ~~~~~~~~~~~~~~~~~~~~~~~~~ [uncheckedCertificate]
        await fetch('https://track.customer.io/api/v1/customers/1', { method: 'PUT', dispatcher, body })
      `,
      suggestions: [
        {
          messageId: 'checkCertificate',
          output: code`
            import { Agent } from 'undici'
            const dispatcher = new Agent({ connect: { rejectUnauthorized: true } })
            await fetch('https://track.customer.io/api/v1/customers/1', { method: 'PUT', dispatcher, body })
          `,
        },
      ],
    },
    {
      name: 'the whole process',
      code: code`
        import https from 'node:https'
        import { TrackClient } from 'customerio-node'
        process.env.NODE_TLS_REJECT_UNAUTHORIZED = '0'
        ~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~ [uncheckedProcess]
        export const cio = new TrackClient(siteId, key)
        process.env['NODE_TLS_REJECT_UNAUTHORIZED'] = 0
        ~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~ [uncheckedProcess]
      `,
    },
    {
      name: 'the agent of all requests',
      code: code`
        import https from 'node:https'
        https.globalAgent.options.rejectUnauthorized = false
        ~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~ [uncheckedCertificate]
        https.request({ hostname: 'track.customer.io', path: '/api/v1/customers/1', method: 'PUT' })
      `,
      suggestions: [
        {
          messageId: 'checkCertificate',
          output: code`
            import https from 'node:https'
            https.globalAgent.options.rejectUnauthorized = true
            https.request({ hostname: 'track.customer.io', path: '/api/v1/customers/1', method: 'PUT' })
          `,
        },
      ],
    },
    {
      name: 'the agent of all requests, and that of all requests of axios, replaced',
      code: code`
        import https from 'node:https'
        import axios from 'axios'
        https.globalAgent = new https.Agent({ checkServerIdentity: () => undefined })
                                              ~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~ [uncheckedCertificate]
        axios.defaults.httpsAgent = new https.Agent({ checkServerIdentity: () => undefined })
                                                      ~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~ [uncheckedCertificate]
        await axios.put('https://track.customer.io/api/v1/customers/1', { plan })
      `,
    },
    {
      name: 'the dispatcher of all requests',
      code: code`
        import { Agent, setGlobalDispatcher } from 'undici'
        setGlobalDispatcher(new Agent({ connect: { rejectUnauthorized: false } }))
                                                   ~~~~~~~~~~~~~~~~~~~~~~~~~ [uncheckedCertificate]
        await fetch('https://api.customer.io/v1/send/email', { method: 'POST', body })
      `,
      suggestions: [
        {
          messageId: 'checkCertificate',
          output: code`
            import { Agent, setGlobalDispatcher } from 'undici'
            setGlobalDispatcher(new Agent({ connect: { rejectUnauthorized: true } }))
            await fetch('https://api.customer.io/v1/send/email', { method: 'POST', body })
          `,
        },
      ],
    },
    {
      name: 'the defaults of an instance',
      code: code`
        const axios = require('axios')
        const https = require('https')
        const api = axios.create({ baseURL: 'https://api.customer.io/v1' })
        api.defaults.httpsAgent = new https.Agent({ rejectUnauthorized: false })
                                                    ~~~~~~~~~~~~~~~~~~~~~~~~~ [uncheckedCertificate]
        api.post('/send/email', body)
      `,
      suggestions: [
        {
          messageId: 'checkCertificate',
          output: code`
            const axios = require('axios')
            const https = require('https')
            const api = axios.create({ baseURL: 'https://api.customer.io/v1' })
            api.defaults.httpsAgent = new https.Agent({ rejectUnauthorized: true })
            api.post('/send/email', body)
          `,
        },
      ],
    },
    {
      name: 'an agent that the options get later, and one that a function gives',
      code: code`
        import https from 'node:https'
        import { APIClient } from 'customerio-node'
        const options = { timeout: 5000 }
        options.agent = new https.Agent({ rejectUnauthorized: !1 })
                                          ~~~~~~~~~~~~~~~~~~~~~~ [uncheckedCertificate]
        export const api = new APIClient(key, options)
        const agent = new https.Agent({ rejectUnauthorized: false })
                                        ~~~~~~~~~~~~~~~~~~~~~~~~~ [uncheckedCertificate]
        fetch('https://api.customer.io/v1/send/email', { method: 'POST', agent: () => agent, body })
      `,
      errors: [
        {
          suggestions: [
            {
              messageId: 'checkCertificate',
              output: code`
                import https from 'node:https'
                import { APIClient } from 'customerio-node'
                const options = { timeout: 5000 }
                options.agent = new https.Agent({ rejectUnauthorized: true })
                export const api = new APIClient(key, options)
                const agent = new https.Agent({ rejectUnauthorized: false })
                fetch('https://api.customer.io/v1/send/email', { method: 'POST', agent: () => agent, body })
              `,
            },
          ],
        },
        {
          suggestions: [
            {
              messageId: 'checkCertificate',
              output: code`
                import https from 'node:https'
                import { APIClient } from 'customerio-node'
                const options = { timeout: 5000 }
                options.agent = new https.Agent({ rejectUnauthorized: !1 })
                export const api = new APIClient(key, options)
                const agent = new https.Agent({ rejectUnauthorized: true })
                fetch('https://api.customer.io/v1/send/email', { method: 'POST', agent: () => agent, body })
              `,
            },
          ],
        },
      ],
    },
    {
      name: 'the options of an agent, written later',
      code: code`
        import https from 'node:https'
        import { APIClient, TrackClient } from 'customerio-node'
        const agent = new https.Agent({ keepAlive: true })
        agent.options.rejectUnauthorized = false
        ~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~ [uncheckedCertificate]
        export const api = new APIClient(key, { agent })
      `,
      suggestions: [
        {
          messageId: 'checkCertificate',
          output: code`
            import https from 'node:https'
            import { APIClient, TrackClient } from 'customerio-node'
            const agent = new https.Agent({ keepAlive: true })
            agent.options.rejectUnauthorized = true
            export const api = new APIClient(key, { agent })
          `,
        },
      ],
    },
    {
      name: "the agent of a class, and a check of the server's name that refuses nobody",
      code: code`
        import https from 'node:https'
        import { TrackClient } from 'customerio-node'
        class Service {
          agent = new https.Agent()
          constructor() {
            this.agent.options.checkServerIdentity = () => undefined
            ~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~ [uncheckedCertificate]
            this.client = new TrackClient(siteId, key, { agent: this.agent })
          }
        }
        const anybody = () => null
        new TrackClient(siteId, key, { agent: new https.Agent({ checkServerIdentity() {} }) })
                                                                ~~~~~~~~~~~~~~~~~~~~~~~~ [uncheckedCertificate]
        new TrackClient(siteId, key, { agent: new https.Agent({ checkServerIdentity: anybody }) })
                                                                ~~~~~~~~~~~~~~~~~~~~~~~~~~~~ [uncheckedCertificate]
      `,
      errors: Array.from({ length: 3 }, () => ({ data: { said: 'checkServerIdentity' } })),
    },
    {
      name: 'a request of superagent',
      code: code`
        import https from 'node:https'
        import superagent from 'superagent'
        await superagent.put('https://track.customer.io/api/v1/customers/1').disableTLSCerts().send({ plan })
                                                                             ~~~~~~~~~~~~~~~ [uncheckedCertificate]
        await superagent
          .post('https://track.customer.io/api/v1/events')
          .agent(new https.Agent({ checkServerIdentity: () => {} }))
                                   ~~~~~~~~~~~~~~~~~~~~~~~~~~~~~ [uncheckedCertificate]
          .send({ name: 'opened' })
      `,
      errors: [{ data: { said: 'disableTLSCerts()' } }, { data: { said: 'checkServerIdentity' } }],
    },
    {
      name: 'an agent for machines that need a proxy, those of production among them',
      code: code`
        import { HttpsProxyAgent } from 'https-proxy-agent'
        import { TrackClient } from 'customerio-node'
        const proxy = process.env.HTTPS_PROXY
        const agent = proxy ? new HttpsProxyAgent(proxy, { rejectUnauthorized: false }) : undefined
                                                           ~~~~~~~~~~~~~~~~~~~~~~~~~ [uncheckedCertificate]
        export const cio = new TrackClient(siteId, key, { agent })
      `,
      suggestions: [
        {
          messageId: 'checkCertificate',
          output: code`
            import { HttpsProxyAgent } from 'https-proxy-agent'
            import { TrackClient } from 'customerio-node'
            const proxy = process.env.HTTPS_PROXY
            const agent = proxy ? new HttpsProxyAgent(proxy, { rejectUnauthorized: true }) : undefined
            export const cio = new TrackClient(siteId, key, { agent })
          `,
        },
      ],
    },
    {
      name: 'an instance of an HTTP library',
      code: code`
        import axios from 'axios'
        import https from 'node:https'
        axios.create({
          baseURL: 'https://api.customer.io/v1',
          httpsAgent: new https.Agent({ rejectUnauthorized: false }),
                                        ~~~~~~~~~~~~~~~~~~~~~~~~~ [uncheckedCertificate]
        })
      `,
      suggestions: [
        {
          messageId: 'checkCertificate',
          output: code`
            import axios from 'axios'
            import https from 'node:https'
            axios.create({
              baseURL: 'https://api.customer.io/v1',
              httpsAgent: new https.Agent({ rejectUnauthorized: true }),
            })
          `,
        },
      ],
    },
  ],
})
