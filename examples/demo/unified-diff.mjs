// @ts-check
/** What changed between two folders of text files? Answered as a unified diff, by git where it is installed. */
import { spawnSync } from 'node:child_process'
import { readdir, readFile } from 'node:fs/promises'
import { dirname, join, sep } from 'node:path'

const CONTEXT = 3

/**
 * @param {string} root the folder that holds both
 * @param {string} before a folder name in it
 * @param {string} after
 * @returns {Promise<string>} empty when nothing changed
 */
export async function diffFolders(root, before, after) {
  return gitDiff(root, before, after) ?? (await ownDiff(root, before, after))
}

/**
 * @param {string} root
 * @param {string} before
 * @param {string} after
 * @returns {string | null} `null` where git cannot be had
 */
function gitDiff(root, before, after) {
  const options = ['--no-index', '--no-color', '--no-ext-diff', '--no-renames', `--unified=${CONTEXT}`]
  const prefixes = ['--src-prefix=', '--dst-prefix=']
  const { status, stdout } = spawnSync('git', ['diff', ...options, ...prefixes, before, after], {
    cwd: root,
    encoding: 'utf8',
    // Without it the names would begin at a repository that happens to be around the folder.
    env: { ...process.env, GIT_CEILING_DIRECTORIES: dirname(root) },
  })
  if (status !== 0 && status !== 1) return null
  return stdout.replace(/^(?:diff --git|index|new file mode|deleted file mode) .*\n/gm, '')
}

/**
 * The same without git.
 *
 * @param {string} root
 * @param {string} before
 * @param {string} after
 */
export async function ownDiff(root, before, after) {
  const names = new Set([...(await filesIn(join(root, before))), ...(await filesIn(join(root, after)))])
  let diff = ''
  for (const name of [...names].sort()) {
    const [old, young] = await Promise.all([before, after].map((folder) => linesOf(join(root, folder, name))))
    const hunks = old && young ? hunksOf(old, young) : ''
    if (hunks) diff += `--- ${before}/${name}\n+++ ${after}/${name}\n${hunks}`
  }
  return diff
}

/** @param {string} folder */
async function filesIn(folder) {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true })
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) =>
      join(entry.parentPath, entry.name)
        .slice(folder.length + 1)
        .split(sep)
        .join('/'),
    )
}

/** @param {string} path */
async function linesOf(path) {
  const text = await readFile(path, 'utf8').catch(() => '')
  return text === '' ? [] : text.replace(/\n$/, '').split('\n')
}

/**
 * @param {string[]} old
 * @param {string[]} young
 */
function hunksOf(old, young) {
  const edits = editsOf(old, young)
  let text = ''
  for (let index = 0; index < edits.length; index++) {
    if (edits[index]?.sign === ' ') continue
    const start = Math.max(0, index - CONTEXT)
    let end = index
    for (let next = index; next < edits.length && next - end <= 2 * CONTEXT; next++) {
      if (edits[next]?.sign !== ' ') end = next
    }
    const hunk = edits.slice(start, end + CONTEXT + 1)
    const place = (/** @type {string} */ sign, /** @type {'oldLine' | 'youngLine'} */ side) => {
      const count = hunk.filter((edit) => edit.sign !== sign).length
      const first = (hunk[0]?.[side] ?? 0) + (count === 0 ? 0 : 1)
      return count === 1 ? `${first}` : `${first},${count}`
    }
    text += `@@ -${place('+', 'oldLine')} +${place('-', 'youngLine')} @@\n`
    text += hunk.map(({ sign, line }) => `${sign}${line}\n`).join('')
    index = end + CONTEXT
  }
  return text
}

/**
 * Every line of both texts in order, by the longest common subsequence; files here are short.
 *
 * @param {string[]} old
 * @param {string[]} young
 */
function editsOf(old, young) {
  const common = Array.from({ length: old.length + 1 }, () => new Array(young.length + 1).fill(0))
  const at = (/** @type {number} */ i, /** @type {number} */ j) => common[i]?.[j] ?? 0
  for (let i = old.length - 1; i >= 0; i--) {
    for (let j = young.length - 1; j >= 0; j--) {
      const length = old[i] === young[j] ? at(i + 1, j + 1) + 1 : Math.max(at(i + 1, j), at(i, j + 1))
      common[i]?.splice(j, 1, length)
    }
  }
  const edits = []
  let [i, j] = [0, 0]
  while (i < old.length || j < young.length) {
    const place = { oldLine: i, youngLine: j }
    if (i < old.length && old[i] === young[j]) (edits.push({ sign: ' ', line: old[i++], ...place }), j++)
    else if (i < old.length && at(i + 1, j) >= at(i, j + 1))
      edits.push({ sign: '-', line: old[i++], ...place })
    else edits.push({ sign: '+', line: young[j++], ...place })
  }
  return edits
}
