// How long is what was read from the disk believed before it is looked at again?

/** True for ESLint's command: it ends before anybody edits a file; an editor's process goes on. */
export const isCommand = /(?:^|[\\/])eslint[\\/]bin[\\/]eslint\.js$|[\\/]\.bin[\\/]eslint$/.test(
  process.argv[1] ?? '',
)

export const believedForMs = isCommand ? 3_600_000 : 4000
