// A hurried person at the questions of npm run register: each wrong answer is named, and the next one counts.
import { readFileSync, writeFileSync } from 'node:fs'
import { beforeEach, expect, test } from 'vitest'
import { contoso, nestor } from '../../emulator/seed.ts'
import { contosoRun, type Entra, registered, runRegister } from './register-run.ts'
import { KEYS } from './screen.ts'
import { openRegister, type TypedRun } from './typed-run.ts'

let entra: Entra
let file: string
/** Of a run that asks nothing. */
let args: string[]
/** Of one that asks from the name on. */
let asking: string[]
beforeEach(async () => {
  ;({ entra, file, args } = await contosoRun())
  const at = ['--dev-vars', file, '--authority', `${entra.url}/${contoso.id}`]
  asking = [...at, '--kind', 'tenant', '--admin-consent']
})

/** As it is read: whatever line it is on. */
const inOneLine = (text: string) => text.replaceAll(/\s+/g, ' ')

/** Each answer is refused with its own sentence, and left to be corrected; the last is taken. */
async function corrects(terminal: TypedRun, question: string, answers: [string, string][], last: string) {
  await terminal.shows(question)
  for (const [answer, sentence] of answers) {
    terminal.press(KEYS.clearLine, answer, KEYS.enter)
    await terminal.shows(sentence)
  }
  terminal.press(KEYS.clearLine, last, KEYS.enter)
}

test('an invalid tenant is rejected before the next question', async () => {
  const terminal = openRegister(['--dev-vars', file])
  const wrong = ['?', 'https://login.microsoftonline.com/contoso.com', 'kim@contoso.com']
  const answers = wrong.map((answer): [string, string] => [answer, `"${answer}" is not`])
  await corrects(terminal, 'Tenant (an organization in Entra)', answers, '  contoso.com ')
  await terminal.shows('Who signs in?')
  expect(inOneLine(terminal.screen())).toContain('Expected: its ID (a GUID), a domain')
})

test('every typed answer is validated at its own question', async () => {
  const terminal = openRegister(asking)
  await terminal.signIn(nestor)
  const names: [string, string][] = [
    ['   ', 'The name is empty.'],
    ['x'.repeat(121), 'The name has 121 characters.'],
    ['Front\u200bdoor', 'The name contains invisible characters.'],
  ]
  await corrects(terminal, 'App name', names, 'Front door ')
  const local: [string, string][] = [
    ['', 'Nothing was entered.'],
    ['Front door', '"Front" is not a URL.'],
    ['localhost:8787', '"localhost:8787" begins with neither https:// nor http://localhost.'],
    ['https://app.example.com/callback', '"https://app.example.com/callback" is not on this machine.'],
    ['http://localhost:1/a http://localhost:2/a', '"http://localhost:2/a" is listed twice'],
  ]
  await corrects(terminal, 'Redirect URI on this machine', local, 'http://localhost:8787/getAToken  ')
  const production: [string, string][] = [
    ['none', '"none" is not a URL.'],
    ['http://localhost:8787/other', '"http://localhost:8787/other" is on localhost.'],
    ['https://a.example/cb https://a.example/cb', '"https://a.example/cb" is listed twice'],
  ]
  await corrects(terminal, 'Redirect URI in production', production, '')
  await terminal.answer('How should the app authenticate?')
  const days: [string, string][] = [
    ['six months', '"six months" is not a number of days.'],
    ['2027-05-01', '"2027-05-01" is not a number of days.'],
    ['', 'Nothing was entered.'],
    ['731', '"731" is out of range.'],
  ]
  await corrects(terminal, 'Lifetime in days', days, ' 90 ')
  const organizations: [string, string][] = [
    ['my org', '"my org" is not an organization.'],
    ['no', '"no" is not an organization.'],
    ['https://kim:token@dev.azure.com/contoso', 'A URL with a password in it is not an organization.'],
  ]
  await corrects(terminal, 'Azure DevOps organization', organizations, '  ')
  expect(inOneLine(await terminal.shows('Make these changes?'))).toContain('for 90 days')
  const screen = inOneLine(terminal.screen())
  for (const expected of ['1 to 120 visible', 'such as http://localhost:8787/getAToken', '1 to 730'])
    expect(screen).toContain(`Expected: ${expected}`)
  expect(registered(entra)).toEqual([])
})

test('does not ask for the lifetime of a credential that stays', async () => {
  await runRegister(args)
  const terminal = openRegister([...asking, '--name', 'Front door'])
  await terminal.signIn(nestor)
  for (const question of ['on this machine', 'in production', 'How should the app authenticate?'])
    await terminal.answer(question)
  expect(await terminal.shows('Azure DevOps organization')).not.toContain('Lifetime')
})

test('asks again for a REDIRECT_URI in .dev.vars that is not a URL', async () => {
  await runRegister(args)
  writeFileSync(file, readFileSync(file, 'utf8').replace(/^REDIRECT_URI=.*$/m, 'REDIRECT_URI=nonsense'))
  const terminal = openRegister([...asking, '--name', 'Front door'])
  await terminal.signIn(nestor)
  await terminal.shows('Redirect URI on this machine')
  await terminal.shows('http://localhost:8787/getAToken')
})

test('in a narrow terminal, questions and their errors wrap between words', async () => {
  const terminal = openRegister([...asking, '--name', 'Front door'], 40)
  await terminal.signIn(nestor)
  await terminal.shows('Redirect URI on this machine (npm run')
  await terminal.shows('│  dev)')
  terminal.press(KEYS.clearLine, '?', KEYS.enter)
  await terminal.shows('"?" is not a URL. Expected: such as')
  await terminal.shows('   http://localhost:8787/getAToken')
})
