// docs/your-pages.md, "Remove a feature": the profile, and the page that calls an API.
import { expect, test } from 'vitest'
import { removing } from './documents.ts'
import { toTheEnd } from './to-the-end.ts'

const done = toTheEnd(async (copy) => {
  await copy.shell(removing('profile and call-api'))
  await copy.npm('run', 'format')
})

test('their pages are gone, and npm run doctor no longer knows the variable of one', async () => {
  const { copy, site } = done()
  const { get } = await site.signedIn('adele@contoso.example')
  for (const path of ['/profile', '/profile/photo', '/profile/edit', '/call_api'])
    expect([path, (await get(path)).status]).toEqual([path, 404])
  expect(await (await get('/')).text()).not.toMatch(/\/profile|\/call_api/)
  await expect(copy.npm('run', 'doctor', '--', '--endpoint', 'https://api.example')).rejects.toThrow(
    /--endpoint/,
  )
})

test('no test that is left needs them', async () => {
  await done().copy.shell('npx vitest run --project miniflare --project browser')
})
