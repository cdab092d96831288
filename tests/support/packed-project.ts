// What does a user get? The package as `npm pack` makes it, installed into an empty project.

import { execFileSync, spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readdirSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'

import { projectFolder } from './module-imports.ts'

export interface Outcome {
  readonly status: number | null
  readonly stdout: string
  readonly stderr: string
}

/** A project of its own, outside this one, that has the packed package installed. */
export interface PackedProject {
  readonly folder: string
  /** Writes files by their paths in the project. */
  write(files: Readonly<Record<string, string>>): void
  /** Makes a package of this repository's node_modules resolvable, under its own or another name. */
  link(installedAs: string, name?: string): void
  /** Runs Node in the project. */
  node(...args: readonly string[]): Outcome
}

/** Packs what `dist` holds; `folder` gets the archive, whose path is returned. */
export function pack(folder: string): string {
  const output = npm(['pack', '--json', '--ignore-scripts', '--pack-destination', folder], projectFolder)
  const [packed] = JSON.parse(output) as [{ filename: string }]
  return join(folder, packed.filename)
}

/** Installs an archive into an empty project. Needs no network: the package has no dependencies. */
export function installPacked(archive: string, name: string): PackedProject {
  const folder = mkdtempSync(join(tmpdir(), `${name}-`))
  writeFileSync(join(folder, 'package.json'), JSON.stringify({ name, private: true }))
  npm(['install', archive, '--offline', '--ignore-scripts', '--no-audit', '--no-fund'], folder)
  const write: PackedProject['write'] = (files) => {
    for (const [path, text] of Object.entries(files)) {
      mkdirSync(dirname(join(folder, path)), { recursive: true })
      writeFileSync(join(folder, path), text)
    }
  }
  const link: PackedProject['link'] = (installedAs, linkName = installedAs) => {
    const place = join(folder, 'node_modules', linkName)
    mkdirSync(dirname(place), { recursive: true })
    symlinkSync(join(projectFolder, 'node_modules', installedAs), place, 'junction')
  }
  const node: PackedProject['node'] = (...args) => {
    const { status, stdout, stderr } = spawnSync(process.execPath, args, {
      cwd: folder,
      encoding: 'utf8',
      env: plainEnv(),
    })
    return { status, stdout, stderr }
  }
  return { folder, write, link, node }
}

/** The names of what npm installed, hidden files apart. */
export function installedPackages({ folder }: PackedProject): string[] {
  return readdirSync(join(folder, 'node_modules')).filter((name) => !name.startsWith('.'))
}

function npm(args: readonly string[], cwd: string): string {
  const options = { cwd, encoding: 'utf8', env: plainEnv(), shell: process.platform === 'win32' } as const
  return execFileSync('npm', args, { ...options, stdio: ['ignore', 'pipe', 'pipe'] })
}

/** Without what an outer npm or vitest passes on to the programs it starts. */
function plainEnv(): NodeJS.ProcessEnv {
  const own = Object.entries(process.env).filter(
    ([name]) => !/^(npm_(config|package|lifecycle)_|NODE_OPTIONS$|VITEST)/i.test(name),
  )
  return Object.fromEntries(own)
}
