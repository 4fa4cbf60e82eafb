// A tenant asked for at another cloud's host: doctor and register say which AUTHORITY it needs.
import { expect, onTestFinished, test, vi } from 'vitest'
import { contoso } from '../../emulator/seed.ts'
import { parseAuthority } from '../../src/entryway/protocol.ts'
import { metadata } from '../../tools/doctor/entra/metadata.ts'
import { findSignInAuthority } from '../../tools/register/sign-in/sign-in-authority.ts'
import samples from '../recorded/metadata.json' with { type: 'json' }

const ID = contoso.id
const AUTHORITY = `https://login.microsoftonline.com/${ID}`
const US = `https://login.microsoftonline.us/${ID}`

/** As test/recorded/metadata.json has it, with every address that a whole document has. */
function answerOfOtherCloud(): void {
  const names = ['us-government', 'us-government-asked-at-the-public-host']
  const found = samples.samples.filter(({ name }) => names.includes(name)).map(({ body }) => body)
  const document = JSON.stringify(Object.assign({}, ...found))
  onTestFinished(() => void vi.unstubAllGlobals())
  vi.stubGlobal('fetch', async () => new Response(document.replaceAll(/0{8}-0000-4000-8000-0{11}1/g, ID)))
}

test('doctor says which cloud the tenant is in, and what to set', async () => {
  answerOfOtherCloud()
  const authority = parseAuthority(AUTHORITY)
  if (!authority) throw new Error('no authority')
  const given = { variables: {}, named: [], replaced: [], homeTenant: null, wrangler: { problem: '' } }
  const [outcome] = await metadata.run({ authority }, { ...given, now: () => Date.now() } as never)
  expect(outcome).toMatchObject({
    status: 'fail',
    sentence: 'The tenant is in Microsoft’s US Government cloud.',
    whatToDo: `Set AUTHORITY to ${US}.`,
  })
})

test('register says the same, with its own flag', async () => {
  answerOfOtherCloud()
  const found = findSignInAuthority({ authority: undefined, tenant: ID } as never)
  await expect(found).rejects.toMatchObject({
    message: 'The tenant is in Microsoft’s US Government cloud.',
    next: `Run this again with --authority ${US}.`,
  })
})
