import { expect, test } from 'vitest'
import { adele } from '../../emulator/seed.ts'
import { startApp } from './app.ts'

const HINT = adele.profile.userPrincipalName

test.each([
  ['nothing asked shows the account picker', {}, { prompt: 'select_account' }],
  ['select_account is passed on', { prompt: 'select_account' }, { prompt: 'select_account' }],
  ['login is passed on', { prompt: 'login' }, { prompt: 'login' }],
  ['consent is passed on', { prompt: 'consent' }, { prompt: 'consent' }],
  ['a silent prompt is the picker', { prompt: 'none' }, { prompt: 'select_account' }],
  ['an unknown prompt is the picker', { prompt: 'login consent' }, { prompt: 'select_account' }],
  ['a hint takes the place of the picker', { login_hint: HINT }, { login_hint: HINT }],
  ['a hint stays beside login', { prompt: 'login', login_hint: HINT }, { prompt: 'login', login_hint: HINT }],
  [
    'a hint goes when the picker is asked for, which Entra does not take together',
    { prompt: 'select_account', login_hint: HINT },
    { prompt: 'select_account' },
  ],
  ['an empty hint is none', { login_hint: '' }, { prompt: 'select_account' }],
  ['a hint of 320 characters is passed on', { login_hint: 'a'.repeat(320) }, { login_hint: 'a'.repeat(320) }],
  ['a longer hint is dropped', { login_hint: 'a'.repeat(321) }, { prompt: 'select_account' }],
  ['a hint with a line break is dropped', { login_hint: 'a\r\nb' }, { prompt: 'select_account' }],
  [
    'a domain hint is passed on',
    { domain_hint: 'contoso.example' },
    { prompt: 'select_account', domain_hint: 'contoso.example' },
  ],
  [
    'a domain hint with another character is dropped',
    { domain_hint: 'contoso.example/evil' },
    { prompt: 'select_account' },
  ],
  [
    'a domain hint of 254 characters is dropped',
    { domain_hint: 'a'.repeat(254) },
    { prompt: 'select_account' },
  ],
])('%s', async (_, asked, sent) => {
  const app = await startApp()
  const request = await app.browser().startSignIn(`?${new URLSearchParams(asked)}`)
  const names = ['prompt', 'login_hint', 'domain_hint']
  expect([...request.searchParams].filter(([name]) => names.includes(name)).sort()).toEqual(
    Object.entries(sent).sort(),
  )
})
