// The questions of npm run register, answered in a terminal as a person would, and the keys that a prompt does not expect.
import { existsSync } from 'node:fs'
import { beforeEach, expect, test } from 'vitest'
import { contoso, fourthCoffee, joni, nestor } from '../../emulator/seed.ts'
import {
  contosoRun,
  type Entra,
  enterCode,
  newRun,
  registered,
  runRegister,
  variablesIn,
  withToken,
} from './register-run.ts'
import { KEYS } from './screen.ts'
import { openNpmRun, openTerminal } from './terminal.ts'
import { openRegister } from './typed-run.ts'

let entra: Entra
let file: string
/** Of a run that asks nothing. */
let args: string[]
/** Of one that asks. */
let asking: string[]
beforeEach(async () => {
  ;({ entra, file, args } = await contosoRun())
  asking = ['--dev-vars', file, '--authority', `${entra.url}/${contoso.id}`]
})

test('a person registers the app by answering, changes their mind about a name, and is shown what is done', async () => {
  const terminal = openTerminal('tools/register.ts', asking)
  const answer = async (question: string, ...keys: string[]) => {
    await terminal.shows(question)
    terminal.press(...keys, KEYS.enter)
  }
  await answer('Who signs in?', KEYS.down)
  await answer('Grant admin consent for the whole tenant')
  await enterCode(await terminal.shows('Waiting for you to enter the code'), nestor)

  await answer('App name')
  await answer('did not create')
  await terminal.shows('App name')
  // Not the name that was just refused.
  await answer('Entryway 2', KEYS.clearLine, 'Front door')
  await answer('Redirect URI on this machine')
  await answer('Redirect URI in production', 'https://app.example.com/')
  await answer('has no path', 'callback')
  await answer('How should the app authenticate?')
  await answer('Lifetime in days', KEYS.clearLine, '90')
  await answer('Azure DevOps organization')
  const plan = await terminal.shows('Make these changes?')
  expect(plan).toContain('Register the application "Front door"')
  expect(plan).toMatch(/for\s+90 days/)
  expect([registered(entra), existsSync(file)]).toEqual([[], false])
  terminal.press(KEYS.enter)
  expect(await terminal.exitCode).toBe(0)

  const [app] = registered(entra)
  expect(app).toMatchObject({
    signInAudience: 'AzureADMultipleOrgs',
    redirectUris: ['http://localhost:8787/getAToken', 'https://app.example.com/callback'],
  })
  expect(variablesIn(file)).toMatchObject({
    AUTHORITY: `${entra.url}/organizations`,
    CLIENT_ID: app?.clientId,
    CLIENT_SECRET: app?.secrets[0]?.value,
  })
  expect(terminal.screen()).not.toContain(app?.secrets[0]?.value)
  // Commands can be copied: none is broken into lines.
  expect(terminal.screen()).toContain(`  npm run dev -- --env-file ${file}`)
})

test('customers get a user flow, and No at the end leaves everything as it was', async () => {
  const customers = await newRun(fourthCoffee)
  const terminal = openRegister([...customers.args.slice(1), '--kind', 'customers'])
  await terminal.signIn(joni)
  await terminal.answer('Redirect URI on this machine')
  await terminal.answer('Redirect URI in production')
  await terminal.answer('How should the app authenticate?', KEYS.down, KEYS.enter)
  await terminal.answer('Lifetime in days')
  await terminal.answer('How do customers sign up?', KEYS.down, KEYS.enter)
  await terminal.answer('What should new customers be asked for?', KEYS.down, KEYS.space, KEYS.enter)
  const plan = await terminal.shows('Make these changes?')
  expect(plan).toContain('Add a certificate for 180 days')
  expect(plan.replaceAll(/\s+/g, ' ')).toContain('email with passcode, asking for Display Name, Given Name')
  terminal.press(KEYS.left, KEYS.enter)
  await terminal.shows('Canceled.')
  expect(await terminal.exitCode).toBe(130)
  expect([registered(customers.entra), existsSync(customers.file)]).toEqual([[], false])
})

test('a deletion is confirmed first, and Enter alone deletes nothing', async () => {
  await runRegister(args)
  const [app] = registered(entra)
  // A name that would clear the screen.
  if (app) app.displayName = 'Front\u001b[2Jdoor'
  const terminal = openRegister([...asking, '--delete'])
  await terminal.signIn(nestor)
  await terminal.answer('Delete "Front [2Jdoor"?')
  expect(await terminal.exitCode).toBe(130)
  expect([entra.emulator.state.deletedApps, existsSync(file)]).toEqual([[], true])
})

const WAITING = 'Waiting for you to enter the code'
const TENANT = 'Tenant (an organization in Entra)'

test.each([
  ['Ctrl-D', 'a choice', 'Who signs in?', () => asking],
  ['Ctrl-D', 'a text', TENANT, () => ['--dev-vars', file]],
  ['Ctrl-C', 'waiting', WAITING, () => args],
  ['SIGINT', 'waiting', WAITING, () => args],
])('%s at %s ends the run as canceled, in lines of its own', async (key, _, shown, argv) => {
  const terminal = openTerminal('tools/register.ts', argv())
  await terminal.shows(shown)
  if (key === 'SIGINT') terminal.signal('SIGINT')
  else terminal.press(key === 'Ctrl-C' ? KEYS.ctrlC : KEYS.ctrlD)
  expect(await terminal.exitCode).toBe(130)
  expect(terminal.screen()).toMatch(/Canceled\.\s*(?:\S+ {2})?\r?\n[\s\S]*Nothing was changed\.\r?\n/)
  expect(terminal.screen().match(/Canceled/g)).toHaveLength(1)
  expect(terminal.screen()).not.toContain('Warning')
  expect([existsSync(file), existsSync(`${file}.lock`)]).toEqual([false, false])
})

test('Ctrl-C during a Graph call reports what may have been created', async () => {
  const { GRAPH_TOKEN } = (await withToken(entra)).environment
  const sent = Promise.withResolvers<void>()
  entra.intercept = (request) => {
    if (request.method !== 'POST' || !request.url.endsWith('/v1.0/applications')) return null
    sent.resolve()
    return new Promise(() => {})
  }
  const terminal = openTerminal('tools/register.ts', args, { GRAPH_TOKEN })
  await sent.promise
  terminal.press(KEYS.ctrlC)
  expect(await terminal.exitCode).toBe(130)
  expect(terminal.screen()).toMatch(/May have been done anyway:\s+- Register the application "Front door"/)
  expect(terminal.screen()).toMatch(/Not done:\s+- Add the client secret/)
})

test.each([
  ['a question', 'Who signs in?', () => asking],
  ['waiting', WAITING, () => args],
])('Ctrl-Z does not suspend %s, because npm would not notice, and Ctrl-C ends it', async (_, shown, argv) => {
  const terminal = openNpmRun('register', argv())
  await terminal.shows(shown)
  terminal.press(KEYS.ctrlZ)
  if (shown === WAITING) await terminal.shows(`${WAITING}...`)
  else {
    terminal.press(KEYS.enter)
    await terminal.shows('Grant admin consent')
  }
  terminal.press(KEYS.ctrlC)
  expect(await terminal.exitCode).toBe(130)
  expect(terminal.screen()).toContain('Nothing was changed.')
})

test('a pasted line feed answers a question', async () => {
  const terminal = openTerminal('tools/register.ts', ['--dev-vars', file])
  await terminal.shows(TENANT)
  terminal.press('contoso.com\n')
  await terminal.shows('Who signs in?')
})

test('typing a word at a selection does not change it', async () => {
  const terminal = openRegister(asking)
  await terminal.answer('Who signs in?', 'all', KEYS.enter)
  const chosen = await terminal.shows('Grant admin consent')
  expect(chosen).toMatch(/◇ {2}Who signs in\?\s+│ {2}accounts in this tenant\s/)
})

test('a terminal without cursor movement gets no questions', async () => {
  const terminal = openTerminal('tools/register.ts', asking, { TERM: 'dumb' })
  expect(await terminal.exitCode).toBe(2)
  expect(terminal.screen()).toContain('TERM is dumb')
  // biome-ignore lint/suspicious/noControlCharactersInRegex: what steers a terminal
  expect(terminal.screen()).not.toMatch(/\x1b/)
})

test('in a narrow terminal, text wraps between words, and lines to copy do not wrap', async () => {
  const terminal = openRegister(args, 60)
  await terminal.signIn(nestor)
  expect(await terminal.exitCode).toBe(0)
  const screen = terminal.screen().replaceAll('\r', '')
  expect(screen).toContain(
    '      redirect URI http://localhost:8787/getAToken:\n        missing -> registered\n',
  )
  expect(screen).toContain(`  npm run doctor -- --env-file ${file}\n`)
})
