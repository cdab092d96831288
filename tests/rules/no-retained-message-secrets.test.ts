import { noRetainedMessageSecrets as rule } from '../../src/rules/no-retained-message-secrets.ts'
import { code, inBothModes } from '../support/rule-tester.ts'

const client = code`
  import { APIClient, SendEmailRequest } from 'customerio-node'
  const api = new APIClient(process.env.CIO_APP_KEY)
`

inBothModes(rule, {
  valid: [
    {
      name: 'messages that are not kept',
      code: code`
        ${client}
        api.sendEmail(new SendEmailRequest({ to, message_data: { otp }, disable_message_retention: true }))
        api.sendEmail(new SendEmailRequest({ disable_message_retention: true, to, message_data: { otp } }))
        const DROP = true
        api.sendEmail(new SendEmailRequest({ to, message_data: { otp }, disable_message_retention: DROP }))
        fetch('https://api.customer.io/v1/send/email', {
          method: 'POST',
          body: JSON.stringify({ to, message_data: { reset_link: link }, 'disable_message_retention': true }),
        })
      `,
    },
    {
      name: 'the flag comes from options, a spread, a function, or is set later',
      code: code`
        ${client}
        const quiet = { disable_message_retention: true }
        api.sendEmail(new SendEmailRequest({ ...quiet, to, message_data: { otp } }))
        const options = { to, message_data: { otp } }
        options.disable_message_retention = true
        api.sendEmail(new SendEmailRequest(options))
        const request = new SendEmailRequest({ to, message_data: { otp } })
        request.message.disable_message_retention = true
        api.sendEmail(request)
        const build = () => new SendEmailRequest({ to, message_data: { otp }, disable_message_retention: true })
        api.sendEmail(build())
        api.sendEmail(new SendEmailRequest(Object.assign({}, quiet, { to, message_data: { otp } })))
      `,
    },
    {
      name: 'options that are not known may hold the flag',
      code: code`
        ${client}
        import { defaults } from './mail-defaults'
        api.sendEmail(new SendEmailRequest({ ...defaults, to, message_data: { otp } }))
        api.sendEmail(new SendEmailRequest({ to, message_data: { otp }, disable_message_retention: isPrivate }))
        function send(options) {
          return api.sendEmail(new SendEmailRequest({ ...options, message_data: { otp } }))
        }
      `,
    },
    {
      name: 'a wrapper that drops its messages, or is told to',
      code: code`
        ${client}
        const sendSecret = (to, data) =>
          api.sendEmail(new SendEmailRequest({ to, message_data: data, disable_message_retention: true }))
        sendSecret(user.email, { otp })
        const send = (options) => api.sendEmail(new SendEmailRequest({ from: 'a@example.com', ...options }))
        send({ to: user.email, message_data: { otp }, disable_message_retention: true })
        const sendMaybe = (to, data, drop) =>
          api.sendEmail(new SendEmailRequest({ to, message_data: data, disable_message_retention: drop }))
        sendMaybe(user.email, { otp }, true)
      `,
    },
    {
      name: 'names that look alike but let nobody in',
      code: code`
        ${client}
        api.sendEmail(new SendEmailRequest({
          to,
          message_data: {
            discount_code: code, tracking_url: url, invoice_link: link, order_code: order.code, has_token: true,
            token_expires_at: expiryOf(token), code_sent: true, pin_enabled: user.hasPin, password_changed_at: now,
          },
        }))
      `,
    },
    {
      name: 'addresses and texts that are the same for everybody',
      code: code`
        ${client}
        import { LOGIN_URL } from './constants'
        const BASE = 'https://app.example.com'
        api.sendEmail(new SendEmailRequest({
          to,
          message_data: {
            login_url: 'https://app.example.com/login',
            signin_link: BASE + '/sign-in',
            verification_url: LOGIN_URL,
            invite_url: \`\${process.env.APP_URL}/team\`,
            activation_link: \`\${config.appUrl}/activate\`,
            confirmation_url: \`https://\${team.slug}.example.com/confirm\`,
            reset_link: \`\${baseUrl}/\${locale}/reset\`,
            magic_link: \`\${this.configService.get('APP_URL')}/magic\`,
            next: \`\${baseUrl}/login?next=\${path}\`,
            unsubscribe_url: \`\${baseUrl}/u/\${user.unsubscribeToken}\`,
            order_link: \`\${baseUrl}/orders/\${key}\`,
          },
        }))
      `,
    },
    {
      name: 'what a sanitizer takes away',
      code: code`
        ${client}
        import { sanitizeAttributes } from 'eslint-plugin-customerio/runtime'
        api.sendEmail(new SendEmailRequest({ to, message_data: sanitizeAttributes({ otp, plan }) }))
      `,
    },
    {
      name: 'other calls and other senders',
      code: code`
        ${client}
        sendgrid.send({ to, message_data: { otp } })
        fetch('https://api.example.com/v1/send/email', {
          method: 'POST', body: JSON.stringify({ message_data: { otp } }),
        })
        api.triggerBroadcast(1, { otp }, { segment: { id: 7 } })
        api.sendEmail(new SendEmailRequest({ to, transactional_message_id: 'welcome' }))
      `,
    },
  ],
  invalid: [
    {
      name: 'a code on one line',
      code: code`
        ${client}
        api.sendEmail(new SendEmailRequest({ to, message_data: { name, otp }, identifiers: { id } }))
                                                                       ~~~ [retainedSecret]
      `,
      output: code`
        ${client}
        api.sendEmail(new SendEmailRequest({ to, message_data: { name, otp }, disable_message_retention: true, identifiers: { id } }))
      `,
    },
    {
      name: 'a link of a list that each call brings along, unlike one of a list of the application',
      code: code`
        ${client}
        import { urls as site } from './urls'
        export function send(to, urls) {
          api.sendEmail(new SendEmailRequest({ to, message_data: { reset_link: urls.reset } }))
                                                                   ~~~~~~~~~~~~~~~~~~~~~~ [retainedSecret]
          return api.sendEmail(new SendEmailRequest({ to, message_data: { login_url: site.urls.login } }))
        }
      `,
      output: code`
        ${client}
        import { urls as site } from './urls'
        export function send(to, urls) {
          api.sendEmail(new SendEmailRequest({ to, message_data: { reset_link: urls.reset }, disable_message_retention: true }))
          return api.sendEmail(new SendEmailRequest({ to, message_data: { login_url: site.urls.login } }))
        }
      `,
    },
    {
      name: 'one report for each message, and other classes of message',
      code: code`
        import { APIClient, SendPushRequest, SendSMSRequest } from 'customerio-node'
        const api = new APIClient(process.env.CIO_APP_KEY)
        api.sendSMS(new SendSMSRequest({ to, message_data: { login_code: a, magic_link: b } }))
                                                             ~~~~~~~~~~~~~ [retainedSecret]
        api.sendPush(new SendPushRequest({ identifiers: { id }, message_data: { temporaryPassword } }))
                                                                                ~~~~~~~~~~~~~~~~~ [retainedSecret]
      `,
      output: code`
        import { APIClient, SendPushRequest, SendSMSRequest } from 'customerio-node'
        const api = new APIClient(process.env.CIO_APP_KEY)
        api.sendSMS(new SendSMSRequest({ to, message_data: { login_code: a, magic_link: b }, disable_message_retention: true }))
        api.sendPush(new SendPushRequest({ identifiers: { id }, message_data: { temporaryPassword }, disable_message_retention: true }))
      `,
    },
    {
      name: 'lines, trailing commas and comments',
      code: code`
        ${client}
        api.sendEmail(
          new SendEmailRequest({
            to,
            message_data: {
              // for the button
              reset_url: link,
              ~~~~~~~~~~~~~~~ [retainedSecret]
            }, // what the template shows
            identifiers: { id },
          }),
        )
        const second = {
          to,
          'message_data': { invite_link } // last
                            ~~~~~~~~~~~ [retainedSecret]
        }
        api.sendEmail(new SendEmailRequest(second))
      `,
      output: code`
        ${client}
        api.sendEmail(
          new SendEmailRequest({
            to,
            message_data: {
              // for the button
              reset_url: link,
            }, // what the template shows
            disable_message_retention: true,
            identifiers: { id },
          }),
        )
        const second = {
          to,
          'message_data': { invite_link }, // last
          'disable_message_retention': true
        }
        api.sendEmail(new SendEmailRequest(second))
      `,
    },
    {
      name: 'a flag that says no',
      code: code`
        ${client}
        const disable_message_retention = false
        api.sendEmail(new SendEmailRequest({ to, message_data: { otp }, disable_message_retention: false }))
                                                                 ~~~ [retainedSecret]
        api.sendEmail(new SendEmailRequest({ to, message_data: { otp }, disable_message_retention }))
                                                                 ~~~ [retainedSecret]
        const options = { to, message_data: { otp } }
                                              ~~~ [retainedSecret]
        options.disable_message_retention = false
        api.sendEmail(new SendEmailRequest(options))
      `,
      output: code`
        ${client}
        const disable_message_retention = false
        api.sendEmail(new SendEmailRequest({ to, message_data: { otp }, disable_message_retention: true }))
        api.sendEmail(new SendEmailRequest({ to, message_data: { otp }, disable_message_retention: true }))
        const options = { to, message_data: { otp } }
        options.disable_message_retention = true
        api.sendEmail(new SendEmailRequest(options))
      `,
    },
    {
      name: 'raw HTTP, whose data was built earlier',
      code: code`
        import axios from 'axios'
        const data = { name: user.name }
        data.verification_code = code
        ~~~~~~~~~~~~~~~~~~~~~~~~~~~~~ [retainedSecret]
        axios.post('https://api-eu.customer.io/v1/send/email', { to, message_data: data }, { headers })
      `,
      output: code`
        import axios from 'axios'
        const data = { name: user.name }
        data.verification_code = code
        axios.post('https://api-eu.customer.io/v1/send/email', { to, message_data: data, disable_message_retention: true }, { headers })
      `,
    },
    {
      name: 'requests and options that are built elsewhere in the file',
      code: code`
        ${client}
        function build(user, otp) {
          return new SendEmailRequest({ to: user.email, message_data: { otp } })
                                                                        ~~~ [retainedSecret]
        }
        api.sendEmail(build(user, otp))
        const base = { message_data: { nested: { reset: { link: url } } } }
                                                          ~~~~~~~~~ [retainedSecret]
        api.sendEmail(new SendEmailRequest({ ...base, to }))
      `,
      output: code`
        ${client}
        function build(user, otp) {
          return new SendEmailRequest({ to: user.email, message_data: { otp }, disable_message_retention: true })
        }
        api.sendEmail(build(user, otp))
        const base = { message_data: { nested: { reset: { link: url } } }, disable_message_retention: true }
        api.sendEmail(new SendEmailRequest({ ...base, to }))
      `,
    },
    {
      name: 'data that is filled into the request later',
      code: code`
        ${client}
        const options = { to }
        options.message_data = { otp }
                                 ~~~ [retainedSecret]
        api.sendEmail(new SendEmailRequest(options))
        const request = new SendEmailRequest({ to })
        request.message.message_data = { token }
                                         ~~~~~ [retainedSecret]
        api.sendEmail(request)
      `,
    },
    {
      name: 'values that are secrets under another name',
      code: code`
        ${client}
        const link = BASE + '/reset?token=' + raw
        api.sendEmail(new SendEmailRequest({ message_data: { code: user.otp } }))
                                                             ~~~~~~~~~~~~~~ [retainedSecret]
        api.sendEmail(new SendEmailRequest({ message_data: { code: generateOtp() } }))
                                                             ~~~~~~~~~~~~~~~~~~~ [retainedSecret]
        api.sendEmail(new SendEmailRequest({ message_data: { link } }))
                                                             ~~~~ [retainedSecret]
        api.sendEmail(new SendEmailRequest({ message_data: { url: \`\${BASE}/r?token=\${raw}\` } }))
                                                             ~~~~~~~~~~~~~~~~~~~~~~~~~~~~~ [retainedSecret]
        api.sendEmail(new SendEmailRequest({ message_data: { url: \`\${BASE}/verify/\${user.key}\` } }))
                                                             ~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~ [retainedSecret]
        api.sendEmail(new SendEmailRequest({ message_data: { cta_url: urlOf(resetToken) } }))
                                                             ~~~~~~~~~~~~~~~~~~~~~~~~~~ [retainedSecret]
        api.sendEmail(new SendEmailRequest({ message_data: { link: invite.url } }))
                                                             ~~~~~~~~~~~~~~~~ [retainedSecret]
      `,
      output: code`
        ${client}
        const link = BASE + '/reset?token=' + raw
        api.sendEmail(new SendEmailRequest({ message_data: { code: user.otp }, disable_message_retention: true }))
        api.sendEmail(new SendEmailRequest({ message_data: { code: generateOtp() }, disable_message_retention: true }))
        api.sendEmail(new SendEmailRequest({ message_data: { link }, disable_message_retention: true }))
        api.sendEmail(new SendEmailRequest({ message_data: { url: \`\${BASE}/r?token=\${raw}\` }, disable_message_retention: true }))
        api.sendEmail(new SendEmailRequest({ message_data: { url: \`\${BASE}/verify/\${user.key}\` }, disable_message_retention: true }))
        api.sendEmail(new SendEmailRequest({ message_data: { cta_url: urlOf(resetToken) }, disable_message_retention: true }))
        api.sendEmail(new SendEmailRequest({ message_data: { link: invite.url }, disable_message_retention: true }))
      `,
    },
    {
      name: 'what a sanitizer leaves, or is told to keep',
      code: code`
        ${client}
        import { sanitizeAttributes } from 'eslint-plugin-customerio/runtime'
        api.sendEmail(new SendEmailRequest({ message_data: sanitizeAttributes({ reset_link: link }) }))
                                                                                ~~~~~~~~~~~~~~~~ [retainedSecret]
        api.sendEmail(new SendEmailRequest({ message_data: sanitizeAttributes({ otp }, { keep: ['otp'] }) }))
                                                                                ~~~ [retainedSecret]
      `,
      output: code`
        ${client}
        import { sanitizeAttributes } from 'eslint-plugin-customerio/runtime'
        api.sendEmail(new SendEmailRequest({ message_data: sanitizeAttributes({ reset_link: link }), disable_message_retention: true }))
        api.sendEmail(new SendEmailRequest({ message_data: sanitizeAttributes({ otp }, { keep: ['otp'] }), disable_message_retention: true }))
      `,
    },
    {
      name: 'data whose written type shows the secret',
      code: code`
        ${client}
        function send(to: string, data: { name: string; resetUrl: string }) {
          return api.sendEmail(new SendEmailRequest({ to, message_data: data }))
                                                                        ~~~~ [retainedSecret]
        }
      `,
      output: code`
        ${client}
        function send(to: string, data: { name: string; resetUrl: string }) {
          return api.sendEmail(new SendEmailRequest({ to, message_data: data, disable_message_retention: true }))
        }
      `,
    },
    {
      name: 'callers of a wrapper that keeps its messages',
      code: code`
        ${client}
        const send = (to, data) => api.sendEmail(new SendEmailRequest({ to, message_data: data }))
        send(user.email, { otp })
                           ~~~ [retainedSecret]
        const post = (options) => api.sendEmail(new SendEmailRequest({ from: 'a@example.com', ...options }))
        post({ to: user.email, message_data: { token } })
                                               ~~~~~ [retainedSecret]
      `,
    },
  ],
})
