// Each recorded key set: which tokens its keys may sign. The private keys are Microsoft's, so each key is given another
// modulus under its own name.
import { exportJWK, generateKeyPair } from 'jose'
import { expect } from 'vitest'
import { PERSONAL_ACCOUNTS_TENANT } from '../../src/entryway/entra/authority.ts'
import { verifyIdToken } from '../../src/entryway/entra/id-token.ts'
import { readSigningKeys } from '../../src/entryway/entra/signing-keys.ts'
import recorded from '../recorded/keys.json'
import { sign } from './hostile-entra.ts'
import { feed, type Sample } from './recorded.ts'

const TENANT = '00000000-0000-4000-8000-000000000001'
const CUSTOMERS = '00000000-0000-4000-8000-000000000003'
const CLIENT_ID = '00000000-0000-4000-8000-0000000000a1'
const TEMPLATE = 'https://login.microsoftonline.com/{tenantid}/v2.0'

const pair = await generateKeyPair('RS256', { extractable: true })
const { n, e } = await exportJWK(pair.publicKey)

type Key = Record<string, unknown> & { kid: string }
const common = (recorded.samples[0]?.body?.keys ?? []) as Key[]

/** The keys of a sample; a composition gives the names and issuers alone. */
function keysOf({ name, body, ...rest }: Sample): Key[] {
  const { composition = [], kids = [] } = rest as { composition?: Key[]; kids?: string[] }
  if (name === 'consumers-form') return common.filter(({ kid }) => kids.includes(kid))
  const form = { kty: 'RSA', use: 'sig', n, e }
  return (body?.keys as Key[] | undefined) ?? composition.map((key) => ({ ...form, ...key }))
}

/** `taken`, or the check that refuses a token which this key signed. */
async function outcome(keys: Key[], kid: string, tid: string, issuer = TEMPLATE): Promise<unknown> {
  const published = keys.map((key) => (key.kid === kid ? { ...key, n, e } : key))
  const seconds = Math.floor(Date.now() / 1000)
  const claims = {
    aud: CLIENT_ID,
    iss: issuer.replaceAll('{tenantid}', tid),
    ...{ iat: seconds - 300, nbf: seconds - 300, exp: seconds + 3600 },
    ...{ nonce: 'n', sub: 's', tid, ver: '2.0' },
  }
  return verifyIdToken(await sign(claims, { typ: 'JWT', kid }, pair.privateKey), {
    keys: readSigningKeys({ keys: published }),
    metadataIssuer: issuer,
    cloudInstanceName: issuer === TEMPLATE ? 'microsoftonline.com' : null,
    authorityTenant: 'common',
    clientId: CLIENT_ID,
    nonce: 'n',
    accessToken: 'a',
    allowedTenants: [],
    now: seconds * 1000,
  }).then(
    () => 'taken',
    (error) => error.context.reason,
  )
}

/** By the key: what comes of a work account's token, and of a personal account's. */
const PUBLIC_KEY = ['taken', 'taken']
const OTHER_CLOUD = ['key_cloud', 'key_cloud']
const PERSONAL = ['key_issuer', 'taken']

const EXPECTED: Record<string, string[][]> = {
  // Two keys of the US Government's under the public issuer: not for a public tenant.
  'common-2025': [PUBLIC_KEY, PUBLIC_KEY, OTHER_CLOUD, OTHER_CLOUD, PERSONAL, PERSONAL],
  'consumers-form': [PERSONAL, PERSONAL],
  // No key says its cloud: absent is not wrong.
  'common-2024-without-cloud': [PUBLIC_KEY],
  'organizations-2024-without-personal-keys': Array(6).fill(PUBLIC_KEY),
}

feed(
  'keys.json',
  recorded,
  EXPECTED,
  async (sample, expected) => {
    const keys = keysOf(sample)
    expect(readSigningKeys({ keys })).toHaveLength(expected.length)
    const outcomes = keys.map(async ({ kid }) => [
      await outcome(keys, kid, TENANT),
      await outcome(keys, kid, PERSONAL_ACCOUNTS_TENANT),
    ])
    expect(await Promise.all(outcomes)).toEqual(expected)
  },
  {
    'number-of-keys-2026': 'a number, and no key; order and number mean nothing',
    customers: 'nobody has seen one: the likely forms are a test below',
  },
)

const CUSTOMERS_ISSUER = `https://${CUSTOMERS}.ciamlogin.com/${CUSTOMERS}/v2.0`

feed(
  'keys.json, customers',
  { samples: ['its own', 'a template', 'none'].map((name) => ({ name: `a key whose issuer is ${name}` })) },
  {
    'a key whose issuer is its own': { issuer: CUSTOMERS_ISSUER, cloud_instance_name: 'ciamlogin.com' },
    'a key whose issuer is a template': { issuer: 'https://{tenantid}.ciamlogin.com/{tenantid}/v2.0' },
    'a key whose issuer is none': {},
  },
  async (_, key) => {
    const keys = [{ kty: 'RSA', kid: 'k', use: 'sig', n, e, ...key }]
    expect(await outcome(keys, 'k', CUSTOMERS, CUSTOMERS_ISSUER)).toBe('taken')
  },
)
