// Is this file written for the browser, by its directive or its name?
import path from 'node:path'

import type { TSESTree } from '@typescript-eslint/utils'

import type { FileIndex } from '../../ast/file-index.ts'
import { staticStringOf } from '../../ast/static-value.ts'

/** What says that the file runs in the browser. */
export type BrowserEvidence = "'use client'" | '.client'

/** Frameworks that give `*.client.*` this meaning do not run such files on a server: these say that one does. */
const serverModule = /^(?:node:|@nestjs\/|server-only$|(?:express|fastify|koa|fs|http|https|crypto|path)$)/

/** Why a file counts as browser code; `null` when nothing says so. */
export function browserEvidenceOf(index: FileIndex, filename: string): BrowserEvidence | null {
  const { body } = index.file.ast
  if (body.some((statement) => 'directive' in statement && statement.directive === 'use client')) {
    return "'use client'"
  }
  const isNamed = /\.client\.(?:[\w-]+\.)*[cm]?[jt]sx?$/.test(path.basename(filename))
  return isNamed && !modulesIn(index).some((module) => serverModule.test(module)) ? '.client' : null
}

function modulesIn({ file, calls }: FileIndex): readonly string[] {
  const imported = file.ast.body.flatMap((statement: TSESTree.ProgramStatement) =>
    statement.type === 'ImportDeclaration' ? [statement.source.value] : [],
  )
  const required = calls.flatMap(({ callee, arguments: [first] }) =>
    callee.type === 'Identifier' && callee.name === 'require' && first ? (staticStringOf(first) ?? []) : [],
  )
  return [...imported, ...required]
}
