// @ts-check
/**
 * What does a finding look like in an editor? Draws docs/images/squiggles.svg from what the plugin really says about a file
 * of the example.
 *
 *   npm run build && node scripts/draw-squiggles.mjs
 */
import { readFile, writeFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { drawEditor } from './draw-squiggles/editor.mjs'

const file = 'src/webhooks.js'
const source = new URL(`../examples/express-shop/${file}`, import.meta.url)
export const picture = fileURLToPath(new URL('../docs/images/squiggles.svg', import.meta.url))

/**
 * The picture, as text; the same for the same plugin and file.
 *
 * @param {{ configs: { recommended: import('eslint').Linter.Config } }} plugin
 */
export async function drawSquiggles(plugin) {
  const { Linter } = await import('eslint')
  const code = await readFile(source, 'utf8')
  const linter = new Linter({ cwd: fileURLToPath(new URL('../examples/express-shop', import.meta.url)) })
  const messages = linter.verify(code, [plugin.configs.recommended], { filename: file })
  const broken = messages.find(({ fatal }) => fatal)
  if (broken) throw new Error(broken.message)
  const { ast } = linter.getSourceCode()
  return drawEditor({ file, code, tokens: ast.tokens ?? [], comments: ast.comments ?? [], messages })
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  // A plain string to the type checker, which must not need a built package.
  const name = /** @type {string} */ ('eslint-plugin-customerio')
  const { default: plugin } = await import(name)
  await writeFile(picture, await drawSquiggles(plugin))
}
