// How a program controls the local Entra in process; the same in Node and in workerd.
import { decodeJwt } from 'jose'
import { beforeEach, describe, expect, test } from 'vitest'
import type { LocalEntra } from '../../emulator/local-entra/interface.ts'
import { createLocalEntra } from '../../emulator/local-entra/local-entra.ts'
import { ADATUM, adatum, authorizeUrl, first, orders, redeem } from '../support/adatum.ts'

export function controlTests(): void {
  let entra: LocalEntra
  beforeEach(async () => {
    entra = await createLocalEntra({ seed: adatum })
  })

  describe('control', () => {
    test('a token’s issuer is where the local Entra is reached', async () => {
      const asked = { app: orders.clientId, person: 'kim', kind: 'id' as const }
      const issuerOf = async (entra: LocalEntra) => decodeJwt(await entra.mint(asked)).iss
      expect(await issuerOf(await createLocalEntra({ seed: adatum }))).toBe(`${ADATUM}/v2.0`)
      const elsewhere = await createLocalEntra({ seed: adatum, publicUrl: 'https://entra.test:8443/' })
      expect(await issuerOf(elsewhere)).toBe(`https://entra.test:8443/${first.id}/v2.0`)
    })

    test('the clock ends tokens', async () => {
      const entra = await createLocalEntra({ now: () => Date.UTC(2026, 0, 31) })
      const access = await entra.mint({ app: 'Entryway', person: 'adele', scope: 'User.Read' })
      const me = () =>
        entra.fetch('https://graph.microsoft.com/v1.0/me', { headers: { Authorization: `Bearer ${access}` } })
      expect((await me()).status).toBe(200)
      entra.clock.advance(3601)
      expect((await me()).status).toBe(401)
      entra.clock.reset()
      expect((await me()).status).toBe(200)
      entra.clock.set('2026-02-01T00:00:00Z')
      expect(entra.clock.now()).toBe(Date.UTC(2026, 1, 1))
      expect(() => entra.clock.set('tomorrow')).toThrow(RangeError)
    })

    test('a fault in words is an AADSTS number, used up once', async () => {
      entra.faults.set('secret_expired')
      expect(entra.faults.active()).toMatchObject([{ name: 'aadsts', aadsts: 7000222, times: 1 }])
      const back = await entra.signIn(authorizeUrl(), 'kim')
      expect(await redeem(entra, back)).toMatchObject({ error_codes: [7000222] })
      expect(await redeem(entra, back)).toHaveProperty('access_token')
      entra.faults.set('AADSTS50057', { times: 0 })
      entra.faults.set('graph_503')
      entra.faults.clear('graph_503')
      expect(entra.faults.active().map(({ name }) => name)).toEqual(['aadsts'])
      entra.faults.clear()
      expect(entra.faults.active()).toEqual([])
    })

    test('every request is recorded, with what was sent and answered', async () => {
      await redeem(entra, await entra.signIn(authorizeUrl(), 'kim'))
      const last = entra.requests.at(-1)
      expect(last).toMatchObject({ method: 'POST', url: `${ADATUM}/oauth2/v2.0/token`, status: 200 })
      expect(new URLSearchParams(last?.body ?? '').get('grant_type')).toBe('authorization_code')
      expect(JSON.parse(last?.response ?? '')).toHaveProperty('id_token')
      entra.forgetRequests()
      expect(entra.requests).toEqual([])
    })

    test('a minted token has the claims that the request names', async () => {
      const app = orders.clientId
      const claims = { tid: 'x', name: null }
      const id = await entra.mint({ app, person: 'kim', kind: 'id', nonce: 'n', claims })
      expect(decodeJwt(id)).toMatchObject({ aud: app, nonce: 'n', tid: 'x' })
      expect(decodeJwt(id)).not.toHaveProperty('name')
      const late = decodeJwt(await entra.mint({ app, person: 'kim', expiresIn: -60 }))
      expect(late.exp).toBeLessThan(entra.clock.now() / 1000)
      const own = decodeJwt(await entra.mint({ app, roles: ['User.Read.All'] }))
      expect(own).toMatchObject({ idtyp: 'app', roles: ['User.Read.All'] })
      await expect(entra.mint({ app: 'Nothing' })).rejects.toThrow('there is no app Nothing')
      const unknown = entra.mint({ app: 'Orders', person: 'kim', scope: 'api://zz/x' })
      await expect(unknown).rejects.toThrow("The resource principal named 'api://zz' was not found")
    })

    test('a reset is a fresh start that the old keys still sign for', async () => {
      const entra = await createLocalEntra()
      const keys = async () =>
        (await entra.fetch('https://login.microsoftonline.com/common/discovery/v2.0/keys')).text()
      const before = await keys()
      entra.faults.set('graph_503')
      entra.clock.advance(60)
      await entra.reset()
      expect(entra.faults.active()).toEqual([])
      expect(entra.requests).toEqual([])
      expect(await keys()).toBe(before)
      await entra.reset(adatum)
      await entra.signIn(authorizeUrl(), 'kim')
      await expect(entra.reset({ tenants: [{ name: 'A B' }] })).rejects.toThrow('tenants[0].name')
      await entra.signIn(authorizeUrl(), 'kim')
    })

    test('one browser stays signed in, another does not', async () => {
      const browser = entra.browser()
      await browser.signIn(authorizeUrl(), 'kim')
      const silent = new Request(authorizeUrl({ prompt: 'none' }))
      expect((await browser.fetch(silent)).headers.get('Location')).toContain('code=')
      expect((await entra.browser().fetch(silent)).headers.get('Location')).toContain('error=login_required')
    })
  })
}
