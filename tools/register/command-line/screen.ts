// The output of npm run register: marks and a spinner on a terminal, plain lines in a script.
import type { Writable } from 'node:stream'
import { intro, log, outro, spinner } from '@clack/prompts'
import { readableWidth, wrap } from '../../terminal/lines.ts'
import { printable } from '../../terminal/printable.ts'
import { EXIT_CODES } from './refusal.ts'

export type Screen = {
  start(title: string): void
  say(text: string): void
  done(text: string): void
  warn(text: string): void
  fail(text: string): void
  /** Text to copy: never wrapped or framed. */
  show(title: string, text: string): void
  /** Lines to read, wrapped at word boundaries. */
  list(title: string, lines: string[]): void
  end(text: string): void
  /** Shows that it is waiting, then the outcome. */
  waitFor<T>(
    text: string,
    work: (update: (text: string) => void) => Promise<T>,
    outcome: (result: T) => string,
  ): Promise<T>
}

const indented = (text: string) => text.replaceAll(/^(?=.)/gm, '  ')

/** null: not a terminal. */
export const columnsOf = (output: Writable): number | null =>
  'columns' in output && typeof output.columns === 'number' ? output.columns : null

/** Width of the prefix of framed lines. */
const FRAME = 3

export function plainScreen(output: Writable): Screen {
  const line = (text: string) => output.write(`${printable(text)}\n`)
  return {
    start: line,
    say: line,
    done: line,
    warn: (text) => line(`Warning: ${text}`),
    fail: (text) => line(`Error: ${text}`),
    show: (title, text) => line(`${title}\n${indented(printable(text))}`),
    list: (title, lines) => line(`${title}\n${indented(printable(lines.join('\n')))}`),
    end: line,
    async waitFor(_, work, outcome) {
      const result = await work(line)
      line(outcome(result))
      return result
    },
  }
}

const CONTINUED = '\n│  '
const CANCELED = 'Canceled.'

export function terminalScreen(output: Writable): Screen {
  const common = { output }
  const broken = (text: string, taken: number, indent = '') =>
    text
      .split('\n')
      .map((line) => {
        const lead = /^ */.exec(line)?.[0] ?? ''
        return lead + wrap(line.slice(lead.length), lead + indent, readableWidth(columnsOf(output)) - taken)
      })
      .join('\n')
  const framed = (text: string) => broken(printable(text), FRAME)
  return {
    start: (title) => intro(framed(title), common),
    say: (text) => log.message(framed(text), common),
    done: (text) => log.success(framed(text), common),
    warn: (text) => log.warn(framed(text), common),
    fail: (text) => log.error(framed(text), common),
    show(title, text) {
      log.step(printable(title), common)
      output.write(`${indented(printable(text))}\n`)
    },
    list(title, lines) {
      log.step(printable(title), common)
      output.write(`${broken(indented(printable(lines.join('\n'))), 0, '  ')}\n`)
    },
    end: (text) => outro(framed(text).replaceAll('\n', `\n${' '.repeat(FRAME)}`), common),
    async waitFor(text, work, outcome) {
      const spinning = spinner({
        ...common,
        cancelMessage: CANCELED,
        // Handles signals, for when Ctrl-C is not read as a key: by default, only the spinner would stop.
        onCancel: () => process.exit(EXIT_CODES.canceled),
      })
      // On the Ctrl-C key, the spinner ends the process with the exit code for success.
      const canceled = (code: number) => {
        if (code !== EXIT_CODES.done) return
        process.exitCode = EXIT_CODES.canceled
        spinning.cancel(CANCELED)
      }
      // Runs before all other listeners, so that their output doesn't land on the spinner's line.
      process.prependOnceListener('exit', canceled)
      spinning.start(printable(text))
      try {
        const result = await work((update) => spinning.message(printable(update)))
        spinning.stop(framed(outcome(result)).replaceAll('\n', CONTINUED))
        return result
      } catch (error) {
        spinning.error(framed(text).replaceAll('\n', CONTINUED))
        throw error
      } finally {
        process.removeListener('exit', canceled)
      }
    },
  }
}
