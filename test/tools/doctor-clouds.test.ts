// The kind of a tenant, and the cloud that it is in, when AUTHORITY is at a host of Microsoft's.
import { expect, onTestFinished, test, vi } from 'vitest'
import { contoso } from '../../emulator/seed.ts'
import { parseAuthority } from '../../src/entryway/protocol.ts'
import type { Check } from '../../tools/doctor/diagnosis/check.ts'
import { metadata } from '../../tools/doctor/entra/metadata.ts'
import { tenantType } from '../../tools/doctor/entra/tenant-type.ts'
import { findSignInAuthority } from '../../tools/register/sign-in/sign-in-authority.ts'
import samples from '../recorded/metadata.json' with { type: 'json' }

const ID = contoso.id
const PUBLIC = 'https://login.microsoftonline.com'
const US = 'https://login.microsoftonline.us'
const OF_CUSTOMERS = `https://${ID}.ciamlogin.com/${ID}/v2.0`

function answerWith(answer: () => Response): string[] {
  const asked: string[] = []
  onTestFinished(() => void vi.unstubAllGlobals())
  vi.stubGlobal('fetch', async (input: string | URL) => {
    asked.push(String(input))
    return answer()
  })
  return asked
}

async function run(check: Check, origin: string) {
  const AUTHORITY = `${origin}/${ID}`
  const found = { authority: parseAuthority(AUTHORITY), metadata: { issuer: `${AUTHORITY}/v2.0` } } as never
  return (await check.run(found, { variables: { AUTHORITY }, now: Date.now } as never))[0]
}

/** As test/recorded/metadata.json has it, with every address that a whole document has. */
function answerOfOtherCloud(): void {
  const names = ['us-government', 'us-government-asked-at-the-public-host']
  const found = samples.samples.filter(({ name }) => names.includes(name)).map(({ body }) => body)
  const document = JSON.stringify(Object.assign({}, ...found))
  answerWith(() => new Response(document.replaceAll(/0{8}-0000-4000-8000-0{11}1/g, ID)))
}

test('a tenant in another cloud: doctor says which, and what to set', async () => {
  answerOfOtherCloud()
  expect(await run(metadata, PUBLIC)).toMatchObject({
    status: 'fail',
    sentence: 'The tenant is in Microsoft’s US Government cloud.',
    whatToDo: `Set AUTHORITY to ${US}/${ID}.`,
  })
})

test('register says the same, with its own flag', async () => {
  answerOfOtherCloud()
  const found = findSignInAuthority({ authority: undefined, tenant: ID } as never)
  await expect(found).rejects.toMatchObject({
    message: 'The tenant is in Microsoft’s US Government cloud.',
    next: `Run this again with --authority ${US}/${ID}.`,
  })
})

const ofCustomers = () => Response.json({ issuer: OF_CUSTOMERS })
const ofNobody = () => Response.json({ error: 'invalid_tenant' }, { status: 400 })
const unavailable = () => new Response('', { status: 503 })
const UNKNOWN = 'Could not determine whether the tenant is for customers: '

test.each([
  [
    PUBLIC,
    'a tenant of customers',
    ofCustomers,
    'warn',
    'get AADSTS500208',
    /^If .* set AUTHORITY to \S+\.ciamlogin\.com/,
  ],
  [
    'https://login.windows.net',
    'the same at an older host',
    ofCustomers,
    'warn',
    'get AADSTS500208',
    /ciamlogin/,
  ],
  [PUBLIC, 'a tenant of an organization', ofNobody, 'pass', 'It is an organization’s tenant.', null],
  [PUBLIC, 'a service that is down', unavailable, 'skipped', UNKNOWN, null],
  [US, 'a cloud without customers', ofCustomers, 'skipped', `${UNKNOWN}ciamlogin.com`, null],
] as const)('tenant type at %s, %s: %s', async (origin, _, answer, status, says, whatToDo) => {
  const asked = answerWith(answer)
  expect(await run(tenantType, origin)).toMatchObject({
    status,
    sentence: expect.stringContaining(says),
    whatToDo: whatToDo && expect.stringMatching(whatToDo),
  })
  expect(asked).toEqual(origin === US ? [] : [`${OF_CUSTOMERS}/.well-known/openid-configuration`])
})

test.each(['https://contoso.ciamlogin.com', 'http://localhost:8788'])(
  'tenant type at %s is not in question',
  async (origin) => {
    expect(await run(tenantType, origin)).toBeUndefined()
  },
)
