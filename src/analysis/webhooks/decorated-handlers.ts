// Which methods of a class answer requests, by their decorators?
import type { TSESTree } from '@typescript-eslint/utils'

import { decoratorsOf } from '../../ast/decorators.ts'
import type { ClassNode } from '../../ast/source-file.ts'
import { isFunction } from '../../ast/source-file.ts'
import { keyName, staticStringOf } from '../../ast/static-value.ts'
import { unwrap } from '../../ast/unwrap.ts'
import type { RequestHandler } from './request-handlers.ts'

const routeDecorators = /^(?:Post|All|Put|HttpPost|HttpCode|Route)$/
const routingDecorators = /^(?:Post|All|Put|HttpPost)$/
const controllerDecorators = /^(?:Controller|JsonController|RestController|Route)$/

/** The handlers of a controller: `@Controller('webhooks') class … { @Post('customerio') handle() {} }`. */
export function decoratedHandlers(node: ClassNode): readonly RequestHandler[] {
  const controller = decoratorsOf(node).find((one) => controllerDecorators.test(nameOfDecorator(one)))
  if (!controller) return []
  const around = [...textsOf(controller), ...(node.id ? [node.id.name] : [])]
  return node.body.body.flatMap((member) => {
    if (member.type !== 'MethodDefinition' || !isFunction(member.value)) return []
    const route = decoratorsOf(member).find((one) => routingDecorators.test(nameOfDecorator(one)))
    if (!route) return []
    const others = [node, member, ...member.value.params].flatMap(decoratorsOf)
    return [
      {
        node: member.key,
        functions: [member.value],
        before: others.filter((one) => one !== route && one !== controller && !isHarmless(one)),
        names: [...around, ...textsOf(route), keyName(member.key, member.computed) ?? ''],
        router: null,
      },
    ]
  })
}

/** The name of a decorator: `UseGuards` of `@UseGuards(AuthGuard('jwt'))`. */
function nameOfDecorator({ expression }: TSESTree.Decorator): string {
  const called = expression.type === 'CallExpression' ? unwrap(expression.callee) : expression
  return called.type === 'Identifier' ? called.name : ''
}

function isHarmless(decorator: TSESTree.Decorator): boolean {
  const name = nameOfDecorator(decorator)
  return routeDecorators.test(name) || /^(?:Api|Body|Req|Res|Query|Param|Headers?|RawBody)/.test(name)
}

/** `@Post('a')`, `@Controller({ path: 'a' })` */
function textsOf({ expression }: TSESTree.Decorator): readonly string[] {
  if (expression.type !== 'CallExpression') return []
  return expression.arguments.flatMap((argument) => {
    if (argument.type !== 'ObjectExpression') return staticStringOf(argument) ?? []
    return argument.properties.flatMap((property) => {
      if (property.type !== 'Property' || keyName(property.key, property.computed) !== 'path') return []
      return staticStringOf(property.value) ?? []
    })
  })
}
