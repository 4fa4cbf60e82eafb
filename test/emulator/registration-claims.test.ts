// Optional claims: an ID token brings what the registration asks for, and no more.
import { decodeJwt } from 'jose'
import { beforeEach, expect, test } from 'vitest'
import { createEmulator, type Emulator } from '../../emulator/index.ts'
import { adele, adeleInFabrikam, casey, type Person, pradeep, usernameOf } from '../../emulator/seed.ts'
import { EntraBrowser } from '../support/entra-browser.ts'
import { authorizeUrl, redeem } from '../support/entra-client.ts'
import { asOperator } from '../support/operator.ts'
import { addSecret, registerApp } from './registered-app.ts'

let emulator: Emulator
beforeEach(async () => {
  emulator = await createEmulator()
})

async function claimsFor(person: Person, names: string[], administrator?: Person) {
  const graph = await asOperator(emulator, administrator)
  const app = await registerApp(graph, {
    signInAudience: 'AzureADandPersonalMicrosoftAccount',
    optionalClaims: { idToken: names.map((name) => ({ name })) },
  })
  const { secretText: client_secret } = await addSecret(graph, app)
  const at = `https://login.microsoftonline.com/${person.home ? person.tenantId : 'common'}`
  const url = authorizeUrl({ client_id: app.appId, scope: 'openid profile' }, at)
  const back = await new EntraBrowser(emulator).signIn(url, usernameOf(person))
  const code = back.searchParams.get('code') ?? ''
  const { json } = await redeem(emulator, code, { client_id: app.appId, client_secret }, {}, at)
  return decodeJwt(String(json.id_token))
}

const optional = ['login_hint', 'xms_edov', 'email']

test('none, when none is asked for', async () => {
  const claims = await claimsFor(adele, [])
  expect(optional.filter((name) => name in claims)).toEqual([])
  expect(claims).toMatchObject({ name: 'Adele Vance', oid: adele.profile.id })
})

test.each(optional)('%s alone', async (wanted) => {
  const claims = await claimsFor(adele, [wanted])
  expect(optional.filter((name) => name in claims)).toEqual([wanted])
})

test.each([
  ['a person of the organization that owns the domain', adele, undefined, true],
  ['a personal account', casey, undefined, true],
  ['a guest, whose address is of another domain', adeleInFabrikam, pradeep, false],
] as const)('whose email address it is: %s', async (_, person, administrator, verified) => {
  expect((await claimsFor(person, ['xms_edov'], administrator)).xms_edov).toBe(verified)
})
