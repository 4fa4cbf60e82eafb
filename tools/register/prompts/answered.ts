// Asks one question on the terminal; canceling it ends the command.
import type { Readable, Writable } from 'node:stream'
import { type CANCEL_SYMBOL, isCancel, text } from '@clack/prompts'
import { readableWidth, wrap } from '../../terminal/lines.ts'
import { RegisterRefusal } from '../command-line/refusal.ts'
import { columnsOf } from '../command-line/screen.ts'

export type Terminal = { input: Readable; output: Writable }

/** @throws {RegisterRefusal} on Ctrl-C, Ctrl-D and Esc */
export async function answered<T>(question: Promise<T | typeof CANCEL_SYMBOL>): Promise<T> {
  const answer = await question
  if (isCancel(answer))
    throw new RegisterRefusal('canceled', 'Canceled.', 'You can run this again at any time.')
  return answer as T
}

type TextQuestion = {
  message: string
  placeholder?: string
  initialValue?: string
  /** Returns a sentence that names the problem; null = valid. */
  problem: (answer: string) => string | null
}

/** The answer, trimmed: pasted text often has spaces around it. */
export async function typed(at: Terminal, { message, problem, ...given }: TextQuestion): Promise<string> {
  const width = readableWidth(columnsOf(at.output))
  const answer = await answered(
    text({
      ...at,
      ...given,
      // Clack wraps select prompts at word boundaries, but not text prompts.
      message: wrap(message, '│  ', width),
      validate: (value = '') => {
        const wrong = problem(value.trim())
        return wrong === null ? undefined : wrap(wrong, '   ', width)
      },
    }),
  )
  return answer.trim()
}
