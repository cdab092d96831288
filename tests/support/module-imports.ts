// What does a module import, and for its values or only for its types? Read with TypeScript's own parser.

import { readdirSync, readFileSync } from 'node:fs'
import { join, relative, resolve } from 'node:path'
import ts from 'typescript'

export const projectFolder = resolve(import.meta.dirname, '../..')

export interface ModuleImport {
  readonly specifier: string
  /** Leaves no trace at run time: `import type`, `import { type A }`, `typeof import('…')`. */
  readonly typeOnly: boolean
  /** Loaded when the code gets there (`await import('…')`), not with the module. */
  readonly dynamic: boolean
}

/** All static and dynamic imports, re-exports and `require` calls of a module. */
export function importsOf(text: string, fileName = 'module.ts'): ModuleImport[] {
  const found: ModuleImport[] = []
  const visit = (node: ts.Node): void => {
    const one = importAt(node)
    if (one) found.push(one)
    ts.forEachChild(node, visit)
  }
  visit(ts.createSourceFile(fileName, text, ts.ScriptTarget.Latest, true))
  return found
}

/** Files below a folder of the project with one of these endings, relative to the project, sorted. */
export function filesIn(folder: string, ...endings: readonly string[]): string[] {
  return readdirSync(join(projectFolder, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && endings.some((ending) => entry.name.endsWith(ending)))
    .map((entry) => relative(projectFolder, join(entry.parentPath, entry.name)))
    .sort()
}

/** The text of a file of the project. */
export function readProjectFile(path: string): string {
  return readFileSync(join(projectFolder, path), 'utf8')
}

function importAt(node: ts.Node): ModuleImport | null {
  if (ts.isImportDeclaration(node)) return literal(node.moduleSpecifier, isTypeOnlyClause(node.importClause))
  if (ts.isExportDeclaration(node)) return literal(node.moduleSpecifier, isTypeOnlyExport(node))
  if (ts.isExternalModuleReference(node)) return literal(node.expression, node.parent.isTypeOnly)
  if (ts.isImportTypeNode(node) && ts.isLiteralTypeNode(node.argument))
    return literal(node.argument.literal, true)
  if (ts.isCallExpression(node) && isImportOrRequire(node.expression))
    return literal(node.arguments[0], false, node.expression.kind === ts.SyntaxKind.ImportKeyword)
  return null
}

function isImportOrRequire(callee: ts.Expression): boolean {
  return callee.kind === ts.SyntaxKind.ImportKeyword || (ts.isIdentifier(callee) && callee.text === 'require')
}

function literal(specifier: ts.Node | undefined, typeOnly: boolean, dynamic = false): ModuleImport | null {
  if (!specifier) return null
  // A computed specifier cannot be checked; it is named so that it is noticed.
  return {
    specifier: ts.isStringLiteralLike(specifier) ? specifier.text : `<${specifier.getText()}>`,
    typeOnly,
    dynamic,
  }
}

function isTypeOnlyClause(clause: ts.ImportClause | undefined): boolean {
  if (!clause) return false
  if (clause.phaseModifier === ts.SyntaxKind.TypeKeyword) return true
  const { name, namedBindings } = clause
  return (
    !name &&
    namedBindings !== undefined &&
    ts.isNamedImports(namedBindings) &&
    allTypes(namedBindings.elements)
  )
}

function isTypeOnlyExport({ isTypeOnly, exportClause }: ts.ExportDeclaration): boolean {
  return (
    isTypeOnly ||
    (exportClause !== undefined && ts.isNamedExports(exportClause) && allTypes(exportClause.elements))
  )
}

/** With `verbatimModuleSyntax`, `import {} from 'a'` and `import { type A } from 'a'` still load the module. */
function allTypes(elements: readonly (ts.ImportSpecifier | ts.ExportSpecifier)[]): boolean {
  return elements.length > 0 && elements.every((element) => element.isTypeOnly)
}
