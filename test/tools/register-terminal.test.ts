// The questions of npm run register, answered in a terminal as a person would.
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { contoso, fourthCoffee, joni, nestor } from '../../emulator/seed.ts'
import { operatorTokens } from '../support/operator.ts'
import {
  contosoRun,
  type Entra,
  enterCode,
  newFolder,
  registered,
  serveEntra,
  variablesIn,
} from './register-run.ts'
import { KEYS } from './screen.ts'
import { openTerminal } from './terminal.ts'
import { openRegister } from './typed-run.ts'

const APP = 'Front door'

async function open(entra: Entra, tenant: string, more: string[] = [], token = '') {
  const file = join(newFolder(), '.dev.vars')
  const args = ['--authority', `${entra.url}/${tenant}`, '--dev-vars', file, ...more]
  const terminal = openTerminal('tools/register.ts', args, token === '' ? {} : { GRAPH_TOKEN: token })
  return { terminal, file }
}

test('a person registers the app by answering, changes their mind about a name, and is shown what is done', async () => {
  const entra = await serveEntra()
  const { terminal, file } = await open(entra, contoso.id)
  await terminal.shows('Who signs in?')
  terminal.press(KEYS.down, KEYS.enter)
  await terminal.shows('Grant admin consent for the whole tenant')
  terminal.press(KEYS.enter)
  await enterCode(await terminal.shows('Waiting for you to enter the code'), nestor)

  await terminal.shows('App name')
  terminal.press(KEYS.enter)
  await terminal.shows('did not create')
  terminal.press(KEYS.enter)
  await terminal.shows('App name')
  // Not the name that was just refused.
  await terminal.shows('Entryway 2')
  terminal.press(KEYS.clearLine, APP, KEYS.enter)
  await terminal.shows('Redirect URI on this machine')
  terminal.press(KEYS.enter)
  await terminal.shows('Redirect URI in production')
  terminal.press('https://app.example.com/', KEYS.enter)
  await terminal.shows('has no path')
  terminal.press('callback', KEYS.enter)
  await terminal.shows('How should the app authenticate?')
  terminal.press(KEYS.enter)
  await terminal.shows('Lifetime in days')
  terminal.press(KEYS.clearLine, '900', KEYS.enter)
  await terminal.shows('"900" is out of range')
  terminal.press(KEYS.clearLine, '90', KEYS.enter)
  await terminal.shows('Azure DevOps organization')
  terminal.press(KEYS.enter)
  const plan = await terminal.shows('Make these changes?')
  expect(plan).toContain(`Register the application "${APP}"`)
  expect(plan).toMatch(/for\s+90 days/)
  expect([registered(entra), existsSync(file)]).toEqual([[], false])
  terminal.press(KEYS.enter)
  await terminal.shows('npm run dev')
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
  const entra = await serveEntra()
  const file = join(newFolder(), '.dev.vars')
  const at = ['--authority', `${entra.url}/${fourthCoffee.id}`, '--dev-vars', file]
  const terminal = openRegister([...at, '--kind', 'customers', '--name', APP])
  await terminal.signIn(joni)
  await terminal.shows('Redirect URI on this machine')
  terminal.press(KEYS.enter)
  await terminal.shows('Redirect URI in production')
  terminal.press(KEYS.enter)
  await terminal.shows('How should the app authenticate?')
  terminal.press(KEYS.down, KEYS.enter)
  await terminal.shows('Lifetime in days')
  terminal.press(KEYS.enter)
  await terminal.shows('How do customers sign up?')
  terminal.press(KEYS.down, KEYS.enter)
  await terminal.shows('What should new customers be asked for?')
  terminal.press(KEYS.down, KEYS.space, KEYS.enter)
  const plan = await terminal.shows('Make these changes?')
  expect(plan).toContain('Add a certificate for 180 days')
  expect(plan.replaceAll(/\s+/g, ' ')).toContain('email with passcode, asking for Display Name, Given Name')
  terminal.press(KEYS.left, KEYS.enter)
  await terminal.shows('Canceled.')
  expect(await terminal.exitCode).toBe(130)
  expect([registered(entra), existsSync(file)]).toEqual([[], false])
})

test.each(['a choice', 'a text'])('Ctrl-D at %s ends it as canceled', async (question) => {
  const entra = await serveEntra()
  const { terminal, file } =
    question === 'a choice'
      ? await open(entra, contoso.id)
      : {
          terminal: openTerminal('tools/register.ts', ['--dev-vars', join(newFolder(), '.dev.vars')]),
          file: '',
        }
  await terminal.shows(question === 'a choice' ? 'Who signs in?' : 'Tenant (an organization in Entra)')
  terminal.press(KEYS.ctrlD)
  expect(await terminal.exitCode).toBe(130)
  expect(terminal.screen()).toContain('Canceled.')
  expect(terminal.screen()).not.toContain('Warning')
  expect(existsSync(file)).toBe(false)
})

test.each(['at a question', 'while it waits'])('Ctrl-C %s ends it as canceled', async (when) => {
  const entra = await serveEntra()
  const { terminal, file } = await open(
    entra,
    contoso.id,
    when === 'while it waits' ? ['--kind', 'consumers'] : [],
  )
  await terminal.shows(when === 'while it waits' ? 'Waiting for you to enter the code' : 'Who signs in?')
  terminal.press(KEYS.ctrlC)
  expect(await terminal.exitCode).toBe(130)
  expect(terminal.screen()).toContain('Nothing was changed.')
  expect(existsSync(file)).toBe(false)
})

test.each(['a key', 'a signal'])(
  'Ctrl-C as %s while it waits says how things stand in lines of its own',
  async (as) => {
    const entra = await serveEntra()
    const { terminal } = await open(entra, contoso.id, ['--kind', 'consumers'])
    await terminal.shows('Waiting for you to enter the code')
    if (as === 'a key') terminal.press(KEYS.ctrlC)
    else terminal.signal('SIGINT')
    expect(await terminal.exitCode).toBe(130)
    expect(terminal.screen()).toMatch(/Canceled\.\s*\r?\nNothing was changed\.\r?\n/)
    expect(terminal.screen().match(/Canceled/g)).toHaveLength(1)
  },
)

test('Ctrl-C during a Graph call reports what may have been created', async () => {
  const entra = await serveEntra()
  const sent = Promise.withResolvers<void>()
  entra.intercept = (request) => {
    if (request.method !== 'POST' || !request.url.endsWith('/v1.0/applications')) return null
    sent.resolve()
    return new Promise(() => {})
  }
  const { access_token: token } = await operatorTokens(entra.emulator, nestor)
  const { terminal } = await open(entra, contoso.id, ['--yes', '--name', APP], String(token))
  await sent.promise
  terminal.press(KEYS.ctrlC)
  expect(await terminal.exitCode).toBe(130)
  expect(terminal.screen()).toMatch(/May have been done anyway:\s+- Register the application "Front door"/)
  expect(terminal.screen()).toMatch(/Not done:\s+- Add the client secret/)
})

test('in a narrow terminal, text wraps between words, and lines to copy do not wrap', async () => {
  const { file, args } = await contosoRun()
  const terminal = openRegister(args, 60)
  await terminal.signIn(nestor)
  expect(await terminal.exitCode).toBe(0)
  const screen = terminal.screen().replaceAll('\r', '')
  expect(screen).toContain(
    '      redirect URI http://localhost:8787/getAToken:\n        missing -> registered\n',
  )
  expect(screen).toContain(`  npm run doctor -- --env-file ${file}\n`)
})
