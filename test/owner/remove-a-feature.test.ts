// docs/your-pages.md, "Remove a feature": the personal access tokens.
import { expect, test } from 'vitest'
import { removing } from './documents.ts'
import { toTheEnd } from './to-the-end.ts'

const done = toTheEnd(async (copy) => {
  await copy.shell(removing('tokens'))
  await copy.npm('run', 'format')
})

test('its pages are gone, and npm run doctor no longer knows its variable', async () => {
  const { copy, site } = done()
  const { get } = await site.signedIn('adele@contoso.example')
  expect((await get('/tokens')).status).toBe(404)
  expect(await (await get('/')).text()).not.toContain('/tokens')
  const checked = copy.npm('run', 'doctor', '--', '--azure-devops-url', 'https://dev.azure.com/contoso')
  await expect(checked).rejects.toThrow(/--azure-devops-url/)
})
