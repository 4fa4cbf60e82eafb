// Keys and terminals that a prompt does not expect: npm run register stays, can be left, or says that it cannot ask.
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { contoso } from '../../emulator/seed.ts'
import { newFolder, serveEntra } from './register-run.ts'
import { KEYS } from './screen.ts'
import { openNpmRun, openTerminal } from './terminal.ts'
import { openRegister } from './typed-run.ts'

const newDevVars = () => join(newFolder(), '.dev.vars')

async function contosoArgs() {
  const { url } = await serveEntra()
  return ['--authority', `${url}/${contoso.id}`, '--dev-vars', newDevVars()]
}

test('a pasted line feed answers a question', async () => {
  const terminal = openTerminal('tools/register.ts', ['--dev-vars', newDevVars()])
  await terminal.shows('Tenant (an organization in Entra)')
  terminal.press('contoso.com\n')
  await terminal.shows('Who signs in?')
})

test('Ctrl-Z does not suspend a question, because npm would not notice', async () => {
  const terminal = openNpmRun('register', ['--dev-vars', newDevVars()])
  await terminal.shows('Tenant (an organization in Entra)')
  terminal.press('contoso', KEYS.ctrlZ, '.com', KEYS.enter)
  await terminal.shows('Who signs in?')
  expect(terminal.screen()).toContain('contoso.com')
  terminal.press(KEYS.ctrlC)
  expect(await terminal.exitCode).toBe(130)
})

test('Ctrl-Z does not suspend waiting, and Ctrl-C ends it', async () => {
  const args = await contosoArgs()
  const terminal = openNpmRun('register', [...args, '--yes'])
  await terminal.shows('Waiting for you to enter the code')
  terminal.press(KEYS.ctrlZ)
  await terminal.shows('Waiting for you to enter the code...')
  terminal.press(KEYS.ctrlC)
  expect(await terminal.exitCode).toBe(130)
  expect(terminal.screen()).toContain('Nothing was changed.')
})

test('typing a word at a selection does not change it', async () => {
  const terminal = openRegister(await contosoArgs())
  await terminal.shows('Who signs in?')
  terminal.press('all', KEYS.enter)
  const chosen = await terminal.shows('Grant admin consent')
  expect(chosen).toMatch(/◇ {2}Who signs in\?\s+│ {2}accounts in this tenant\s/)
})

test('a terminal without cursor movement gets no questions', async () => {
  const args = await contosoArgs()
  const terminal = openTerminal('tools/register.ts', args, { TERM: 'dumb' })
  expect(await terminal.exitCode).toBe(2)
  expect(terminal.screen()).toContain('TERM is dumb')
  // biome-ignore lint/suspicious/noControlCharactersInRegex: what steers a terminal
  expect(terminal.screen()).not.toMatch(/\x1b/)
})
