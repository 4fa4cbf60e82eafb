import { expect, test } from 'vitest'
import { adele, alex, casey, entrywayEverywhere } from '../../emulator/seed.ts'
import { startApp } from './app.ts'
import { refuseTokens } from './changed-answers.ts'
import { ADELES, AZURE_DEVOPS_URL, atTokens, isAzureDevOps, RESOURCE, visitTokens } from './tokens.ts'
import tokensApp from './tokens-app.tsx'

const BOTH = `${RESOURCE}/vso.pats ${RESOURCE}/vso.pats_manage`

const scopeOf = (response: Response) =>
  new URL(response.headers.get('location') ?? 'none:').searchParams.get('scope')

test.each(['/tokens?filter=expired', `/tokens/${ADELES(1)}/edit`])(
  '%s asks for consent to both scopes at once when it is first opened, and comes back',
  async (path) => {
    const app = await startApp({ AZURE_DEVOPS_URL }, tokensApp)
    const browser = app.browser()
    expect((await browser.startSignIn()).searchParams.get('scope')).not.toContain(RESOURCE)
    await browser.signIn()
    await browser.get('/')
    expect(app.outbound.filter((line) => line.includes('dev.azure.com'))).toEqual([])

    const asked = await browser.get(path)
    expect([asked.status, scopeOf(asked)]).toEqual([302, `openid profile offline_access ${BOTH}`])
    const back = await browser.followToEntra(asked)
    expect([back.status, back.headers.get('location')]).toEqual([303, path])
    expect((await browser.get(path)).status).toBe(200)
  },
)

test.each([[650052, 'invalid_client']])(
  'says that a directory has no Azure DevOps (AADSTS%i %s)',
  async (number, error) => {
    const app = await startApp({ AZURE_DEVOPS_URL }, tokensApp)
    const browser = app.browser()
    await browser.signIn()
    refuseTokens(app, { error, error_codes: [number] })
    app.outbound.length = 0
    const response = await browser.get('/tokens')
    expect([response.status, app.outbound.length]).toEqual([503, 1])
    expect(await response.text()).toContain('Your directory doesn’t use Azure DevOps')
  },
)

test.each([
  ['GET', '/tokens'],
  ['POST', `/tokens/${ADELES(1)}/revoke`],
])(
  'tells a personal account at %s %s that it cannot have tokens, before asking anything',
  async (method, path) => {
    const app = await startApp(
      {
        AZURE_DEVOPS_URL,
        AUTHORITY: 'https://login.microsoftonline.com/common',
        CLIENT_ID: entrywayEverywhere.clientId,
      },
      tokensApp,
    )
    const browser = app.browser()
    await browser.signIn(casey.profile.userPrincipalName)
    app.outbound.length = 0
    const response = await (method === 'GET' ? browser.get(path) : browser.post(path))
    expect(response.status).toBe(403)
    expect(await response.text()).toContain('This needs a work or school account')
    expect([app.outbound, app.lastLog('error')?.reason]).toEqual([[], 'personal_account'])
  },
)

test('two people in one isolate see their own tokens, whoever asks when', async () => {
  const { app, browser } = await atTokens()
  const alexs = await visitTokens(app, alex.profile.userPrincipalName)
  const bearers = new Set<string>()
  app.intercept = (request) => {
    if (isAzureDevOps(request)) bearers.add(request.headers.get('authorization') ?? '')
    return null
  }
  const pages = await Promise.all(
    Array.from({ length: 20 }, async (_, index) => {
      const response = await (index % 2 === 0 ? browser : alexs).get('/tokens')
      return [index % 2, (await response.text()).includes(ADELES(20))]
    }),
  )
  expect(pages).toEqual(pages.map(([who]) => [who, who === 0]))
  expect(bearers.size).toBe(2)
  expect(adele.profile.id).not.toBe(alex.profile.id)
})
