// The app itself, set up with the .dev.vars that npm run register wrote, and a person who signs in to it.
import { onTestFinished } from 'vitest'
import { createTestHarness } from 'wrangler'
import { EntraBrowser } from '../support/entra-browser.ts'
import { overHttp, variablesIn } from './register-run.ts'

/** Named, so that a .dev.vars beside the tests changes nothing. */
const blank = {
  CLIENT_SECRET: '',
  CLIENT_CERTIFICATE: '',
  CLIENT_CERTIFICATE_KEY: '',
  SCOPE: '',
  ENDPOINT: '',
  ALLOWED_TENANTS: '',
  SESSION_IDLE_MINUTES: '',
  SESSION_MAX_HOURS: '',
}

/** @returns the page that the person sees once signed in */
export async function profileAfterSignIn(file: string, username: string): Promise<string> {
  const variables = Object.entries(variablesIn(file)).map(([name, value]) => [name, value ?? ''] as const)
  const secrets = { ...blank, ...Object.fromEntries(variables) }
  const server = createTestHarness({ workers: [{ configPath: './wrangler.toml', secrets }] })
  await server.listen()
  onTestFinished(() => server.close())
  const { origin } = new URL(variablesIn(file).REDIRECT_URI ?? '')
  const cookies = new Map<string, string>()
  const get = async (url: string) => {
    const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ')
    const response = await server.fetch(new URL(url, origin).href, {
      redirect: 'manual',
      headers: { accept: 'text/html', ...(cookie && { cookie }) },
    })
    for (const line of response.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? []
      if (/max-age=0/i.test(line)) cookies.delete(name)
      else cookies.set(name, value)
    }
    return response
  }
  const started = await get('/login?return_to=/profile')
  const callback = await new EntraBrowser(overHttp).signIn(started.headers.get('location') ?? '', username)
  const finished = await get(callback.href)
  if (finished.status !== 303) return finished.text()
  return (await get('/profile')).text()
}
