// A hurried person at the questions of npm run register: each wrong answer is named, and the next one counts.
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { contoso, nestor } from '../../emulator/seed.ts'
import { contosoRun, newFolder, registered, runRegister, serveEntra } from './register-run.ts'
import { KEYS } from './screen.ts'
import { openRegister, type TypedRun } from './typed-run.ts'

const newDevVars = () => join(newFolder(), '.dev.vars')

/** As it is read: whatever line it is on. */
const inOneLine = (text: string) => text.replaceAll(/\s+/g, ' ')

/** Each answer is refused with its own sentence, and left to be corrected. */
async function refuses(terminal: TypedRun, answers: [answer: string, sentence: string][]) {
  for (const [answer, sentence] of answers) {
    terminal.press(KEYS.clearLine, answer, KEYS.enter)
    const [first = ''] = sentence.split(' Expected')
    await terminal.shows(first)
  }
}

/** Signed in, and asked for the name. */
async function atTheName(terminal: TypedRun) {
  await terminal.signIn(nestor)
  await terminal.shows('App name')
}

test('an invalid tenant is rejected before the next question', async () => {
  const terminal = openRegister(['--dev-vars', newDevVars()])
  await terminal.shows('Tenant (an organization in Entra)')
  await refuses(terminal, [
    ['?', '"?" is not a tenant.'],
    [
      'https://login.microsoftonline.com/contoso.com',
      '"https://login.microsoftonline.com/contoso.com" is not',
    ],
    ['kim@contoso.com', '"kim@contoso.com" is not a tenant.'],
  ])
  terminal.press(KEYS.clearLine, '  contoso.com ', KEYS.enter)
  await terminal.shows('Who signs in?')
  expect(inOneLine(terminal.screen())).toContain('Expected: its ID (a GUID), a domain')
})

test('every typed answer is validated at its own question', async () => {
  const { entra, args } = await questionsRun()
  const terminal = openRegister([...args, '--kind', 'tenant', '--admin-consent'])
  await atTheName(terminal)
  await refuses(terminal, [
    ['   ', 'The name is empty. Expected: 1 to 120 visible characters'],
    ['x'.repeat(121), 'The name has 121 characters. Expected: 1 to 120 visible characters'],
    ['Front\u200bdoor', 'The name contains invisible characters. Expected: 1 to 120 visible characters'],
  ])
  terminal.press(KEYS.clearLine, 'Front door ', KEYS.enter)

  await terminal.shows('Redirect URI on this machine')
  await refuses(terminal, [
    ['', 'Nothing was entered.'],
    ['Front door', '"Front" is not a URL.'],
    ['localhost:8787', '"localhost:8787" begins with neither https:// nor http://localhost.'],
    ['http://localhost:8787', '"http://localhost:8787" has no path.'],
    ['https://app.example.com/callback', '"https://app.example.com/callback" is not on this machine.'],
    ['http://localhost:1/a http://localhost:2/a', '"http://localhost:2/a" is listed twice'],
    [`http://localhost/${'a'.repeat(300)}`, 'is longer than 256 characters.'],
  ])
  expect(inOneLine(terminal.screen())).toContain('Expected: such as http://localhost:8787/getAToken')
  terminal.press(KEYS.clearLine, 'http://localhost:8787/getAToken  ', KEYS.enter)

  await terminal.shows('Redirect URI in production')
  await refuses(terminal, [
    ['none', '"none" is not a URL.'],
    ['http://localhost:8787/other', '"http://localhost:8787/other" is on localhost.'],
    ['https://a.example/cb https://a.example/cb', '"https://a.example/cb" is listed twice'],
    ['https://a.example/rückkehr', 'is not in normalized form'],
  ])
  terminal.press(KEYS.clearLine, KEYS.enter)

  await terminal.shows('How should the app authenticate?')
  terminal.press(KEYS.enter)
  await terminal.shows('Lifetime in days')
  await refuses(terminal, [
    ['six months', '"six months" is not a number of days. Expected: 1 to 730'],
    ['2027-05-01', '"2027-05-01" is not a number of days. Expected: 1 to 730'],
    ['', 'Nothing was entered. Expected: 1 to 730'],
    ['731', '"731" is out of range. Expected: 1 to 730'],
  ])
  terminal.press(KEYS.clearLine, ' 90 ', KEYS.enter)

  await terminal.shows('Azure DevOps organization')
  await refuses(terminal, [
    ['my org', '"my org" is not an organization.'],
    ['no', '"no" is not an organization.'],
    ['https://kim:token@dev.azure.com/contoso', 'A URL with a password in it is not an organization.'],
  ])
  terminal.press(KEYS.clearLine, '  ', KEYS.enter)
  const plan = await terminal.shows('Make these changes?')
  expect(inOneLine(plan)).toContain('for 90 days')
  expect(registered(entra)).toEqual([])
})

async function questionsRun() {
  const entra = await serveEntra()
  const file = newDevVars()
  return { entra, file, args: ['--authority', `${entra.url}/${contoso.id}`, '--dev-vars', file] }
}

test('does not ask for the lifetime of a credential that stays', async () => {
  const { file, args } = await contosoRun()
  await runRegister(args)
  const asking = args.filter((arg) => arg !== '--yes')
  const terminal = openRegister([...asking, '--kind', 'tenant', '--admin-consent'])
  await terminal.signIn(nestor)
  for (const question of ['on this machine', 'in production', 'How should the app authenticate?']) {
    await terminal.shows(question)
    terminal.press(KEYS.enter)
  }
  expect(await terminal.shows('Azure DevOps organization')).not.toContain('Lifetime')
  expect(readFileSync(file, 'utf8')).toContain('CLIENT_ID')
})

test('asks again for a REDIRECT_URI in .dev.vars that is not a URL', async () => {
  const { file, args } = await contosoRun()
  await runRegister(args)
  writeFileSync(file, readFileSync(file, 'utf8').replace(/^REDIRECT_URI=.*$/m, 'REDIRECT_URI=nonsense'))
  const asking = args.filter((arg) => arg !== '--yes')
  const terminal = openRegister([...asking, '--kind', 'tenant', '--admin-consent'])
  await terminal.signIn(nestor)
  await terminal.shows('Redirect URI on this machine')
  await terminal.shows('http://localhost:8787/getAToken')
})

test('in a narrow terminal, questions and their errors wrap between words', async () => {
  const { args } = await questionsRun()
  const terminal = openRegister([...args, '--kind', 'tenant', '--admin-consent'], 40)
  await atTheName(terminal)
  terminal.press(KEYS.clearLine, 'Front door', KEYS.enter)
  await terminal.shows('Redirect URI on this machine (npm run')
  await terminal.shows('│  dev)')
  terminal.press(KEYS.clearLine, '?', KEYS.enter)
  await terminal.shows('"?" is not a URL. Expected: such as')
  await terminal.shows('   http://localhost:8787/getAToken')
})
