// A seed with something wrong in it is refused by name and path, all of it at once.
import { readFileSync } from 'node:fs'
import { decodeJwt } from 'jose'
import type * as v from 'valibot'
import { expect, expectTypeOf, test } from 'vitest'
import { createLocalEntra } from '../../emulator/local-entra/local-entra.ts'
import type { Seed } from '../../emulator/local-entra/seed.ts'
import { SeedError } from '../../emulator/local-entra/seed-error.ts'
import type { seedSchema } from '../../emulator/local-entra/seed-schema.ts'
import { SCHEMA_FILE, seedJsonSchema } from '../../tools/seed-schema.ts'
import { adatum } from './adatum.ts'

/** Each `path: message`. */
async function problemsOf(seed: unknown): Promise<string[]> {
  const error = await createLocalEntra({ seed: seed as typeof adatum }).catch((thrown: unknown) => thrown)
  if (!(error instanceof SeedError)) return []
  return error.issues.map(({ path, message }) => `${path}: ${message}`)
}

const tenant = (more: object) => ({ tenants: [{ name: 'adatum', ...more }] })

test.each([
  ['nothing', undefined, []],
  ['a good one', adatum, []],
  ['no object', 'adatum', [': is Object, not "adatum"']],
  ['no tenants', {}, ['tenants: is missing']],
  ['a misspelt field', { tenants: [], tenant: [] }, ['tenant: there is no such field']],
  [
    'a misspelt field of a person',
    tenant({ people: [{ username: 'a@b', nmae: 'A' }] }),
    ['tenants[0].people[0].nmae: there is no such field'],
  ],
  ['a field of the wrong type', tenant({ people: 'all' }), ['tenants[0].people: is Array, not "all"']],
  ['an id that is none', tenant({ id: '1' }), ['tenants[0].id: is a GUID: 8-4-4-4-12 hexadecimal digits']],
  [
    'a name with capitals',
    { tenants: [{ name: 'Adatum' }] },
    ['tenants[0].name: has small letters, digits and hyphens only'],
  ],
  [
    'an unknown kind',
    tenant({ kind: 'b2c' }),
    ['tenants[0].kind: is ("work" | "customers" | "personal"), not "b2c"'],
  ],
  [
    'an unknown role',
    tenant({ people: [{ username: 'a@b', roles: ['King'] }] }),
    [expect.stringContaining('tenants[0].people[0].roles[0]: is ')],
  ],
  [
    'a redirect URI that is none',
    tenant({ apps: [{ displayName: 'A', redirectUris: { web: ['here'] } }] }),
    ['tenants[0].apps[0].redirectUris.web[0]: is a URL'],
  ],
  [
    'an unknown policy',
    tenant({ policies: { mfa: true } }),
    ['tenants[0].policies.mfa: there is no such field'],
  ],
  [
    'two of one name',
    { tenants: [{ name: 'a' }, { name: 'a' }] },
    ['tenants[1].id: ', 'tenants[1].name: ', 'tenants[1].domain: '].map((start) =>
      expect.stringContaining(start),
    ),
  ],
  [
    'a sample’s name beside the samples',
    { samples: true, tenants: [{ name: 'contoso' }] },
    ['tenants[0].name: contoso is that of another tenant already'],
  ],
  [
    'somebody twice',
    tenant({ people: [{ username: 'a@b' }, { username: 'A@b' }] }),
    ['tenants[0].people[1].username: A@b is there twice'],
  ],
  [
    'an id twice',
    tenant({
      people: [
        { id: 'ada70000-0000-4000-8000-000000000001', username: 'a@b' },
        { id: 'ADA70000-0000-4000-8000-000000000001', username: 'c@b' },
      ],
    }),
    ['tenants[0].people[1].id: ADA70000-0000-4000-8000-000000000001 is there twice'],
  ],
  [
    'two groups of one name',
    tenant({ groups: [{ displayName: 'G' }, { displayName: 'G' }] }),
    ['tenants[0].groups[1].displayName: G is there twice'],
  ],
  [
    'a password of a member',
    tenant({ people: [{ username: 'a@b', password: 'p' }] }),
    ['tenants[0].people[0].password: only a customer of External ID has a password here'],
  ],
  [
    'a member who is nobody',
    tenant({ groups: [{ displayName: 'G', members: ['x@b'] }] }),
    ['tenants[0].groups[0].members[0]: x@b is nobody in this tenant, and no group'],
  ],
  [
    'a role for nobody',
    tenant({ apps: [{ displayName: 'A', appRoles: [{ value: 'R', assignedTo: ['x@b'] }] }] }),
    ['tenants[0].apps[0].appRoles[0].assignedTo[0]: x@b is nobody in this tenant, and no group'],
  ],
  [
    'a permission of no API',
    tenant({ apps: [{ displayName: 'A', permissions: ['api://none/x'] }] }),
    ['tenants[0].apps[0].permissions[0]: api://none/x is no permission of an API in this tenant'],
  ],
  [
    'a certificate that is none',
    tenant({ apps: [{ displayName: 'A', certificates: ['x'] }] }),
    ['tenants[0].apps[0].certificates[0]: is no certificate in PEM that is valid now'],
  ],
  [
    'a guest of nowhere',
    tenant({ people: [{ username: 'a@b', guestOf: ['mars'] }] }),
    ['tenants[0].people[0].guestOf[0]: mars is no other organization'],
  ],
  [
    'a custom URL domain of an organization',
    tenant({ loginHost: 'login.a.example' }),
    ['tenants[0].loginHost: only an External ID tenant has one'],
  ],
  [
    'an id for the personal accounts',
    { tenants: [{ name: 'outlook', kind: 'personal', id: 'ada70000-0000-4000-8000-000000000001' }] },
    ['tenants[0].id: personal accounts have their own'],
  ],
])('%s', async (_, seed, problems) => {
  expect(await problemsOf(seed)).toEqual(problems)
})

test('two faults are named at once', async () => {
  const seed = { tenants: [{ name: 'a', people: [{ username: 'x' }], apps: [{}] }] }
  expect(await problemsOf(seed)).toEqual([
    'tenants[0].people[0].username: is a user name: name@domain',
    'tenants[0].apps[0].displayName: is missing',
  ])
})

test('the types say what the schema does', () => {
  expectTypeOf<v.InferInput<typeof seedSchema>>().toEqualTypeOf<Seed>()
})

test('the JSON Schema is that of the schema: npm run seed-schema', () => {
  expect(JSON.parse(readFileSync(SCHEMA_FILE, 'utf8'))).toEqual(JSON.parse(seedJsonSchema()))
})

test('the example is a good seed, whose apps work', async () => {
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
