// Keys that Node's readline (used by every prompt) handles in a way that leaves the user stuck.
import type { Readable } from 'node:stream'

/** Call this before the first prompt. */
export function tameKeys(input: Readable): void {
  input.prependListener('keypress', (_, key: { name?: string; ctrl: boolean }) => {
    // Ctrl-Z would stop this process but not its parent npm: no process would own the terminal, and Ctrl-C would do nothing.
    if (key.ctrl && key.name === 'z') key.name = 'ignored'
    // Ctrl-J or a pasted line feed would clear the line without submitting it.
    if (key.name === 'enter') key.name = 'return'
  })
}
