/** Programs that send data to Customer.io, for the tests of repairs: well-typed before, and to be so after. */
import fc from 'fast-check'

export interface SendingProgram {
  readonly filename: string
  readonly text: string
}

type Language = 'ts' | 'tsx' | 'cts' | 'js' | 'jsx' | 'cjs'

/** Everything that is decided about a program. */
interface Plan {
  readonly language: Language
  readonly style: Style
  readonly head: Head
  readonly functions: readonly FunctionPlan[]
}

interface Style {
  readonly semicolon: '' | ';'
  readonly quote: "'" | '"'
  readonly lineBreak: '\n' | '\r\n'
  readonly mark: '' | '\uFEFF'
}

interface Head {
  readonly start: (typeof starts)[number]
  readonly loading: (typeof loadings)[number]
  readonly runtime: (typeof runtimes)[number]
  readonly collision: (typeof collisions)[number]
}

interface FunctionPlan {
  readonly site: (typeof sites)[number]
  readonly data: (typeof expressions)[number]
  readonly statement: (typeof statements)[number]
  readonly shape: (typeof shapes)[number]
}

const starts = [
  '',
  '#!/usr/bin/env node',
  '/*!\n * Licence\n */',
  '// About the file.\n',
  '/* eslint no-var: 0 */',
  `'use client'`,
  `'use strict'`,
] as const
const loadings = ['named', 'renamed', 'namespace', 'late'] as const
const runtimes = ['', 'named', 'renamed', 'namespace', 'other', 'type', 'late'] as const
const collisions = ['', '', '', 'function', 'parameter', 'variable', 'row'] as const
const shapes = ['function', 'arrow', 'method', 'generic', 'nested'] as const

/** Expressions for data; `as` and the like only in TypeScript. */
const expressions = [
  'user',
  'body',
  'anything',
  'generic',
  '{ ...user }',
  '{ ...body, plan: user.plan }',
  '{ plan: user.plan, ssn: user.ssn }',
  '{ plan: user.plan /* the plan */, ...user.address }',
  '{\n    ...user, // all of it\n  }',
  'await load(user.id)',
  '(log(user), user)',
  'flag ? user : body',
  'maybe ?? {}',
  'Object.assign({}, user)',
  'structuredClone(user)',
  '{ [user.plan]: user.email }',
  '{ ...user, nested: { ...body } }',
  'user as any',
  'maybe!',
  '{ ...user } satisfies object',
  'user satisfies User',
  'body as unknown as Record<string, string>',
  '{ plan: user.plan, contact: { phone: user.email } }',
] as const

const isTyped = (expression: string): boolean => /\bas\b|!$|satisfies/.test(expression)

/** Calls, with `DATA` where the expression goes; a line before the last is a statement of its own. */
const sites = [
  'cio.identify(user.id, DATA)',
  'cio.identify(user.id, /* who */ DATA /* all */)',
  'cio.identify(\n    user.id,\n    DATA, // data\n  )',
  `cio.track(user.id, { name: 'seen', data: DATA })`,
  `cio.track(user.id, { data: DATA, name: 'seen', timestamp: 1 })`,
  `const data = DATA\ncio.track(user.id, { name: 'seen', data })`,
  `const event = { name: 'seen', data: DATA }\ncio.track(user.id, event)`,
  `let event = { name: 'seen', data: DATA }\ncio.track(user.id, flag ? event : { name: 'other' })`,
  `cio.trackAnonymous('anonymous', { name: 'seen', data: DATA })`,
  `cio.addDevice(user.id, 'token', 'ios', DATA)`,
  `cio.entity({ type: 'person', action: 'identify', identifiers: { id: user.id }, attributes: DATA })`,
  `cio.batch([{ type: 'person', action: 'identify', identifiers: { id: user.id }, attributes: DATA }])`,
  `cio.batch(rows.map((one) => ({ type: 'person', action: 'identify', identifiers: { id: one.id }, attributes: one })))`,
  `cio.batch(rows.map((one) => {\n    return { type: 'person', action: 'identify', identifiers: { id: one.id }, attributes: { ...one } }\n  }))`,
  `cio.submitForm('form', DATA)`,
  `cdp.identify({ userId: user.id, traits: DATA })`,
  `cdp.track({ userId: user.id, event: 'seen', properties: DATA })`,
  `cdp.group({ userId: user.id, groupId: 'group', traits: DATA })`,
  `cdp.identify({ userId: user.id, traits: {}, context: { traits: DATA } })`,
  `app.sendEmail(new SendEmailRequest({ to: user.email, identifiers: { id: user.id }, transactional_message_id: 1, message_data: DATA }))`,
  `const request = new SendEmailRequest({ to: user.email, identifiers: { id: user.id }, transactional_message_id: 1, message_data: DATA })\napp.sendEmail(request)`,
  `app.triggerBroadcast(1, DATA, { segment: { id: 7 } })`,
  `app.createCollection({ name: 'all', data: [DATA] })`,
  `app.updateCollectionContent(1, rows)`,
  `app.updateCollectionContent(1, rows.map((one) => ({ ...one })))`,
  `cio.track(user.id, incoming)`,
  `cio.track(user.id, { name: 'seen', ...incoming })`,
  `cdp.track(message)`,
] as const

const statements = [
  'await CALL',
  'return CALL',
  'void CALL',
  'if (flag) await CALL',
  'if (flag) {\n    await CALL\n  }',
  'try {\n    await CALL\n  } catch (error) {\n    log(error)\n  }',
  'await Promise.all([CALL])',
  'const sent = CALL\n  await sent',
] as const

const styles: fc.Arbitrary<Style> = fc.record({
  semicolon: fc.constantFrom('', ';'),
  quote: fc.constantFrom("'", '"'),
  lineBreak: fc.constantFrom('\n', '\n', '\r\n'),
  mark: fc.constantFrom('', '', '\uFEFF'),
})

const heads: fc.Arbitrary<Head> = fc.record({
  start: fc.constantFrom(...starts),
  loading: fc.constantFrom(...loadings),
  runtime: fc.constantFrom(...runtimes),
  collision: fc.constantFrom(...collisions),
})

const functionPlans: fc.Arbitrary<FunctionPlan> = fc.record({
  site: fc.constantFrom(...sites),
  data: fc.constantFrom(...expressions),
  statement: fc.constantFrom(...statements),
  shape: fc.constantFrom(...shapes),
})

const plans = (languages: readonly Language[]): fc.Arbitrary<Plan> =>
  fc.record({
    language: fc.constantFrom(...languages),
    style: styles,
    head: heads,
    functions: fc.array(functionPlans, { minLength: 1, maxLength: 4 }),
  })

/** Programs of which TypeScript has something to say. */
export const typedPrograms: fc.Arbitrary<SendingProgram> = plans(['ts', 'ts', 'tsx', 'cts']).map(written)

/** Programs in JavaScript, as modules and as scripts. */
export const untypedPrograms: fc.Arbitrary<SendingProgram> = plans(['js', 'cjs', 'jsx']).map(written)

function written(plan: Plan): SendingProgram {
  const { style, language } = plan
  const lines = [...headOf(plan), ...plan.functions.map((one, index) => functionOf(one, index, plan)), '']
  const text = lines
    .join('\n')
    .replaceAll(';END', style.semicolon)
    .replaceAll("'", style.quote)
    .replaceAll('\n', style.lineBreak)
  const shebang = text.startsWith('#!')
  return { filename: `file.${language}`, text: shebang ? text : style.mark + text }
}

const isTypeScript = ({ language }: Plan): boolean =>
  language === 'ts' || language === 'tsx' || language === 'cts'

const classes = ['TrackClient', 'APIClient', 'PipelinesClient', 'SendEmailRequest'] as const

function headOf(plan: Plan): readonly string[] {
  const { head } = plan
  const lines: string[] = head.start === '' ? [] : [head.start + (head.start.startsWith("'") ? ';END' : '')]
  const isLate = head.loading === 'late'
  const late =
    head.runtime === 'late'
      ? [loadLine(plan, 'eslint-plugin-customerio/runtime', [['hashPii', 'hashPii']])]
      : []
  lines.push(...(isLate ? [] : sdkLines(plan)), ...(late.length > 0 ? [] : runtimeLines(plan)))
  lines.push(...declarations(plan))
  // Imports are hoisted; what is required is there only from its line on.
  lines.push(...(isLate ? sdkLines(plan) : []), ...late, ...collisionLines(plan), ...clientLines(plan))
  return lines
}

function loadLine(
  { language }: Plan,
  module: string,
  names: readonly (readonly [name: string, local: string])[],
): string {
  const isRequire = language === 'cjs'
  const list = names
    .map(([name, local]) => (name === local ? name : `${name}${isRequire ? ': ' : ' as '}${local}`))
    .join(', ')
  return isRequire
    ? `const { ${list} } = require('${module}');END`
    : `import { ${list} } from '${module}';END`
}

function sdkLines(plan: Plan): readonly string[] {
  const module = 'customerio-node'
  if (plan.head.loading === 'namespace') {
    const load =
      plan.language === 'cjs'
        ? `const sdk = require('${module}')`
        : plan.language === 'cts'
          ? `import sdk = require('${module}')`
          : `import * as sdk from '${module}'`
    return [`${load};END`, `const { ${classes.join(', ')} } = sdk;END`]
  }
  const isRenamed = plan.head.loading === 'renamed'
  const names = classes.map((name) => [name, isRenamed ? `Own${name}` : name] as const)
  return [
    loadLine(plan, module, names),
    ...(isRenamed ? [`const ${names.map(([name, local]) => `${name} = ${local}`).join(', ')};END`] : []),
  ]
}

function runtimeLines(plan: Plan): readonly string[] {
  const module = 'eslint-plugin-customerio/runtime'
  switch (plan.head.runtime) {
    case 'named':
      return [loadLine(plan, module, [['sanitizeAttributes', 'sanitizeAttributes']])]
    case 'renamed':
      return [loadLine(plan, module, [['sanitizeAttributes', 'clean']])]
    case 'namespace':
      return [
        plan.language === 'cjs'
          ? `const runtime = require('${module}');END`
          : `import * as runtime from '${module}';END`,
      ]
    case 'other':
      return [loadLine(plan, module, [['hashPii', 'hash']])]
    case 'type':
      return isTypeScript(plan) ? [`import type { SanitizerPolicy } from '${module}';END`] : []
    default:
      return []
  }
}

function declarations(plan: Plan): readonly string[] {
  if (!isTypeScript(plan)) {
    return [
      'const flag = process.argv.length > 2;END',
      'const log = (value) => console.log(value);END',
      `const load = async (id) => ({ id, ssn: '1' });END`,
    ]
  }
  return [
    'type User = { id: string; email: string; plan: string; ssn: string; address: { street: string; city: string } };END',
    'declare const flag: boolean;END',
    'declare function log(value: unknown): void;END',
    'declare function load(id: string): Promise<User>;END',
  ]
}

function collisionLines(plan: Plan): readonly string[] {
  const hasName = plan.head.runtime === 'named'
  switch (plan.head.collision) {
    case 'function':
      return hasName
        ? []
        : [`function sanitizeAttributes() {`, `  return 'mine';END`, `}`, 'log(sanitizeAttributes());END']
    case 'variable':
      return hasName ? [] : [`const sanitizeAttributes = 'mine';END`, 'log(sanitizeAttributes);END']
    case 'parameter':
      return [
        `const other = (sanitizeAttributes${isTypeScript(plan) ? ': string' : ''}) => log(sanitizeAttributes);END`,
        `other('mine');END`,
      ]
    case 'row':
      return [`const row = 'mine';END`, 'log(row);END']
    default:
      return []
  }
}

function clientLines(plan: Plan): readonly string[] {
  const key = isTypeScript(plan) ? `process.env['KEY'] ?? ''` : 'process.env.KEY'
  return [
    `const cio = new TrackClient('site', ${key});END`,
    `const app = new APIClient(${key});END`,
    `const cdp = new PipelinesClient(${key});END`,
  ]
}

function functionOf({ site, data, statement, shape }: FunctionPlan, index: number, plan: Plan): string {
  const isTs = isTypeScript(plan)
  const expression = !isTs && isTyped(data) ? 'user' : data
  const lines = site.replace('DATA', () => expression).split('\n')
  const isCall = (line: string): boolean => /^(?:cio|cdp|app)\./.test(line)
  const start = lines.findIndex(isCall)
  const call = lines.slice(start).join('\n')
  const before = lines.slice(0, start).join('\n')
  const body = [before === '' ? '' : `  ${before};END`, `  ${statement.replace('CALL', () => call)};END`]
    .filter((line) => line !== '')
    .join('\n')
    .replaceAll(/([}])(;END)$/g, (whole, brace: string) =>
      /^ *(?:if|try)/.test(statement) && statement.endsWith('}') ? brace : whole,
    )
  const parameters = parametersOf(isTs)
  const [type, generic] =
    isTs && shape === 'generic'
      ? ['<T extends { id: string; ssn: string }>', 'generic: T']
      : ['', isTs ? 'generic: { id: string; [key: string]: unknown }' : 'generic']
  const list = `(${[...parameters, generic].join(', ')})`
  const name = `f${String(index)}`
  const exported = plan.language === 'cjs' ? `exports.${name} = ` : `export `
  switch (shape) {
    case 'arrow':
      return plan.language === 'cjs'
        ? `${exported}async ${list} => {\n${body}\n};END`
        : `export const ${name} = async ${list} => {\n${body}\n};END`
    case 'method':
      return `${plan.language === 'cjs' ? `exports.C${String(index)} = ` : 'export '}class C${String(index)} {\n  async ${name}${list} {\n${body}\n  }\n}`
    case 'nested':
      return `${exported}function ${name}${list} {\n  const inner = async () => {\n${body}\n  };END\n  return inner();END\n}`
    default:
      return `${exported}async function ${name}${type}${list} {\n${body}\n}`
  }
}

function parametersOf(isTs: boolean): readonly string[] {
  const types: Readonly<Record<string, string>> = {
    user: 'User',
    body: 'Record<string, unknown>',
    anything: 'any',
    maybe: 'User | undefined',
    rows: 'User[]',
    incoming: '{ name: string; data: User }',
    message: '{ userId: string; event: string; properties: Record<string, unknown> }',
  }
  return Object.entries(types).map(([name, type]) => (isTs ? `${name}: ${type}` : name))
}
