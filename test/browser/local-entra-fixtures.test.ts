// The Playwright fixtures, in a real browser.
import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { expect, onTestFinished, test } from 'vitest'
import { localEntraFixtures } from '../../emulator/playwright/fixtures.ts'
import { serveLocalEntra } from '../../emulator/serve.ts'
import { adatum, first, orders } from '../support/adatum.ts'
import { newVisitor } from './visitor.ts'

async function serveApp(): Promise<string> {
  const server = createServer((_, response) => void response.end('The app')).listen(0, 'localhost')
  onTestFinished(() => void server.close())
  await once(server, 'listening')
  return `http://localhost:${(server.address() as AddressInfo).port}/signed-in`
}

test.each([
  ['omar', first.id, { admin_consent: 'True', tenant: first.id }],
  ['omar', 'organizations', { admin_consent: 'True', tenant: first.id }],
  ['kim', first.id, { error: 'access_denied' }],
  ['kim', 'organizations', { error: 'access_denied' }],
])('signInAs(%s) answers admin consent at %s as signIn does', async (person, authority, expected) => {
  const app = { ...orders, signInAudience: 'AzureADMultipleOrgs' as const }
  const seed = { tenants: [...adatum.tenants.slice(1), { ...first, apps: [app] }] }
  const { url, close, entra } = await serveLocalEntra({ port: 0, seed })
  onTestFinished(close)
  const { page } = await newVisitor()
  const query = new URLSearchParams({
    client_id: app.clientId,
    redirect_uri: await serveApp(),
    scope: 'User.Read',
    state: 's',
  })
  const consent = `${url}/${authority}/v2.0/adminconsent?${query}`
  await localEntraFixtures({ url }).signInAs({ page }, (signInAs) => signInAs(person, consent))
  const answer = Object.fromEntries(new URL(page.url()).searchParams)
  expect(answer).toMatchObject(expected)
  const inProcess = await entra.signIn(consent, person)
  expect(Object.fromEntries(new URL(inProcess.url).searchParams)).toEqual(answer)
})
