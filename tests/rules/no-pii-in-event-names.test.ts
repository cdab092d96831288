import { noPiiInEventNames as rule } from '../../src/rules/no-pii-in-event-names.ts'
import { code, inBothModes } from '../support/rule-tester.ts'

const client = code`
  import { TrackClient } from 'customerio-node'
  const cio = new TrackClient(process.env.CIO_SITE_ID, process.env.CIO_API_KEY)
`

inBothModes(rule, {
  valid: [
    {
      name: 'names of things, coarse places and demographics',
      code: code`
        ${client}
        cio.track(id, { name: 'signup', data: { email: user.email } })
        cio.track(id, { name: \`upgraded_to_\${user.plan}\` })
        cio.track(id, { name: \`from_\${user.city}_\${user.region}_\${user.country}_\${user.zipCode}\` })
        cio.track(id, { name: \`at_\${user.age}_\${user.gender}\` })
        cio.track(id, { name: \`\${plan.name}_bought\` })
        cio.track(id, { name: \`visited \${store.address}\` })
        cio.track(user.email, { name: 'signup' })
      `,
    },
    {
      name: 'personal data that only decides, or is counted or hashed',
      code: code`
        ${client}
        cio.track(id, { name: email ? 'with_email' : 'without' })
        cio.track(id, { name: phone && 'has_phone' })
        cio.track(id, { name: \`\${!!email}_\${emails.length}\` })
        cio.track(id, { name: \`lead_\${hashPii(user.email)}\` })
        cio.track(id, { name: \`of_\${user.email.split('@')[1]}\` })
        cio.track(id, { name: \`\${email.type}_opened\` })
        const emailId = hashPii(user.email)
        cio.trackAnonymous(emailId, { name: 'lead' })
      `,
    },
    {
      name: 'constants that are called like personal data',
      code: code`
        ${client}
        import { EMAIL } from './events'
        const phone = 'phone_verified'
        const names = { email: 'email_verified' }
        cio.track(id, { name: EMAIL })
        cio.track(id, { name: EVENTS.EMAIL })
        cio.track(id, { name: Events.email })
        cio.track(id, { name: eventNames.phone })
        cio.track(id, { name: phone })
        cio.track(id, { name: names.email })
      `,
    },
    {
      name: 'paths without their query',
      code: code`
        ${client}
        cio.trackPageView(id, req.path)
        cio.trackPageView(id, location.origin + location.pathname)
        cio.trackPageView(id, \`https://app.example.com\${req.path}\`)
        cio.trackPageView(id, req.originalUrl.split('?')[0])
        cio.trackPageView(id, req.url.replace(/\\?.*$/, ''))
        cio.trackPageView(id, withoutQuery(req.url))
        cio.trackPageView(id, new URL(req.url, base).pathname)
        const url = new URL(req.url, base)
        cio.trackPageView(id, url.origin + url.pathname)
      `,
    },
    {
      name: 'addresses whose query is changed first, and addresses of other things',
      code: code`
        ${client}
        const bare = new URL(req.url, base)
        bare.search = ''
        cio.trackPageView(id, bare.href)
        const clean = new URL(location.href)
        clean.searchParams.delete('token')
        cio.trackPageView(id, clean.toString())
        cio.trackPageView(id, page.url)
        cio.trackPageView(id, config.url)
      `,
    },
    {
      name: 'anonymous ids that are random',
      code: code`
        ${client}
        cio.trackAnonymous(req.cookies.anon_id, { name: 'seen' })
        cio.trackAnonymous(randomUUID(), { name: 'seen' })
      `,
    },
    {
      name: 'another vendor',
      code: code`
        ${client}
        posthog.capture(user.email)
        analytics.track(user.email)
        gtag.page(location.href)
      `,
    },
  ],
  invalid: [
    {
      name: 'event names that hold personal data',
      code: code`
        ${client}
        cio.track(id, { name: \`signup_\${user.email}\` })
                              ~~~~~~~~~~~~~~~~~~~~~~ [personalData]
        cio.track(id, { name: 'call to ' + phoneNumber })
                              ~~~~~~~~~~~~~~~~~~~~~~~~ [personalData]
        cio.track(id, { name: user.lastName, data })
                              ~~~~~~~~~~~~~ [personalData]
        cio.track(id, { name: \`\${customer.name} bought\` })
                              ~~~~~~~~~~~~~~~~~~~~~~~~~ [personalData]
        cio.track(id, { name: ['from', req.ip].join(':') })
                              ~~~~~~~~~~~~~~~~~~~~~~~~~~ [personalData]
        cio.track(id, { name: email ?? 'unknown' })
                              ~~~~~~~~~~~~~~~~~~ [personalData]
        cio.track(id, { name: \`of \${user.email.split('@')[0].toLowerCase()}\` })
                              ~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~ [personalData]
        cio.track(id, { name: \`asked \${searchParams.get('email')}\` })
                              ~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~ [personalData]
        cio.track(id, { name: \`asked \${getUserEmail(id)}\` })
                              ~~~~~~~~~~~~~~~~~~~~~~~~~~~ [personalData]
      `,
    },
    {
      name: 'names that are built earlier, or by a function',
      code: code`
        ${client}
        const { email: who } = user
        const label = \`invited_\${who}\`
        cio.track(id, { name: label })
                              ~~~~~ [personalData]
        let name = 'signup'
        if (user.isVip) name += '_' + user.fullName
        cio.track(id, { name })
                        ~~~~ [personalData]
        const nameOf = (subject) => 'signup:' + subject
        cio.track(id, { name: nameOf(user.phone) })
                              ~~~~~~~~~~~~~~~~~~ [personalData]
        const event = { name: \`login of \${username}\`, data: {} }
                              ~~~~~~~~~~~~~~~~~~~~~~ [personalData]
        cio.track(id, event)
      `,
    },
    {
      name: 'addresses with their query',
      code: code`
        ${client}
        cio.trackPageView(id, req.originalUrl)
                              ~~~~~~~~~~~~~~~ [query]
        cio.trackPageView(id, \`https://app.example.com\${request.url}\`)
                              ~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~ [query]
        cio.trackPageView(id, window.location.href)
                              ~~~~~~~~~~~~~~~~~~~~ [query]
        cio.trackPageView(id, location.pathname + location.search)
                              ~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~ [query]
        const { pathname, search } = new URL(req.url, base)
        cio.trackPageView(id, pathname)
        cio.trackPageView(id, pathname + search)
                              ~~~~~~~~~~~~~~~~~ [query]
        const { url } = req
        cio.trackPageView(id, url)
                              ~~~ [query]
        const parsed = new URL(ctx.originalUrl, base)
        cio.trackPageView(id, parsed.href)
                              ~~~~~~~~~~~ [query]
        cio.trackPageView(id, \`/unsubscribe?email=\${value}\`)
                              ~~~~~~~~~~~~~~~~~~~~~~~~~~~~~ [personalData]
      `,
    },
    {
      name: 'anonymous ids that say who it is',
      code: code`
        ${client}
        cio.trackAnonymous(user.email, { name: 'lead' })
                           ~~~~~~~~~~ [personalData]
        cio.trackAnonymous(\`anon_\${req.ip}\`, { name: 'lead' })
                           ~~~~~~~~~~~~~~~~ [personalData]
      `,
    },
    {
      name: 'browsers, screens and the CDP client',
      code: code`
        import { Analytics } from '@customerio/cdp-analytics-node'
        import { CustomerIO } from 'customerio-reactnative'
        const analytics = new Analytics({ writeKey: process.env.WRITE_KEY })
        analytics.track({ userId, event: \`Order by \${customer.email}\` })
                                         ~~~~~~~~~~~~~~~~~~~~~~~~~~~~ [personalData]
        analytics.page({ userId, name: 'Home', properties: { url: req.originalUrl } })
                                                                  ~~~~~~~~~~~~~~~ [query]
        CustomerIO.screen(\`Profile of \${user.displayName}\`)
                          ~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~ [personalData]
        window._cio.page(router.asPath)
                         ~~~~~~~~~~~~~ [query]
      `,
    },
    {
      name: 'raw HTTP',
      code: code`
        fetch('https://track.customer.io/api/v1/events', {
          method: 'POST',
          body: JSON.stringify({ name: \`from \${address}\`, anonymous_id: user.email }),
                                       ~~~~~~~~~~~~~~~~~ [personalData]
                                                                        ~~~~~~~~~~ [personalData]
        })
      `,
    },
    {
      name: 'wrappers: reported where the data is, once',
      code: code`
        ${client}
        const pageView = (userId, url) => cio.trackPageView(userId, url)
        pageView(req.user.id, req.originalUrl)
                              ~~~~~~~~~~~~~~~ [query]
        const trackEvent = (userId, name, data) => cio.track(userId, { name, data })
        trackEvent(user.id, \`bought by \${user.email}\`, {})
                            ~~~~~~~~~~~~~~~~~~~~~~~~~ [personalData]
        const lead = (email) => cio.trackAnonymous(email, { name: 'lead' })
                                                   ~~~~~ [personalData]
        lead(form.email)
      `,
    },
  ],
})
