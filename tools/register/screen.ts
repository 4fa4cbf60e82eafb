// What the person sees while npm run register works: for a terminal with marks and a spinner, for a script in plain lines.
import type { Writable } from 'node:stream'
import { intro, log, outro, spinner } from '@clack/prompts'
import { printable } from './printable.ts'
import { EXIT_CODES } from './refusal.ts'

export type Screen = {
  start(title: string): void
  say(text: string): void
  done(text: string): void
  warn(text: string): void
  fail(text: string): void
  /** A text to look at or to copy: no line of it is broken or framed. */
  show(title: string, text: string): void
  end(text: string): void
  /** Says that it waits, and afterwards how it came out. */
  waitFor<T>(
    text: string,
    work: (update: (text: string) => void) => Promise<T>,
    outcome: (result: T) => string,
  ): Promise<T>
}

const indented = (text: string) => text.replaceAll(/^(?=.)/gm, '  ')

export function plainScreen(output: Writable): Screen {
  const line = (text: string) => output.write(`${printable(text)}\n`)
  return {
    start: line,
    say: line,
    done: line,
    warn: (text) => line(`Warning: ${text}`),
    fail: (text) => line(`Error: ${text}`),
    show: (title, text) => line(`${title}\n${indented(printable(text))}`),
    end: line,
    async waitFor(_, work, outcome) {
      const result = await work(line)
      line(outcome(result))
      return result
    },
  }
}

const CANCELLED = 'Cancelled.'

export function terminalScreen(output: Writable): Screen {
  const common = { output }
  return {
    start: (title) => intro(printable(title), common),
    say: (text) => log.message(printable(text), common),
    done: (text) => log.success(printable(text), common),
    warn: (text) => log.warn(printable(text), common),
    fail: (text) => log.error(printable(text), common),
    show(title, text) {
      log.step(printable(title), common)
      output.write(`${indented(printable(text))}\n`)
    },
    end: (text) => outro(printable(text), common),
    async waitFor(text, work, outcome) {
      const spinning = spinner({
        ...common,
        cancelMessage: CANCELLED,
        // A signal, where Ctrl-C is no key: the spinner alone would only stop turning.
        onCancel: () => process.exit(EXIT_CODES.cancelled),
      })
      // At the key Ctrl-C the spinner ends the process as if all had gone well.
      const cancelled = (code: number) => {
        if (code !== EXIT_CODES.done) return
        process.exitCode = EXIT_CODES.cancelled
        spinning.cancel(CANCELLED)
      }
      // Before all others, so that what they print does not stand in the spinner's line.
      process.prependOnceListener('exit', cancelled)
      spinning.start(printable(text))
      try {
        const result = await work((update) => spinning.message(printable(update)))
        spinning.stop(printable(outcome(result)))
        return result
      } catch (error) {
        spinning.error(printable(text))
        throw error
      } finally {
        process.removeListener('exit', cancelled)
      }
    },
  }
}
