// What a terminal has shown, for tests that wait for it.

// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what a terminal is steered with
const STEERING = /\x1b\[[0-9;?]*[A-Za-z]|\x1b\][^\x07]*\x07/g

export const KEYS = {
  enter: '\r',
  down: '\x1b[B',
  left: '\x1b[D',
  space: ' ',
  ctrlC: '\x03',
  ctrlD: '\x04',
  ctrlZ: '\x1a',
  clearLine: '\x15',
}

export type Screen = ReturnType<typeof createScreen>

export function createScreen() {
  let seen = ''
  let mark = 0
  let ended: number | null = null
  const heard = new Set<() => void>()
  const notify = () => {
    for (const listen of [...heard]) listen()
  }
  return {
    write(text: string) {
      seen += text.replaceAll(STEERING, '')
      notify()
    },
    end(exitCode: number) {
      ended = exitCode
      notify()
    },
    hasEnded: () => ended !== null,
    /** All that was shown since it was opened. */
    text: () => seen,
    /** Resolves once this has been shown after what was waited for last; gives what came between. */
    shows: (text: string) =>
      new Promise<string>((resolve, reject) => {
        const listen = () => {
          const at = seen.indexOf(text, mark)
          if (at < 0) {
            if (ended !== null)
              reject(new Error(`it ended with ${ended} before it showed "${text}":\n${seen}`))
            return
          }
          heard.delete(listen)
          const between = seen.slice(mark, at + text.length)
          mark = at + text.length
          resolve(between)
        }
        heard.add(listen)
        listen()
      }),
  }
}
