// npm run register in this process, at what it takes for a terminal: the questions, and a person who types. terminal.ts has a real one.
import { PassThrough } from 'node:stream'
import { onTestFailed, onTestFinished, vi } from 'vitest'
import { register } from '../../tools/register/register.ts'
import { enterCode, type Operator, WRANGLER_FILE } from './register-run.ts'
import { createScreen, KEYS } from './screen.ts'

export type TypedRun = ReturnType<typeof openRegister>

export function openRegister(argv: string[], columns = 80) {
  // Under CI the spinner prints other lines.
  vi.stubEnv('CI', undefined)
  const input = Object.assign(new PassThrough(), { isTTY: true, setRawMode: () => {} })
  const output = Object.assign(new PassThrough(), { isTTY: true, columns, rows: 50 })
  const screen = createScreen()
  output.setEncoding('utf8').on('data', screen.write)
  const entered = Promise.withResolvers<void>()
  const exitCode = register(argv, {
    input,
    output,
    errors: output,
    environment: { TERM: 'xterm-256color' },
    now: Date.now,
    wait: () => entered.promise,
    openBrowser: 'this is a test',
    wrangler: [process.execPath, '-e', 'process.exit(1)'],
    wranglerFile: WRANGLER_FILE,
  })
  void exitCode.then(screen.end)
  onTestFailed(() => console.log(screen.text()))
  onTestFinished(async () => {
    // A question that is still open is canceled.
    entered.resolve()
    if (!screen.hasEnded()) input.write('\x03')
    await exitCode
    vi.unstubAllEnvs()
  })
  const press = (...keys: string[]) => {
    for (const key of keys) input.write(key)
  }
  return {
    exitCode,
    screen: screen.text,
    shows: screen.shows,
    press,
    /** Presses these keys, or Enter, once it asks this. */
    async answer(question: string, ...keys: string[]): Promise<void> {
      await screen.shows(question)
      press(...(keys.length === 0 ? [KEYS.enter] : keys))
    },
    /** Enters the code that is shown; until then it is not asked for. */
    async signIn(operator: Operator): Promise<void> {
      await enterCode(await screen.shows('Waiting for you to enter the code'), operator)
      entered.resolve()
    },
  }
}
