// Which texts can an expression build? `{}` stands for what is computed.
import { describe, expect, it } from 'vitest'

import { patternText, textPatternsOf } from '../../src/ast/text-pattern.ts'
import { Tracer } from '../../src/ast/tracer.ts'
import { markedCode } from '../support/marked-code.ts'

function textsIn(sample: string): readonly string[] {
  const code = markedCode(sample)
  return textPatternsOf(code.nodeAt('text'), new Tracer(code.sourceCode)).map(patternText)
}

describe('the texts of', () => {
  it.each([
    ['a literal', `/* text */ 'a'`, ['a']],
    ['a number', `/* text */ 5`, ['5']],
    ['something else', `/* text */ /a/`, ['{}']],
    ['a template', 'const a = "x"; /* text */ `${a}/${b}`', ['x/{}']],
    ['a sum', `/* text */ 'a' + b + 'c'`, ['a{}c']],
    ['a difference', `/* text */ (a - b)`, ['{}']],
    ['a choice', `/* text */ c ? 'a' : 'b'`, ['a', 'b']],
    ['a default', `/* text */ process.env.A ?? 'b'`, ['{}', 'b']],
    ['a condition', `/* text */ on && 'b'`, ['b']],
    [
      'choices in a row',
      `const h = eu ? 'e' : 'u'; /* text */ h + '/' + (v ? 1 : 2)`,
      ['e/1', 'e/2', 'u/1', 'u/2'],
    ],
    ['a text that is trimmed and replaced in', `/* text */ 'a/'.trim().replace(/x/, '')`, ['a/']],
    ['concat', `/* text */ 'a'.concat('b', c)`, ['ab{}']],
    ['a joined list', `/* text */ ['a', b, 'c'].join('/')`, ['a/{}/c']],
    ['a list joined without a separator', `/* text */ ['a', 'b'].join()`, ['a,b']],
    ['a list joined by nothing', `/* text */ ['a', , 'b'].join('')`, ['ab']],
    ['a list joined by what is not known', `/* text */ ['a', 'b'].join(separator)`, ['{}']],
    ['a list that is no literal', `/* text */ parts.join('/')`, ['{}']],
    ['String', `/* text */ String('a')`, ['a']],
    ['encodeURI', '/* text */ encodeURI(`a/${b}`)', ['a/{}']],
    ['a function of the file', 'const at = (path) => `a/${path}`; /* text */ at("b")', ['a/b']],
    [
      'a function that destructures',
      'const at = ({ path }) => `a/${path}`; /* text */ at({ path: "b" })',
      ['a/b'],
    ],
    [
      'a function that destructures deeply',
      'const at = ({ on: { path } }) => path; /* text */ at({ on: { path: "b" } })',
      ['b'],
    ],
    [
      'a function given what is not known',
      'const at = ({ path }) => `a/${path}`; /* text */ at(options)',
      ['a/{}'],
    ],
    ['a function that is given too little', 'const at = (path) => `a/${path}`; /* text */ at()', ['a/{}']],
    [
      'a function that calls itself',
      `const f = (n) => n ? f(n - 1) + 'a' : 'b'; /* text */ f(3)`,
      ['{}a', 'b'],
    ],
    ['a function that is not there', `/* text */ f('a')`, ['{}']],
    ['a member of an object', `const c = { a: { b: 'x' } }; /* text */ c.a.b`, ['x']],
    ['a member by a computed name', `const c = { a: 'x', b: 'y' }; /* text */ c[name]`, ['x', 'y']],
    [
      'a memoised object',
      `let c; const get = () => (c ??= { url: 'x' }); /* text */ get().url + '/a'`,
      ['x/a'],
    ],
    ['what is put behind it', `let u = 'a'; u += '/'; u += b; /* text */ u`, ['a/{}']],
    ['what may be put behind it', `let u = 'a'; if (b) { u += '?b' } /* text */ u`, ['a', 'a?b']],
    ['what is put behind it later', `let u = 'a'; f(/* text */ u); u += '/b'`, ['a']],
    ['what is put behind it in a loop', `let u = 'a'; for (const b of c) u += b; /* text */ u`, ['a', 'a{}']],
    ['what is put behind another value', `let u = 'a'; u += 'b'; u = 'c'; /* text */ u`, ['a', 'c']],
    ['an object nobody knows', `/* text */ config.url`, ['{}']],
  ])('%s', (_situation, sample, texts) => {
    expect(textsIn(sample)).toEqual(texts)
  })
})

describe('a URL', () => {
  it.each([
    ['alone', `/* text */ new URL('https://a.b/c')`, 'https://a.b/c'],
    ['a path from the root', `/* text */ new URL('/d', 'https://a.b/c/e')`, 'https://a.b/d'],
    ['a path beside the base', `/* text */ new URL('d', 'https://a.b/c/e')`, 'https://a.b/c/d'],
    ['a path in the folder of the base', `/* text */ new URL('d', 'https://a.b/c/')`, 'https://a.b/c/d'],
    ['a path below a bare host', `/* text */ new URL('d', 'https://a.b')`, 'https://a.b/d'],
    [
      'a whole URL, whatever the base',
      `/* text */ new URL('https://x.y/z', 'https://a.b/c')`,
      'https://x.y/z',
    ],
    ['a computed path', `/* text */ new URL(path, 'https://a.b/c/')`, 'https://a.b/c/{}'],
    ['a template as the path', '/* text */ new URL(`/d/${id}`, "https://a.b/c")', 'https://a.b/d/{}'],
    ['a computed end of the base', '/* text */ new URL("d", `https://a.b/${v}/`)', 'https://a.b/{}/d'],
    [
      'a computed host and a path from the root',
      '/* text */ new URL("/d", `https://a${r}.b/c`)',
      'https://a{}.b/c/d',
    ],
    ['its href', `/* text */ new URL('/d', 'https://a.b').href`, 'https://a.b/d'],
    ['as text', `const url = new URL('/d', 'https://a.b'); /* text */ url.toString()`, 'https://a.b/d'],
    ['another class', `/* text */ new Link('/d', 'https://a.b')`, '{}'],
    ['nothing', `/* text */ new URL()`, '{}'],
    ['a request', `/* text */ new Request('https://a.b/c', init)`, 'https://a.b/c'],
  ])('%s', (_situation, sample, text) => {
    expect(textsIn(sample)).toEqual([text])
  })
})

describe('what would take too long', () => {
  it('is cut: more alternatives than say anything', () => {
    const choices = Array.from({ length: 20 }, (_, index) => `'${index}'`).join(' || ')
    expect(textsIn(`/* text */ (${choices})`).length).toBeLessThan(13)
  })

  it('is cut: choices behind choices', () => {
    const sum = Array.from({ length: 30 }, () => `(c ? 'a' : 'b')`).join(' + ')
    expect(textsIn(`/* text */ ${sum}`).length).toBeLessThan(13)
  })

  it('ends: a variable that is made from itself', () => {
    expect(textsIn(`let a = 'x'; a = a + 'y'; /* text */ a`).length).toBeGreaterThan(0)
  })

  it('ends: a variable that is made from itself several times', () => {
    expect(textsIn(`let a = 'x'; a = (a + '/' + a) || (a + '?' + a); /* text */ a`).length).toBeGreaterThan(0)
  })
})
