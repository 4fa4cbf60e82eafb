// What the start page and the pages beside it say, however the local Entra is seeded and served.
import { expect, test } from 'vitest'
import type { LocalEntraOptions } from '../../emulator/local-entra/interface.ts'
import { createLocalEntra } from '../../emulator/local-entra/local-entra.ts'
import { contoso, intranet } from '../../emulator/seed.ts'
import { inProcess } from '../../emulator/state/serving.ts'
import { adatum, first } from '../support/adatum.ts'

const alone = {
  ...first,
  people: [{ username: 'kim@adatum.example', givenName: 'Kim', surname: 'Akers' }],
  groups: [],
  apps: [],
}

const LOCAL = 'http://localhost:8788'

const pagesOf = async (options: LocalEntraOptions) => {
  const entra = await createLocalEntra(options)
  const get = async (url: string) => entra.fetch(url)
  return { entra, get, start: async (at = LOCAL) => (await get(`${at}/`)).text() }
}

test('shows nothing of the samples without "samples": true', async () => {
  const { get, start } = await pagesOf({ seed: { tenants: [alone] } })
  const page = await start()
  for (const name of [
    'Contoso',
    'Intranet',
    'Fabrikam',
    'Fourth Coffee',
    'Azure DevOps',
    'Personal accounts',
    '>The app<',
    'Open the app',
    'caseyjensen',
    ':8787',
  ])
    expect([name, page.includes(name)]).toEqual([name, false])
  expect(page).toContain(`${LOCAL}/${first.id}`)
  expect(page).toContain('<h3>A. Datum</h3>')
  expect(page).toContain('Kim Akers')
  for (const path of ['/intranet', '/intranet/logout?sid=x', '/contoso-api/hello'])
    expect([path, (await get(LOCAL + path)).status]).toEqual([path, 404])
  for (const path of ['/contoso/_apis/tokens/pats', '/caseyjensen/_apis/connectiondata'])
    expect([path, (await get(LOCAL + path)).status]).toEqual([path, 404])
})

test('shows everything of the samples beside a seed', async () => {
  const { get, start } = await pagesOf({ seed: { samples: true, tenants: [alone] } })
  const page = await start()
  for (const name of ['Contoso Intranet', 'Azure DevOps', 'A. Datum']) expect(page).toContain(name)
  expect((await get(`${LOCAL}/intranet`)).status).toBe(200)
})

test('links to the app only if appOrigin says where it runs', async () => {
  const { start } = await pagesOf({ seed: adatum, appOrigin: 'https://orders.example' })
  expect(await start()).toContain('<a href="https://orders.example/">The app</a>')
  const page = await (await pagesOf({})).start()
  expect(page).not.toContain('>The app<')
  expect(page).not.toContain('Open the app')
})

test('begins with users and apps, and folds the faults', async () => {
  const page = await (await pagesOf({})).start()
  const at = (text: string) => page.indexOf(text)
  const order = ['<h2>Sign in as</h2>', '<h2>Tenants and apps</h2>', '<h2>Faults</h2>']
  expect(order.map(at).toSorted((a, b) => a - b)).toEqual(order.map(at))
  const links = [...page.matchAll(/<a href="#(\w+)">/g)].map(([, id]) => id)
  expect(links).toEqual(['people', 'directory', 'faults'])
  const faults = page.slice(at('<h2>Faults</h2>'))
  expect(faults.match(/<ul class="faults">/g)).toHaveLength(faults.match(/<details><summary>/g)?.length ?? 0)
})

test('shows a tenant’s name once, and the secrets of a seed in full', async () => {
  const page = await (await pagesOf({ seed: adatum })).start()
  const directory = page.slice(page.indexOf('<h2>Tenants and apps</h2>'), page.indexOf('<h2>Faults</h2>'))
  expect(directory.match(/A\. Datum/g)).toHaveLength(1)
  expect(directory).toContain('<code>orders-secret</code>')
  expect(directory).toContain('<code>old-orders-secret</code> (expired)')
})

test('says what is kept between runs, and where', async () => {
  expect(await (await pagesOf({})).start()).toContain('All data is lost when it stops.')
  const kept = await pagesOf({ serving: { ...inProcess, stateFile: '/tmp/entra-state.json' } })
  const page = await kept.start()
  expect(page).not.toContain('All data is lost')
  expect(page).toContain('are kept in <code>/tmp/entra-state.json</code>')
})

/** Every authority that the page names has metadata that names it back. */
test.each([
  LOCAL,
  'https://localhost',
  'https://entra:8443',
  'https://login.microsoftonline.com',
  'https://login.microsoftonline.com:8443',
  'https://login.microsoftonline.us',
  'https://fourthcoffee.ciamlogin.com',
])('the authorities on the page at %s serve metadata that names them', async (at) => {
  const { get, start } = await pagesOf(at.includes('//entra:') ? { publicUrl: at } : {})
  const authorities = [...(await start(at)).matchAll(/<dt>Authority<\/dt><dd><code>([^<]+)</g)]
  expect(authorities.length).toBeGreaterThan(4)
  for (const [, authority = ''] of authorities) {
    const response = await get(`${authority}/v2.0/.well-known/openid-configuration`)
    const { authorization_endpoint } = (await response.json()) as Record<string, string>
    expect([authority, authorization_endpoint?.split('/oauth2/')[0]]).toEqual([authority, authority])
  }
})

test('lists users at the host where they sign in', async () => {
  const { start } = await pagesOf({})
  const names = async (at: string) =>
    [...(await start(at)).matchAll(/<span class="name">([^<]+)</g)].map(([, name]) => name)
  expect(await names(LOCAL)).toEqual(expect.arrayContaining(['Adele Vance', 'Robin Kline', 'Casey Jensen']))
  const publicCloud = await names('https://login.microsoftonline.com')
  expect(publicCloud).toContain('Adele Vance')
  expect(publicCloud).not.toContain('Robin Kline')
  const customers = await names(`https://login.fourthcoffee.example`)
  expect(customers).toContain('Robin Kline')
  expect(customers).not.toContain('Adele Vance')
})

test('links to the other hosts with --real-names', async () => {
  const { start } = await pagesOf({ serving: { ...inProcess, realNames: true } })
  for (const host of ['login.microsoftonline.com', 'login.microsoftonline.us', 'login.fourthcoffee.example'])
    expect(await start('https://localhost:8443')).toContain(`<a href="https://${host}:8443/">`)
  expect(await start('https://login.microsoftonline.com')).not.toContain('Once your hosts file')
})

test('no longer links to a deleted app', async () => {
  const { entra, start } = await pagesOf({})
  expect(await start()).toContain('Contoso Intranet')
  const token = await entra.mint({
    app: '14d82eec-204b-4c2f-b7e8-296a70dab67e',
    person: 'nestor',
    scope: 'Application.ReadWrite.All',
  })
  const headers = { Authorization: `Bearer ${token}` }
  const app = `https://graph.microsoft.com/v1.0/applications(appId='${intranet.clientId}')`
  expect((await entra.fetch(app, { method: 'DELETE', headers })).status).toBe(204)
  expect(await start()).not.toContain('Contoso Intranet')
  expect(await start()).toContain(`${LOCAL}/${contoso.id}`)
})

test('shows --cacert in a curl command over https only', async () => {
  const authorityFile = "/home/o'brien/ca.pem"
  const { get } = await pagesOf({ serving: { ...inProcess, authorityFile } })
  await get('https://localhost:8788/common/v2.0/.well-known/openid-configuration')
  const requests = async () => (await get('https://localhost:8788/requests')).text()
  expect(await requests()).toContain(
    'curl --cacert &#39;/home/o&#39;\\&#39;&#39;brien/ca.pem&#39; &#39;https://localhost:8788/common',
  )
  await get('http://localhost:8788/organizations/v2.0/.well-known/openid-configuration')
  expect(await requests()).toContain('curl &#39;http://localhost:8788/organizations')
})

test('says so if the body of a request is not recorded', async () => {
  const { get, entra } = await pagesOf({})
  const upload = (type: string) =>
    entra.fetch('https://graph.microsoft.com/v1.0/me/photo/$value', {
      method: 'PUT',
      headers: { 'Content-Type': type, 'Content-Length': '4' },
      body: '"ab"',
    })
  await upload('application/json')
  expect(await (await get(`${LOCAL}/requests`)).text()).not.toContain('The body is missing')
  await upload('image/jpeg')
  expect(await (await get(`${LOCAL}/requests`)).text()).toContain('The body is missing')
})
