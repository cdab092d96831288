import { describe, expect, it } from 'vitest'

import { allNodes, bothParsers, dedent, markedCode } from './marked-code.ts'

describe.each(bothParsers)('markedCode with %s', (parser) => {
  it('marks the largest node that starts after the comment', () => {
    const code = markedCode(
      `
        import x from 'y'
        const /* declarator */ a = (/* object */ x).b
        /* call */ a.b(/* argument */ 1 + 2)
        if (a) /* statement */ return_()
        /* declaration */ function return_() { /* return */ return { /* property */ key: 1 } }
      `,
      { parser },
    )
    const marked = [...code.nodes].map(([name, nodes]) => [
      name,
      nodes.map((node) => `${node.type} ${code.textOf(node)}`),
    ])
    expect(Object.fromEntries(marked)).toEqual({
      declarator: ['VariableDeclarator a = (/* object */ x).b'],
      object: ['Identifier x'],
      call: ['CallExpression a.b(/* argument */ 1 + 2)'],
      argument: ['BinaryExpression 1 + 2'],
      statement: ['CallExpression return_()'],
      declaration: [
        'FunctionDeclaration function return_() { /* return */ return { /* property */ key: 1 } }',
      ],
      return: ['ReturnStatement return { /* property */ key: 1 }'],
      property: ['Property key: 1'],
    })
  })

  it('keeps several nodes of one name in source order and finds a node of a unique name', () => {
    const code = markedCode('/* twice */ a; /* twice */ b; /* once */ c', { parser })
    expect(code.nodes.get('twice')?.map(code.textOf)).toEqual(['a', 'b'])
    expect(code.textOf(code.nodeAt('once'))).toBe('c')
    expect(() => code.nodeAt('twice')).toThrow('2 nodes are marked')
    expect(() => code.nodeAt('never')).toThrow('0 nodes are marked')
  })

  it('sets parents and resolves scopes as ESLint does', () => {
    const code = markedCode('const a = 1; f(/* read */ a)', { parser })
    const read = code.nodeAt('read')
    expect(read.parent?.type).toBe('CallExpression')
    expect(
      code.scopeManager.scopes.some((scope) => scope.references.some((one) => one.identifier === read)),
    ).toBe(true)
    for (const node of allNodes(code.program, code.visitorKeys)) {
      if (node.type !== 'Program') expect(node.parent, code.textOf(node)).toBeTruthy()
    }
  })

  it('refuses a sample that does not parse, and a marker before nothing', () => {
    expect(() => markedCode('const = 1', { parser })).toThrow(SyntaxError)
    expect(() => markedCode('f() /* end */', { parser })).toThrow('No node starts after the marker')
  })

  it('reads JSX and CommonJS when asked', () => {
    expect(markedCode('const a = /* jsx */ <b/>', { parser, jsx: true }).nodeAt('jsx').type).toBe(
      'JSXElement',
    )
    expect(markedCode('/* return */ return', { parser, sourceType: 'commonjs' }).nodeAt('return').type).toBe(
      'ReturnStatement',
    )
  })
})

describe('dedent', () => {
  it('removes shared indentation and keeps the relative one', () => {
    expect(dedent('\n    a {\n      b\n\n    }\n  ')).toBe('a {\n  b\n\n}')
  })
})
