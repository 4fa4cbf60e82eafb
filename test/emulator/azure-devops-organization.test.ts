// The organization in the path: which there are, whose they are, and how the path may be written.
import { beforeAll, expect, test } from 'vitest'
import { createEmulator, type Emulator } from '../../emulator/index.ts'
import { adele, adeleInFabrikam, megan, type Person } from '../../emulator/seed.ts'
import { call, tokenWith } from './azure-devops.ts'

let emulator: Emulator
beforeAll(async () => {
  emulator = await createEmulator()
})

const ask = async (person: Person, at: string) =>
  call(emulator, await tokenWith(emulator, ['vso.pats'], person), { at })

test.each([
  'https://vssps.dev.azure.com/contoso/_apis/tokens/pats',
  'https://vssps.dev.azure.com/Contoso/_apis/Tokens/Pats',
  'http://localhost:8788/contoso/_apis/tokens/pats',
  'http://127.0.0.1:8788/contoso/_APIS/Tokens/Pats',
])('%s is the API', async (at) => {
  const response = await ask(adele, at)
  expect(response.status).toBe(200)
  expect(response.headers.get('ActivityId')).toMatch(/^[0-9a-f-]{36}$/)
})

test.each([
  ['https://vssps.dev.azure.com/contoso/_apis/tokens', 404],
  ['https://vssps.dev.azure.com/contoso/_apis/tokens/pats/1', 404],
  ['https://vssps.dev.azure.com/faults', 404],
  ['https://vssps.dev.azure.com/v1.0/me', 404],
  ['http://localhost:8788/contoso/_apis', 404],
  ['https://login.microsoftonline.com/contoso/_apis/tokens/pats', 404],
  ['https://graph.microsoft.com/contoso/_apis/tokens/pats', 400],
])('%s is not', async (at, status) => {
  expect((await ask(adele, at)).status).toBe(status)
})

test('an unknown organization returns 404 with a page', async () => {
  const response = await ask(adele, 'https://vssps.dev.azure.com/tailwind/_apis/tokens/pats')
  expect(response.status).toBe(404)
  expect(response.headers.get('Content-Type')).toContain('text/html')
})

test.each([
  ['somebody of Contoso', adele, 'contoso', 200],
  ['somebody of Contoso', adele, 'fabrikam', 401],
  ['somebody of Fabrikam', megan, 'contoso', 401],
  ['somebody of Fabrikam', megan, 'fabrikam', 200],
  ['a guest of Fabrikam', adeleInFabrikam, 'fabrikam', 200],
  ['a guest of Fabrikam', adeleInFabrikam, 'contoso', 401],
])('%s, %j, at %s: %i', async (_, person, organization, status) => {
  const response = await ask(person, `https://vssps.dev.azure.com/${organization}/_apis/tokens/pats`)
  expect(response.status).toBe(status)
  if (status === 401)
    expect(await response.json()).toMatchObject({ message: expect.stringContaining('TF400813') })
})
