// Structured programs made at random: once as source to read, once as the same source that watches itself run.
import fc from 'fast-check'

export type Expr =
  | { t: 'name'; i: number }
  | { t: 'not' | 'boolean'; e: Expr }
  | { t: 'logical'; op: '&&' | '||' | '??'; l: Expr; r: Expr }
  | { t: 'choice'; c: Expr; x: Expr; y: Expr }
  | { t: 'equals'; e: Expr; op: '===' | '!=='; value: boolean }
  | { t: 'call'; name: 'q' | 'at' | 'hit0' | 'hit1' | 'boom' | 'flip' }
  | { t: 'assign'; i: number; op: '=' | '&&=' | '||=' | '??='; e: Expr }
  | { t: 'destructure'; i: number; e: Expr }
  | { t: 'comma'; l: Expr; r: Expr }
  | { t: 'chain'; call: boolean; e: Expr }
  | { t: 'inPlace'; body: Stmt[] }
  | { t: 'run'; i: number }
  | { t: 'constant'; value: boolean }

export type Stmt =
  | { t: 'expr' | 'throw'; e: Expr }
  | { t: 'return'; e: Expr | null }
  | { t: 'if'; c: Expr; x: Stmt[]; y: Stmt[] | null }
  | { t: 'while' | 'doWhile'; label: boolean; c: Expr; body: Stmt[] }
  | { t: 'for'; label: boolean; c: Expr | null; u: Expr; body: Stmt[] }
  | { t: 'forOf'; label: boolean; i: number; fresh: boolean; body: Stmt[] }
  | { t: 'switch'; d: Expr; cases: { test: Expr | null; body: Stmt[] }[] }
  | { t: 'try'; body: Stmt[]; handler: Stmt[] | null; finalizer: Stmt[] | null }
  | { t: 'labelled' | 'block'; body: Stmt[] }
  | { t: 'break' | 'continue'; label: number | null }
  | { t: 'function'; hoisted: boolean; body: Stmt[] }

const name = fc.nat({ max: 5 })

const variable = fc.record({ t: fc.constant('name' as const), i: name })
const call = fc.record({
  t: fc.constant('call' as const),
  name: fc.constantFrom('q', 'q', 'at', 'at', 'hit0', 'hit1', 'boom', 'flip'),
})

/** Tests as they are written most: of one variable, or two. */
const plainTest: fc.Arbitrary<Expr> = fc.oneof(
  variable,
  variable.map((e): Expr => ({ t: 'not', e })),
  fc.record({
    t: fc.constant('logical' as const),
    op: fc.constantFrom('&&', '||'),
    l: variable,
    r: variable.map((e): Expr => ({ t: 'not', e })),
  }),
)

const plainStatement: fc.Arbitrary<Stmt> = fc
  .oneof(
    fc.constant<Expr>({ t: 'call', name: 'at' }),
    call,
    fc.record({ t: fc.constant('assign' as const), i: name, op: fc.constant('=' as const), e: call }),
    fc.record({ t: fc.constant('run' as const), i: name }),
  )
  .map((e): Stmt => ({ t: 'expr', e }))

const { stmts } = fc.letrec<{ expr: Expr; leaf: Expr; stmt: Stmt; stmts: Stmt[]; guard: Stmt }>((tie) => ({
  leaf: fc.oneof({ weight: 6, arbitrary: variable }, { weight: 4, arbitrary: call }),
  expr: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    tie('leaf'),
    tie('leaf'),
    fc.record({ t: fc.constantFrom('not', 'not', 'boolean'), e: tie('expr') }),
    fc.record({
      t: fc.constant('logical' as const),
      op: fc.constantFrom('&&', '||', '??'),
      l: tie('expr'),
      r: tie('expr'),
    }),
    fc.record({ t: fc.constant('choice' as const), c: tie('expr'), x: tie('expr'), y: tie('expr') }),
    fc.record({
      t: fc.constant('equals' as const),
      e: tie('expr'),
      op: fc.constantFrom('===', '!=='),
      value: fc.boolean(),
    }),
    fc.record({
      t: fc.constant('assign' as const),
      i: name,
      op: fc.constantFrom('=', '=', '=', '&&=', '||=', '??='),
      e: tie('expr'),
    }),
    fc.record({ t: fc.constant('destructure' as const), i: name, e: tie('expr') }),
    fc.record({ t: fc.constant('comma' as const), l: tie('expr'), r: tie('expr') }),
    fc.record({ t: fc.constant('chain' as const), call: fc.boolean(), e: tie('expr') }),
    fc.record({ t: fc.constant('inPlace' as const), body: tie('stmts') }),
    fc.record({ t: fc.constant('run' as const), i: name }),
    fc.record({ t: fc.constant('constant' as const), value: fc.boolean() }),
  ),
  guard: fc.record({
    t: fc.constant('if' as const),
    c: fc.oneof({ weight: 3, arbitrary: plainTest }, { weight: 1, arbitrary: tie('expr') }),
    x: fc
      .oneof(
        fc.record({ t: fc.constant('return' as const), e: fc.option(tie('leaf')) }),
        fc.record({ t: fc.constant('throw' as const), e: tie('leaf') }),
        fc.record({ t: fc.constantFrom('break', 'continue'), label: fc.option(fc.nat({ max: 2 })) }),
      )
      .map((leave): Stmt[] => [leave]),
    y: fc.constant(null),
  }),
  stmt: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    { weight: 6, arbitrary: plainStatement },
    { weight: 3, arbitrary: tie('guard') },
    fc.record({ t: fc.constant('expr' as const), e: tie('expr') }),
    fc.record({
      t: fc.constant('if' as const),
      c: fc.oneof(plainTest, tie('expr')),
      x: tie('stmts'),
      y: fc.option(tie('stmts')),
    }),
    fc.record({
      t: fc.constantFrom('while', 'doWhile'),
      label: fc.boolean(),
      c: tie('expr'),
      body: tie('stmts'),
    }),
    fc.record({
      t: fc.constant('for' as const),
      label: fc.boolean(),
      c: fc.option(tie('expr')),
      u: tie('expr'),
      body: tie('stmts'),
    }),
    fc.record({
      t: fc.constant('forOf' as const),
      label: fc.boolean(),
      i: name,
      fresh: fc.boolean(),
      body: tie('stmts'),
    }),
    fc.record({
      t: fc.constant('switch' as const),
      d: tie('expr'),
      cases: fc.array(fc.record({ test: fc.option(tie('expr'), { freq: 4 }), body: tie('stmts') }), {
        maxLength: 3,
      }),
    }),
    fc.record({
      t: fc.constant('try' as const),
      body: tie('stmts'),
      handler: fc.option(tie('stmts')),
      finalizer: fc.option(tie('stmts')),
    }),
    fc.record({ t: fc.constantFrom('labelled', 'block'), body: tie('stmts') }),
    fc.record({ t: fc.constantFrom('break', 'continue'), label: fc.option(fc.nat({ max: 2 })) }),
    fc.record({ t: fc.constant('return' as const), e: fc.option(tie('expr')) }),
    fc.record({ t: fc.constant('throw' as const), e: tie('leaf') }),
    fc.record({ t: fc.constant('function' as const), hoisted: fc.boolean(), body: tie('stmts') }),
  ),
  stmts: fc.array(tie('stmt'), { maxLength: 5, depthIdentifier: 'stmts' }),
}))

/** The body of the function to study. */
export const programs: fc.Arbitrary<Stmt[]> = fc
  .array(stmts, { minLength: 1, maxLength: 3 })
  .map((lists) => lists.flat())
