// What does the nearest package.json say of a dependency?
import fs from 'node:fs'
import path from 'node:path'

import { believedForMs } from './believed-time.ts'
import type { Folder } from './folders.ts'
import { folderAt } from './folders.ts'

interface PackageJson {
  readonly name: string | null
  readonly dependencies: ReadonlySet<string>
  readonly devDependencies: ReadonlySet<string>
}

interface Entry {
  readonly modifiedAt: number | null
  readonly manifest: PackageJson | null
  readonly until: number
}

const manifests = new Map<string, Entry>()
/** Folders of a long editor session; the oldest is forgotten first. */
const mostManifests = 500

/** True when the nearest package.json lists a package under `devDependencies` only; silent on any failure. */
export function isOnlyDevDependency(filename: string, packageName: string): boolean {
  const manifest = nearestManifest(folderAt(path.dirname(path.resolve(filename))))
  if (!manifest) return false
  return manifest.devDependencies.has(packageName) && !manifest.dependencies.has(packageName)
}

/** The name of the package that a folder belongs to; `null` when it has none, silent on any failure. */
export function packageNameAt(folder: Folder): string | null {
  return nearestManifest(folder)?.name ?? null
}

function nearestManifest(start: Folder): PackageJson | null {
  for (let folder: Folder | null = start; folder; folder = folder.parent) {
    const manifest = folder.names.has('package.json') ? manifestIn(folder.path) : null
    if (manifest) return manifest
  }
  return null
}

function manifestIn(folder: string): PackageJson | null {
  const file = path.join(folder, 'package.json')
  const known = manifests.get(file)
  if (known && known.until > Date.now()) return known.manifest
  const modifiedAt = modifiedAtOf(file)
  const isSame = modifiedAt !== null && known?.modifiedAt === modifiedAt
  const manifest = isSame ? known.manifest : readManifest(file)
  manifests.delete(file)
  manifests.set(file, { modifiedAt, manifest, until: Date.now() + believedForMs })
  const [oldest] = manifests.keys()
  if (manifests.size > mostManifests && oldest !== undefined) manifests.delete(oldest)
  return manifest
}

function modifiedAtOf(file: string): number | null {
  try {
    return fs.statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? null
  } catch {
    return null
  }
}

function readManifest(file: string): PackageJson | null {
  try {
    const content: unknown = JSON.parse(fs.readFileSync(file, 'utf8'))
    const names = (...keys: string[]) => new Set(keys.flatMap((key) => namesIn(content, key)))
    return {
      name: nameIn(content),
      dependencies: names('dependencies', 'peerDependencies', 'optionalDependencies'),
      devDependencies: names('devDependencies'),
    }
  } catch {
    // An unreadable manifest is no evidence.
    return null
  }
}

function nameIn(content: unknown): string | null {
  if (typeof content !== 'object' || content === null || !('name' in content)) return null
  return typeof content.name === 'string' ? content.name : null
}

function namesIn(content: unknown, key: string): readonly string[] {
  if (typeof content !== 'object' || content === null) return []
  const list = (content as Readonly<Record<string, unknown>>)[key]
  return typeof list === 'object' && list !== null ? Object.keys(list) : []
}
