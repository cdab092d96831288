// @ts-check
/** Where can the shop be linted, repaired and started without touching the original? In temporary copies. */
import { rmSync } from 'node:fs'
import { cp, mkdir, mkdtemp, realpath, rm, symlink } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { fileURLToPath } from 'node:url'

export const shopFolder = fileURLToPath(new URL('../express-shop', import.meta.url))
const projectFolder = fileURLToPath(new URL('../..', import.meta.url))

// What the shop's package.json names; each finds its own dependencies from where it really is.
const packages = ['customerio-node', 'eslint', 'express']

/**
 * @typedef {object} ShopCopies
 * @property {string} root holds both copies and their node_modules
 * @property {string} before the shop as it is
 * @property {string} after the shop that will be repaired
 * @property {() => Promise<void>} remove
 */

/**
 * Two copies of the shop in a temporary folder, where `express`, `customerio-node`, `eslint` and the plugin resolve.
 *
 * @param {string} [pluginFolder] a folder with the package's package.json and its built dist
 * @returns {Promise<ShopCopies>}
 */
export async function copyShop(pluginFolder = projectFolder) {
  const root = await realpath(await mkdtemp(join(tmpdir(), 'express-shop-')))
  const options = { recursive: true, force: true, maxRetries: 3 }
  const removeAtExit = () => rmSync(root, options)
  process.once('exit', removeAtExit)
  const remove = async () => {
    await rm(root, options)
    process.off('exit', removeAtExit)
  }
  try {
    const modules = join(root, 'node_modules')
    await mkdir(modules)
    for (const name of packages) await link(join(projectFolder, 'node_modules', name), join(modules, name))
    await link(pluginFolder, join(modules, 'eslint-plugin-customerio'))
    const [before, after] = await Promise.all(['before', 'after'].map((name) => copyTo(join(root, name))))
    return { root, before, after, remove }
  } catch (error) {
    await remove()
    throw error
  }
}

/**
 * @param {string} target
 * @param {string} path
 */
async function link(target, path) {
  // A junction is what Windows allows without special rights; elsewhere the kind does not matter.
  await symlink(await realpath(target), path, 'junction')
}

/**
 * @param {string} folder
 * @returns {Promise<any>}
 */
async function copyTo(folder) {
  await cp(shopFolder, folder, { recursive: true, filter: (path) => basename(path) !== 'node_modules' })
  return folder
}
