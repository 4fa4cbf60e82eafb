// Each recorded set of claims, signed by a key of the test's: who the app says it is.
import { exportJWK, generateKeyPair } from 'jose'
import { expect } from 'vitest'
import { type Identity, verifyIdToken } from '../../src/entryway/entra/id-token.ts'
import recorded from '../recorded/id-tokens.json'
import { sign } from './hostile-entra.ts'
import { feed } from './recorded.ts'

const CLIENT_ID = '00000000-0000-4000-8000-0000000000a1'
const TENANT = '00000000-0000-4000-8000-000000000001'
const CUSTOMERS = '00000000-0000-4000-8000-000000000003'
const PERSONAL = '9188040d-6c67-4c5b-b112-36a304b66dad'
const NONCE = 'a-nonce'

const { privateKey, publicKey } = await generateKeyPair('RS256', { extractable: true })
const { n = '', e = '' } = await exportJWK(publicKey)

const adele: Partial<Identity> = {
  tenantId: TENANT,
  objectId: '00000000-0000-4000-8000-000000000101',
  subject: 'FakePairwiseSubject-AdeleVance-00000000000A',
  name: 'Adele Vance',
  username: 'AdeleV@contoso.example',
  roles: [],
  sid: '007e0000-0000-fc52-3409-000000000001',
  loginHint: null,
}
/** No sid: front-channel sign-out cannot find their session. */
const abe: Partial<Identity> = {
  tenantId: PERSONAL,
  objectId: '00000000-0000-0000-0123-456789abcdef',
  name: 'Abe Lincoln',
  username: 'abelincoln@outlook.example',
  sid: null,
  loginHint: null,
}

const EXPECTED: Record<string, Partial<Identity>> = {
  'work-2025': adele,
  'personal-2025': abe,
  'personal-2018': abe,
  'work-2021': { ...adele, sid: null },
  // Without an oid the person is issuer and subject.
  'work-without-profile': { ...adele, objectId: null, name: null, username: null },
  'work-optional-claims': { ...adele, loginHint: 'O.FAKEloginhint' },
  guest: { tenantId: TENANT, name: 'Alex Wilber', username: 'AlexW@fabrikam.example' },
  'guest-personal': { tenantId: TENANT, name: 'Abe Lincoln', username: 'abelincoln@outlook.example' },
  customer: { tenantId: CUSTOMERS, name: 'Patti Fernandez', username: 'patti@example.com' },
  // The app makes nothing of groups; the session is the same with, without and with too many of them.
  'work-groups': adele,
  'work-groups-overage': adele,
  'work-groups-overage-implicit': adele,
  'work-roles': { ...adele, roles: ['Reader', 'Approver'] },
  'work-acrs': adele,
}

type Claims = { iss: string; tid: string }

feed('id-tokens.json', recorded, EXPECTED, async (sample, expected) => {
  const { header, claims, secondsFromIssue } = sample as unknown as {
    header: Record<string, string>
    claims: Claims
    secondsFromIssue: Record<string, number>
  }
  const issued = Math.floor(Date.now() / 1000)
  const times = Object.entries(secondsFromIssue).map(([name, seconds]) => [name, issued + seconds])
  const filled = { ...claims, ...Object.fromEntries(times), nonce: NONCE }
  const idToken = await sign(filled, { ...header, kid: 'k' }, privateKey)
  const isCustomer = claims.tid === CUSTOMERS
  // Verified the moment it is issued, and as the authority of its tenant and as one of many tenants.
  for (const authorityTenant of isCustomer ? [CUSTOMERS] : [claims.tid, 'common']) {
    const { identity } = await verifyIdToken(idToken, {
      keys: [{ kty: 'RSA', kid: 'k', n, e, issuer: claims.iss }],
      metadataIssuer:
        authorityTenant === 'common' ? 'https://login.microsoftonline.com/{tenantid}/v2.0' : claims.iss,
      cloudInstanceName: isCustomer ? null : 'microsoftonline.com',
      authorityTenant,
      clientId: CLIENT_ID,
      nonce: NONCE,
      accessToken: 'a',
      allowedTenants: [],
      now: issued * 1000,
    })
    expect(identity).toMatchObject({ ...expected, issuer: claims.iss })
  }
})
