// docs/your-pages.md, "Remove a feature": the personal access tokens; and in another copy the profile and the page that calls an API.
import { describe, expect, test } from 'vitest'
import { remove } from './documents.ts'
import { EVERY_PAGE, toTheEnd } from './to-the-end.ts'

/** Of the tools' tests, those that count the variables of the features that there are. */
const kept = [...EVERY_PAGE, 'test/tools/doctor-secrets']

describe('the personal access tokens', () => {
  const done = toTheEnd((copy) => remove(copy, 'tokens'), { kept })

  test('their pages are gone, and npm run doctor no longer knows their variable', async () => {
    const { copy, site } = done()
    const { get } = await site.signedIn('adele@contoso.example')
    expect((await get('/tokens')).status).toBe(404)
    expect((await get('/profile')).status).toBe(200)
    expect(await (await get('/')).text()).not.toContain('/tokens')
    const checked = copy.npm('run', 'doctor', '--', '--azure-devops-url', 'https://dev.azure.com/contoso')
    await expect(checked).rejects.toThrow(/--azure-devops-url/)
    expect(copy.read('.dev.vars.example')).not.toContain('AZURE_DEVOPS_URL')
    expect(copy.read('.dev.vars.example')).toContain('SIGN_UP=\n\n# If AUTHORITY')
    expect(copy.read('public/style.css')).not.toMatch(/\.(?:tokens|scopes|areas)\b/)
  })
})

describe('the profile and the page that calls an API', () => {
  const done = toTheEnd((copy) => remove(copy, 'profile and call-api'), { kept })

  test('their pages are gone, and npm run doctor no longer knows their variable', async () => {
    const { copy, site } = done()
    const { get } = await site.signedIn('adele@contoso.example')
    for (const path of ['/profile', '/profile/photo', '/profile/edit', '/call_api'])
      expect([path, (await get(path)).status]).toEqual([path, 404])
    expect(await (await get('/')).text()).not.toMatch(/\/profile|\/call_api/)
    const checked = copy.npm('run', 'doctor', '--', '--endpoint', 'https://api.example')
    await expect(checked).rejects.toThrow(/--endpoint/)
    expect(copy.read('.dev.vars.example')).not.toContain('ENDPOINT')
    expect(copy.read('.dev.vars.example')).toContain('AZURE_DEVOPS_URL')
  })
})
