import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import * as parser from '@typescript-eslint/parser'
import type { TSESTree } from '@typescript-eslint/utils'
import { describe, expect, it } from 'vitest'

import { membersIn } from '../../src/project/member-text.ts'
import { dedent } from '../support/marked-code.ts'

const names = (text: string) => membersIn(dedent(text))?.members.map(({ name }) => name)

describe('the members of a statement', () => {
  it('are those of a class', () => {
    const code = `
      export abstract class Crm<T extends { id: string }> extends Base implements Port {
        static readonly shared = new Crm()
        #key: string
        readonly client?: TrackClient
        private queue!: Queue
        'quoted-name' = 1

        static {
          Crm.shared.start()
        }

        constructor(private readonly config: Config) {
          super()
        }

        get api() {
          return this.client
        }

        async *pages(
          id: string,
        ) {
          if (id) {
            yield id
          }
        }

        protected override async identify<U>(user: U): Promise<void> {
          await this.client.identify(user)
        }

        arrow = async () => {}
        [Symbol.iterator]() {}
      }
    `
    expect(names(code)).toEqual([
      ...['shared', '#key', 'client', 'queue', 'quoted-name', 'constructor', 'constructor', 'api', 'pages'],
      ...['identify', 'arrow', null],
    ])
  })

  it('are those of an object', () => {
    const code = `
      export const crm: Crm = {
        key,
        ...defaults,
        'a-b': 1,
        nested: {
          inner: 2,
        },
        async identify(user) {
          return send(user)
        },
        track: (name) => send(name),
        last
      } satisfies Crm
    `
    expect(names(code)).toEqual(['key', null, 'a-b', 'nested', 'identify', 'track', 'last'])
    expect(names('export default {\n  send() {},\n}')).toEqual(['send'])
  })

  it('begin with their decorators', () => {
    const code = `
      class Listener {
        @Inject() private readonly users: Users
        @OnEvent('user.created')
        async created(user) {}
        @OnEvent(
          'user.deleted',
        )
        @Retry(3)
        deleted(user) {}
      }
    `
    expect(names(code)).toEqual(['users', 'created', 'deleted'])
    expect(membersIn(dedent(code))?.members[2]?.text).toContain('user.deleted')
  })

  it('do not begin with every line', () => {
    const code = `
      class Queries {
        all = sql\`
          select * from users
        where id in (
          1
        )
        \`
        one() {
          return 1
        }
      }
    `
    expect(names(code)).toEqual(['all', 'one'])
  })

  it.each([
    ['a function', 'function send() {\n  return 1\n}'],
    ['a call', 'export const crm = make({\n  key: 1,\n})'],
    ['one line', 'class Crm { send() {} }'],
    ['a block that ends with the inner one', 'class Crm {\n  send() {\n  if (a) {\n  b: 1\n  }\n  }\n}'],
    ['a template that hides members', 'class Crm {\n  a = `\n  b() {\n  `\n}'],
  ])('do not show in %s', (_, code) => {
    expect(membersIn(code)).toBeNull()
  })

  it('stand before none in an empty body', () => {
    expect(names('class Crm extends Base {\n}')).toEqual([])
  })
})

describe('the classes of this project', () => {
  const folder = join(import.meta.dirname, '../../src')
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((file) =>
    file.endsWith('.ts'),
  )
  const classes = files.flatMap((file) => {
    const text = readFileSync(join(folder, file), 'utf8')
    return parser
      .parse(text, { range: true })
      .body.map((node) => (node.type === 'ExportNamedDeclaration' ? (node.declaration ?? node) : node))
      .filter((node): node is TSESTree.ClassDeclaration => node.type === 'ClassDeclaration')
      .map((node) => ({ text: text.slice(...node.range), node }))
  })

  it('have the members that a parser finds, unless they do not show', () => {
    const shown = classes.filter(({ text }) => membersIn(text))
    expect(shown.length).toBeGreaterThan(0.9 * classes.length)
    for (const { text, node } of shown) {
      const parsed = node.body.body.flatMap((member) => {
        if (!('key' in member)) return 'constructor'
        const { key } = member
        if (key.type === 'PrivateIdentifier') return `#${key.name}`
        return key.type === 'Identifier' && !member.computed ? key.name : null
      })
      expect(
        membersIn(text)?.members.map(({ name }) => name),
        node.id?.name,
      ).toEqual(parsed)
    }
  })
})
