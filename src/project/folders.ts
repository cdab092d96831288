// What lies in a folder, and what do imports mean there? Asked for every import of every file, so it is remembered a while.
import fs from 'node:fs'
import path from 'node:path'

import { believedForMs } from './believed-time.ts'

/** What specifiers mean; `null` for what is no file of the project. */
export type Meanings = Map<string, string | null>

/** A folder as it was found, which is believed for a while. */
export interface Folder {
  readonly path: string
  /** of the files and folders in it; empty when there is no such folder, or it cannot be read */
  readonly names: ReadonlySet<string>
  /** `null` at the root */
  readonly parent: Folder | null
  /** the nearest tsconfig or jsconfig, here or above; `null` when there is none */
  readonly config: string | null
  /** of specifiers that mean something else in each folder */
  readonly ownMeanings: Meanings
  /** of specifiers that mean the same in all folders below one configuration */
  readonly sharedMeanings: Meanings
  readonly until: number
}

const mostFolders = 5000
const folders = new Map<string, Folder>()
const nothing: ReadonlySet<string> = new Set()
const configNames = ['tsconfig.json', 'jsconfig.json']

/** A folder, whether it exists or not. Never throws. */
export function folderAt(place: string): Folder {
  const known = folders.get(place)
  if (known && known.until > Date.now()) return known
  if (folders.size >= mostFolders) folders.clear()
  const folder = readFolder(place)
  folders.set(place, folder)
  return folder
}

function readFolder(place: string): Folder {
  const names = namesAt(place)
  const above = path.dirname(place)
  const parent = above === place ? null : folderAt(above)
  const own = configNames.find((name) => names.has(name))
  const config = own === undefined ? (parent?.config ?? null) : path.join(place, own)
  const isShared = own === undefined && config !== null && parent !== null
  const until = Date.now() + believedForMs
  return {
    path: place,
    names,
    parent,
    config,
    ownMeanings: new Map(),
    sharedMeanings: isShared ? parent.sharedMeanings : new Map<string, string | null>(),
    until: Math.min(until, parent?.until ?? until),
  }
}

function namesAt(place: string): ReadonlySet<string> {
  try {
    return new Set(fs.readdirSync(place))
  } catch {
    return nothing
  }
}
