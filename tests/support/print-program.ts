// Writes a random program, either plainly or so that it reports what happens while it runs.
import type { Expr, Stmt } from './random-program.ts'

/** What the watching version checks at each `at(n)`: expressions that must be true there. */
export type Checks = ReadonlyMap<number, readonly string[]>

interface Scope {
  readonly names: readonly string[]
  readonly callable: readonly string[]
  readonly labels: readonly { name: string; loop: boolean }[]
  readonly inLoop: boolean
  readonly breakable: boolean
}

const variables = ['a', 'b', 'a', 'm']

/**
 * The program: module-level `m`, which `flip` changes, and `study(a, b)`. Calls and statements carry numbers that
 * both versions share: `q(n)` any value, `at(n)` a place to ask about, `hit0(n)`/`hit1(n)` events, `boom(n)` may
 * throw, a statement marker n stands before statement n, which `done(n)` follows in the watching version.
 */
export function printProgram(body: readonly Stmt[], checks: Checks | null): string {
  return new Printer(checks).program(body)
}

class Printer {
  readonly #checks: Checks | null
  #calls = 0
  #statements = 0
  #bindings = 0

  constructor(checks: Checks | null) {
    this.#checks = checks
  }

  program(body: readonly Stmt[]): string {
    const scope = { names: variables, callable: [], labels: [], inLoop: false, breakable: false }
    const text = this.#list(body, scope)
    return `let m = q(0)\nfunction flip(n) { return (m = q(n)) }\nfunction study(a, b) {\n${text}\n}\n`
  }

  #list(statements: readonly Stmt[], outer: Scope): string {
    const hoisted = new Map(
      statements.flatMap((one) =>
        one.t === 'function' && one.hoisted ? [[one, this.#newName('f')] as const] : [],
      ),
    )
    let scope: Scope = { ...outer, callable: [...outer.callable, ...hoisted.values()] }
    const lines: string[] = []
    for (const statement of statements) {
      if (statement.t !== 'function') {
        lines.push(this.#statement(statement, scope))
        continue
      }
      const declared = hoisted.get(statement)
      const name = declared ?? this.#newName('f')
      // Functions do not call themselves: what was last seen belongs to one run.
      const body = this.#functionBody(statement.body, declared === undefined ? scope : outer, name)
      lines.push(declared === undefined ? this.#constant(name, body) : this.#declaration(name, body))
      if (declared === undefined) scope = { ...scope, callable: [...scope.callable, name] }
    }
    return lines.join('\n')
  }

  #functionBody(body: readonly Stmt[], scope: Scope, name: string): string {
    const callable = scope.callable.filter((one) => one !== name)
    return this.#list(body, { ...scope, callable, labels: [], inLoop: false, breakable: false })
  }

  #constant(name: string, body: string): string {
    return this.#checks
      ? `const ${name} = () => activation('${name}', () => {\n${body}\n});`
      : `const ${name} = () => {\n${body}\n};`
  }

  #declaration(name: string, body: string): string {
    return this.#checks
      ? `function ${name}() { return activation('${name}', () => {\n${body}\n}) }`
      : `function ${name}() {\n${body}\n}`
  }

  #statement(statement: Exclude<Stmt, { t: 'function' }>, scope: Scope): string {
    const n = ++this.#statements
    const text = this.#plainStatement(statement, scope)
    return this.#checks ? `${text}\ndone(${n});` : `/* s${n} */ ${text}`
  }

  #plainStatement(statement: Exclude<Stmt, { t: 'function' }>, scope: Scope): string {
    const block = (body: readonly Stmt[], inner: Scope = scope): string => `{\n${this.#list(body, inner)}\n}`
    switch (statement.t) {
      case 'expr':
        return `${this.#expr(statement.e, scope)};`
      case 'throw':
        return `throw ${this.#expr(statement.e, scope)};`
      case 'return':
        return statement.e ? `return ${this.#expr(statement.e, scope)};` : 'return;'
      case 'if': {
        const test = this.#expr(statement.c, scope)
        const consequent = block(statement.x)
        return `if (${test}) ${consequent}${statement.y ? ` else ${block(statement.y)}` : ''}`
      }
      case 'while':
      case 'doWhile':
      case 'for':
      case 'forOf':
        return this.#loop(statement, scope)
      case 'switch':
        return this.#switch(statement, scope)
      case 'try':
        return this.#try(statement, scope)
      case 'block':
        return block(statement.body)
      case 'labelled': {
        const label = this.#newName('l')
        const labels = [...scope.labels, { name: label, loop: false }]
        return `${label}: ${block(statement.body, { ...scope, labels })}`
      }
      case 'break':
      case 'continue':
        return this.#jump(statement, scope)
    }
  }

  #loop(loop: Extract<Stmt, { t: 'while' | 'doWhile' | 'for' | 'forOf' }>, scope: Scope): string {
    const label = loop.label ? this.#newName('l') : null
    const fresh = loop.t === 'forOf' && loop.fresh ? this.#newName('k') : null
    const inner: Scope = {
      ...scope,
      names: fresh ? [fresh, fresh, ...scope.names] : scope.names,
      labels: label ? [...scope.labels, { name: label, loop: true }] : scope.labels,
      inLoop: true,
      breakable: true,
    }
    const body = (): string => `{${this.#checks ? ' tick();' : ''}\n${this.#list(loop.body, inner)}\n}`
    const prefix = label ? `${label}: ` : ''
    switch (loop.t) {
      case 'while': {
        const test = this.#expr(loop.c, scope)
        return `${prefix}while (${test}) ${body()}`
      }
      case 'doWhile': {
        const text = body()
        return `${prefix}do ${text} while (${this.#expr(loop.c, scope)});`
      }
      case 'for': {
        const test = loop.c ? this.#expr(loop.c, scope) : ''
        const update = this.#expr(loop.u, scope)
        return `${prefix}for (; ${test}; ${update}) ${body()}`
      }
      case 'forOf': {
        const target = fresh ? `const ${fresh}` : variables[loop.i % variables.length]
        return `${prefix}for (${target} of items(${++this.#calls})) ${body()}`
      }
    }
  }

  #switch({ d, cases }: Extract<Stmt, { t: 'switch' }>, scope: Scope): string {
    const discriminant = this.#expr(d, scope)
    let hasDefault = false
    const texts = cases.map(({ test, body }) => {
      const isDefault = test === null && !hasDefault
      hasDefault ||= isDefault
      const head = isDefault ? 'default' : `case ${test ? this.#expr(test, scope) : 'true'}`
      // The empty statement keeps TypeScript from reading `case (a = b): {` as the head of an arrow function.
      return `${head}: ; {\n${this.#list(body, { ...scope, breakable: true })}\n}`
    })
    return `switch (${discriminant}) {\n${texts.join('\n')}\n}`
  }

  #try({ body, handler, finalizer }: Extract<Stmt, { t: 'try' }>, scope: Scope): string {
    const watch = (call: string): string => (this.#checks ? ` ${call};` : '')
    const text = `try {\n${this.#list(body, scope)}\n}`
    const clause = handler
      ? ` catch${this.#checks ? ' (error)' : ''} {${watch('passOn(error)')}\n${this.#list(handler, scope)}\n}`
      : ''
    if (handler && !finalizer) return text + clause
    return `${text}${clause} finally {${watch('passOn()')}\n${this.#list(finalizer ?? [], scope)}\n}`
  }

  #jump({ t, label }: Extract<Stmt, { t: 'break' | 'continue' }>, scope: Scope): string {
    const labels = t === 'break' ? scope.labels : scope.labels.filter((one) => one.loop)
    const target = label === null ? undefined : labels[label % Math.max(1, labels.length)]
    if (target) return `${t} ${target.name};`
    return (t === 'break' ? scope.breakable : scope.inLoop) ? `${t};` : ';'
  }

  #expr(expr: Expr, scope: Scope): string {
    const read = (inner: Expr): string => this.#expr(inner, scope)
    switch (expr.t) {
      case 'name':
        return scope.names[expr.i % scope.names.length] ?? 'a'
      case 'constant':
        return String(expr.value)
      case 'not':
        return `!${read(expr.e)}`
      case 'boolean':
        return `Boolean(${read(expr.e)})`
      case 'logical':
        return `(${read(expr.l)} ${expr.op} ${read(expr.r)})`
      case 'choice':
        return `(${read(expr.c)} ? ${read(expr.x)} : ${read(expr.y)})`
      case 'equals':
        return `(${read(expr.e)} ${expr.op} ${expr.value})`
      case 'call':
        return this.#call(expr.name)
      case 'assign':
        return `(${variables[expr.i % variables.length]} ${expr.op} ${read(expr.e)})`
      case 'destructure':
        return `({ x: ${variables[expr.i % variables.length]} = ${read(expr.e)} } = pick(${++this.#calls}))`
      case 'comma':
        return `(${read(expr.l)}, ${read(expr.r)})`
      case 'chain':
        return expr.call
          ? `maybe(${++this.#calls})?.(${read(expr.e)})`
          : `maybe(${++this.#calls})?.q(${++this.#calls}, ${read(expr.e)})`
      case 'inPlace':
        return `(() => {\n${this.#functionBody(expr.body, scope, '')}\n})()`
      case 'run': {
        const fn = scope.callable[expr.i % Math.max(1, scope.callable.length)]
        return fn === undefined ? this.#call('q') : `${fn}()`
      }
    }
  }

  #call(name: string): string {
    const n = ++this.#calls
    const checks = name === 'at' ? (this.#checks?.get(n) ?? []) : []
    return checks.length > 0
      ? `${name}(${n}, [${checks.map((check) => `() => ${check}`).join(', ')}])`
      : `${name}(${n})`
  }

  #newName(prefix: string): string {
    return `${prefix}${++this.#bindings}`
  }
}
