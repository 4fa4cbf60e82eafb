// Keys that Node's readline, which is under every prompt, takes in a way that leaves a person stuck.
import type { Readable } from 'node:stream'

/** To be called before the first question. */
export function tameKeys(input: Readable): void {
  input.prependListener('keypress', (_, key: { name?: string; ctrl: boolean }) => {
    // It would stop this process, but not the npm around it: the terminal would be nobody's, and Ctrl-C without effect.
    if (key.ctrl && key.name === 'z') key.name = 'ignored'
    // Ctrl-J, or a line feed that was pasted: it would empty the line without answering.
    if (key.name === 'enter') key.name = 'return'
  })
}
