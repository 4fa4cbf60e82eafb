// The public URL is believed by whoever reaches the local Entra past it: a proxy, a test on the same machine.
import { decodeJwt } from 'jose'
import { expect, test } from 'vitest'
import { serveLocalEntra } from '../../emulator/serve.ts'
import { adatum, first, orders } from '../support/adatum.ts'

const PUBLIC = 'https://entra.example'
const ISSUER = `${PUBLIC}/${first.id}/v2.0`

async function serve() {
  const [tenant, ...others] = adatum.tenants
  const app = { ...orders, implicitGrant: { idToken: true, accessToken: true } }
  const cli = { displayName: 'CLI', clientId: 'ada70000-0000-4000-8000-00000000000c', publicClient: true }
  const seed = { tenants: [{ ...tenant, name: 'adatum', apps: [app, cli] }, ...others] }
  const served = await serveLocalEntra({ port: 0, publicUrl: PUBLIC, seed })
  return { ...served, local: `http://localhost:${served.port}`, cli: cli.clientId }
}

const authorize = (at: string, change: Record<string, string>) =>
  `${at}/${first.id}/oauth2/v2.0/authorize?${new URLSearchParams({
    client_id: orders.clientId,
    redirect_uri: 'http://localhost:3000/signed-in',
    scope: 'openid profile',
    state: 'a-state',
    nonce: 'a-nonce',
    ...change,
  })}`

test.each(['here', 'by the public URL', 'by another name'])(
  'tokens have its issuer, reached %s',
  async (how) => {
    const { entra, local, close } = await serve()
    try {
      const at = { here: local, 'by the public URL': PUBLIC }[how] ?? local.replace('localhost', '127.0.0.1')
      const url = authorize(at, { response_type: 'code id_token', response_mode: 'fragment' })
      // In process, and as a test in another language asks for it.
      const control = async () => {
        const body = JSON.stringify({ url, person: 'kim' })
        const answer = await fetch(`${local}/.local-entra/sign-in`, { method: 'POST', body })
        return ((await answer.json()) as { url: string }).url
      }
      for (const back of [(await entra.signIn(url, 'kim')).url, await control()]) {
        const fields = new URLSearchParams(new URL(back).hash.slice(1))
        expect(decodeJwt(fields.get('id_token') ?? '').iss).toBe(ISSUER)
        const answer = await fetch(`${local}/${first.id}/oauth2/v2.0/token`, {
          method: 'POST',
          body: new URLSearchParams({
            grant_type: 'authorization_code',
            client_id: orders.clientId,
            client_secret: 'orders-secret',
            redirect_uri: 'http://localhost:3000/signed-in',
            code: fields.get('code') ?? '',
          }),
        })
        const { id_token = '' } = (await answer.json()) as { id_token?: string }
        expect(decodeJwt(id_token).iss).toBe(ISSUER)
      }
    } finally {
      await close()
    }
  },
)

test('a device that was started here is sent to the public URL, and let in from both', async () => {
  const { entra, local, cli, close } = await serve()
  try {
    const begin = async () => {
      const body = new URLSearchParams({ client_id: cli, scope: 'openid' })
      const answer = await fetch(`${local}/${first.id}/oauth2/v2.0/devicecode`, { method: 'POST', body })
      return (await answer.json()) as { verification_uri: string; user_code: string }
    }
    const one = await begin()
    expect(one.verification_uri.startsWith(`${PUBLIC}/`)).toBe(true)
    await entra.browser().approveDevice(one.verification_uri, one.user_code, 'kim')
    const other = await begin()
    const path = new URL(other.verification_uri).pathname
    await entra.browser().approveDevice(`${local}${path}`, other.user_code, 'kim')
  } finally {
    await close()
  }
})

test('the pages name it, and their forms work where they were reached', async () => {
  const { entra, local, close } = await serve()
  try {
    expect(await (await fetch(`${local}/`)).text()).toContain(`<code>${PUBLIC}/${first.id}</code>`)
    const set = (origin: string) =>
      fetch(`${local}/faults`, {
        method: 'POST',
        redirect: 'manual',
        headers: { Origin: origin },
        body: new URLSearchParams({ fault: 'token_503' }),
      })
    for (const origin of [local, PUBLIC]) expect([origin, (await set(origin)).status]).toEqual([origin, 303])
    entra.faults.clear()
    expect((await set('https://evil.example')).status).toBe(400)
    expect(entra.faults.active()).toEqual([])
  } finally {
    await close()
  }
})

test('Microsoft’s own hosts go on being themselves', async () => {
  const { entra, close } = await serve()
  try {
    const at = `https://login.microsoftonline.com/${first.id}`
    const metadata = await entra.fetch(`${at}/v2.0/.well-known/openid-configuration`)
    expect(await metadata.json()).toMatchObject({ issuer: `${at}/v2.0` })
    const shop = await entra.fetch(
      'https://login.woodgrove.example/woodgrove.onmicrosoft.com/v2.0/.well-known/openid-configuration',
    )
    expect(((await shop.json()) as { issuer: string }).issuer).toContain('ciamlogin.com')
  } finally {
    await close()
  }
})
