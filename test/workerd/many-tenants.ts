// An authority of many tenants. The local Entra knows tenants only, so Contoso's endpoints serve under its name.
import { contoso } from '../../emulator/seed.ts'
import { startApp, type TestApp } from './app.ts'
import type { Json } from './changed-answers.ts'

const HOST = 'https://login.microsoftonline.com'
export const PERSONAL_ACCOUNTS = '9188040d-6c67-4c5b-b112-36a304b66dad'

export const issuerOf = (tenantId: string) => `${HOST}/${tenantId}/v2.0`

/** Starts an app at `common`, `organizations` or `consumers`, with documents as Entra's are. */
export async function startAppAt(
  name: 'common' | 'organizations' | 'consumers',
  settings: Json = {},
): Promise<TestApp> {
  const app = await startApp({ AUTHORITY: `${HOST}/${name}`, ...settings })
  const issuer = issuerOf(name === 'consumers' ? PERSONAL_ACCOUNTS : '{tenantid}')
  app.intercept = async (request) => {
    if (!request.url.startsWith(`${HOST}/${name}/`)) return null
    const real = await app.emulator.fetch(new Request(request.url.replace(`/${name}/`, `/${contoso.id}/`)))
    const document = await real.json<Json>()
    if (!Array.isArray(document.keys))
      return Response.json({ ...document, issuer, jwks_uri: `${HOST}/${name}/discovery/v2.0/keys` })
    return Response.json({ keys: document.keys.map((key) => ({ ...key, issuer })) })
  }
  return app
}
