// docs/your-pages.md, "Remove a feature": the personal access tokens.
import { expect, test } from 'vitest'
import { remove } from './documents.ts'
import { toTheEnd } from './to-the-end.ts'

const done = toTheEnd((copy) => remove(copy, 'tokens'))

test('its pages are gone, and npm run doctor no longer knows its variable', async () => {
  const { copy, site } = done()
  const { get } = await site.signedIn('adele@contoso.example')
  expect((await get('/tokens')).status).toBe(404)
  expect(await (await get('/')).text()).not.toContain('/tokens')
  const checked = copy.npm('run', 'doctor', '--', '--azure-devops-url', 'https://dev.azure.com/contoso')
  await expect(checked).rejects.toThrow(/--azure-devops-url/)
  expect(copy.read('.dev.vars.example')).not.toContain('AZURE_DEVOPS_URL')
  expect(copy.read('.dev.vars.example')).toContain('SIGN_UP=\n\n# If AUTHORITY')
  expect(copy.read('public/style.css')).not.toMatch(/\.(?:tokens|scopes|areas)\b/)
})
