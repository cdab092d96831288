/** Answers: how are lines added to a file so that they are still there after a crash? */

import { constants } from 'node:fs'
import { open, type FileHandle } from 'node:fs/promises'
import { dirname } from 'node:path'

/**
 * A file that only grows. What `append` has resolved for is on the disk. Lines that come while others are being written go
 * together in one write and one `fdatasync`, so that many writers do not wait for one another's disk access.
 */
export class AppendFile {
  readonly #handle: FileHandle
  #size: number
  #waiting: Waiting[] = []
  #isWriting = false

  private constructor(handle: FileHandle, size: number) {
    this.#handle = handle
    this.#size = size
  }

  /** Opens or creates (mode 0600) the file; what stands after `length` bytes is cut off. */
  static async open(path: string, length = Infinity): Promise<AppendFile> {
    const flags = constants.O_RDWR | constants.O_APPEND | constants.O_CREAT
    const handle = await open(path, flags, 0o600)
    const { size } = await handle.stat()
    if (size > length) await handle.truncate(length)
    if (size === 0) await syncFolder(dirname(path))
    return new AppendFile(handle, Math.min(size, length))
  }

  get size(): number {
    return this.#size
  }

  /** Resolves when the text is on the disk. */
  append(text: string): Promise<void> {
    return new Promise((resolve, reject) => {
      this.#waiting.push({ text, resolve, reject })
      if (!this.#isWriting) void this.#writeAll()
    })
  }

  async close(): Promise<void> {
    await this.#handle.close()
  }

  async #writeAll(): Promise<void> {
    this.#isWriting = true
    while (this.#waiting.length > 0) {
      const batch = this.#waiting
      this.#waiting = []
      try {
        await this.#write(Buffer.from(batch.map(({ text }) => text).join('')))
        for (const { resolve } of batch) resolve()
      } catch (error) {
        for (const { reject } of batch) reject(error)
      }
    }
    this.#isWriting = false
  }

  /** All or nothing, as far as the disk lets us: half a line would spoil the one after it. */
  async #write(bytes: Buffer): Promise<void> {
    try {
      for (let offset = 0; offset < bytes.length;) {
        const { bytesWritten } = await this.#handle.write(bytes, offset)
        offset += bytesWritten
      }
      await this.#handle.datasync()
    } catch (error) {
      await this.#handle.truncate(this.#size).catch(() => undefined)
      throw error
    }
    this.#size += bytes.length
  }
}

interface Waiting {
  readonly text: string
  readonly resolve: () => void
  readonly reject: (error: unknown) => void
}

/** A new file lasts when its folder does. Not every system lets a folder be opened. */
async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r').catch(() => null)
  await handle?.sync().catch(() => undefined)
  await handle?.close()
}
