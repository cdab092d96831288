// Which files lie in a folder? Asked for every import of every file, so each folder is read once in a while.
import fs from 'node:fs'

import { believedForMs } from './believed-time.ts'

interface Listing {
  readonly names: ReadonlySet<string>
  readonly until: number
}

const mostFolders = 5000

const listings = new Map<string, Listing>()
const nothing: ReadonlySet<string> = new Set()

/** The names in a folder; empty when there is none, or it cannot be read. */
export function namesIn(folder: string): ReadonlySet<string> {
  const known = listings.get(folder)
  if (known && known.until > Date.now()) return known.names
  if (listings.size >= mostFolders) listings.clear()
  const names = readNames(folder)
  listings.set(folder, { names, until: Date.now() + believedForMs })
  return names
}

function readNames(folder: string): ReadonlySet<string> {
  try {
    return new Set(fs.readdirSync(folder))
  } catch {
    return nothing
  }
}
