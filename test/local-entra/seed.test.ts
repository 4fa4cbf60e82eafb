// What a seed may say, and what comes of it.
import { readFileSync } from 'node:fs'
import { decodeJwt } from 'jose'
import type * as v from 'valibot'
import { expect, expectTypeOf, test } from 'vitest'
import { createLocalEntra } from '../../emulator/local-entra/local-entra.ts'
import type { Seed } from '../../emulator/local-entra/seed.ts'
import type { seedSchema } from '../../emulator/local-entra/seed-schema.ts'
import { SCHEMA_FILE, seedJsonSchema } from '../../tools/seed-schema.ts'
import { certificateWith, createCredential, shortRsa } from '../emulator/credential.ts'
import { adatum } from '../support/adatum.ts'
import { app, problemsOf, tenant } from './one-tenant.ts'

test.each([
  ['nothing', undefined],
  ['the example of the tests', adatum],
  ['the samples alone', { samples: true, tenants: [] }],
])('accepts %s', async (_, seed) => {
  expect(await problemsOf(seed)).toEqual([])
})

test('rejects two apps with the same identifier URI in one tenant', async () => {
  const offering = (displayName: string, signInAudience?: string) => ({
    displayName,
    ...(signInAudience ? { signInAudience } : {}),
    api: { identifierUris: ['api://toys'] },
  })
  expect(await problemsOf(tenant({ apps: [offering('A'), offering('B')] }))).toEqual([
    "tenants[0].apps[1].api.identifierUris[0]: A already uses 'api://toys'",
  ])
  const apart = (audience?: string) => ({
    tenants: [
      { name: 'a', apps: [offering('A', audience)] },
      { name: 'b', apps: [offering('B', audience)] },
    ],
  })
  expect(await problemsOf(apart())).toEqual([])
  expect(await problemsOf(apart('AzureADMultipleOrgs'))).toEqual([
    "tenants[1].apps[0].api.identifierUris[0]: A already uses 'api://toys'",
  ])
})

test('accepts groups that are members of each other', async () => {
  const entra = await createLocalEntra({
    seed: {
      tenants: [
        {
          name: 'adatum',
          people: [{ username: 'kim@adatum.onmicrosoft.com' }],
          groups: [
            { displayName: 'G', members: ['H'] },
            { displayName: 'H', members: ['G', 'kim@adatum.onmicrosoft.com'] },
          ],
          apps: [{ displayName: 'A', groupMembershipClaims: 'SecurityGroup' }],
        },
      ],
    },
  })
  expect(decodeJwt(await entra.mint({ app: 'A', person: 'kim', kind: 'id' })).groups).toHaveLength(2)
})

test('accepts what Entra accepts', async () => {
  const seed = {
    tenants: [
      {
        name: 'adatum',
        domain: 'adatum.example',
        apps: [
          {
            displayName: 'A',
            signInAudience: 'AzureADandPersonalMicrosoftAccount',
            secrets: ['a', 'b'],
            redirectUris: {
              web: ['http://127.0.0.1:3000/a', 'https://a.example/a'],
              publicClient: ['msauth.a://auth', 'http://localhost'],
            },
            permissions: ['openid', 'Chat.Read', '499b84ac-1321-427f-aa17-267ca6975798/vso.code'],
            applicationPermissions: ['Chat.Read.All', 'api://orders/Orders.Read', 'Orders.Write'],
          },
          {
            displayName: 'C',
            publicClient: true,
            secrets: ['a'],
            applicationPermissions: ['User.Read.All'],
          },
          {
            displayName: 'B',
            appRoles: [{ value: 'Orders.Read' }, { value: 'Orders.Write' }],
            api: {
              identifierUris: ['api://orders', 'https://adatum.example/orders'],
              scopes: [{ value: 'Orders.Read' }],
              preAuthorizedApps: ['04b07795-8ddb-461a-bbee-02f9e1bf7b46'],
            },
          },
        ],
      },
    ],
  }
  expect(await problemsOf(seed)).toEqual([])
})

test('rejects a certificate that has expired at the clock’s time', async () => {
  const { pem } = await createCredential()
  const seed = app({ certificates: [pem] }) as Seed
  const rejected = createLocalEntra({ seed, now: () => Date.UTC(2080, 0, 1) })
  await expect(rejected).rejects.toThrow(
    /tenants\[0\]\.apps\[0\]\.certificates\[0\]: expired on \d{4}-\d\d-\d\dT/,
  )
  expect(await problemsOf(seed)).toEqual([])
})

test('rejects several certificates, private keys, and unsupported keys', async () => {
  const { pem, privateKey } = await createCredential()
  const { pem: other } = await createCredential()
  const elliptic = await certificateWith({ name: 'ECDSA', namedCurve: 'P-256' })
  const short = await certificateWith(shortRsa)
  const certificates = [`${pem}${other}`, `${pem}${privateKey}`, `${privateKey}${pem}`, elliptic, short, pem]
  const at = (index: number) => `tenants[0].apps[0].certificates[${index}]`
  expect(await problemsOf(app({ certificates }))).toEqual([
    `${at(0)}: contains 2 certificates: list each separately`,
    `${at(1)}: contains a private key: use the certificate only`,
    `${at(2)}: contains a private key: use the certificate only`,
    `${at(3)}: has a key for ECDSA: must have an RSA key`,
    `${at(4)}: has an RSA key of 1024 bits: must have at least 2048`,
  ])
})

test('the types match the schema', () => {
  expectTypeOf<v.InferInput<typeof seedSchema>>().toEqualTypeOf<Seed>()
})

test('the JSON Schema is up to date (npm run seed-schema)', () => {
  expect(JSON.parse(readFileSync(SCHEMA_FILE, 'utf8'))).toEqual(JSON.parse(seedJsonSchema()))
})

test('the example seed is valid, and its apps work', async () => {
  const file = new URL('../../emulator/local-entra/seed.example.json', import.meta.url)
  const entra = await createLocalEntra({ seed: JSON.parse(readFileSync(file, 'utf8')) })
  const token = await entra.mint({ app: 'Orders', person: 'kim', kind: 'id' })
  expect(decodeJwt(token).roles).toEqual(['Orders.Approve'])
  const spa = { app: 'Orders in the browser', person: 'kim', scope: 'api://orders/Orders.Read' }
  expect(decodeJwt(await entra.mint(spa))).toMatchObject({
    aud: 'a0a0a0a0-0000-4000-8000-00000000000b',
    scp: 'Orders.Read',
    ver: '2.0',
  })
})
