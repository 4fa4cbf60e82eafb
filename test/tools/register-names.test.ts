// Names of the directory, which anybody in it may have chosen: what they would do to a terminal is taken out.
import { expect, test } from 'vitest'
import { printable } from '../../tools/terminal/printable.ts'
import { contosoRun, registered, runRegister } from './register-run.ts'

test('a name that would clear the screen is printed without doing so', async () => {
  const { entra, args } = await contosoRun()
  await runRegister(args)
  const [app] = registered(entra)
  if (app) app.displayName = 'Front\u001b[2J\u009b2J\u202e\rdoor'
  const renamed = [...args, '--client-id', app?.clientId ?? '', '--dry-run']
  const { exitCode, stdout } = await runRegister(renamed)
  expect([exitCode, stdout]).toEqual([0, expect.stringContaining('Front [2J 2J door')])
  expect(stdout).not.toMatch(/[[\p{Cc}\p{Cf}]--[\n]]/v)
})

test.each([
  ['two\nlines', 'two\nlines'],
  ['Büro 東京 – “café” 🏢', 'Büro 東京 – “café” 🏢'],
  ['a\u0000\u0007b', 'a b'],
  ['a\u2066b', 'a b'],
])('%j is printed as %j', (text, printed) => {
  expect(printable(text)).toBe(printed)
})
