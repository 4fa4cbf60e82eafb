// A person's browser at Entra: its cookies, its pages, and the way back from a sign-out.
import type { Person } from '../../emulator/directory/person.ts'
import { createBrowser } from '../../emulator/local-entra/browser.ts'
import { signOut } from '../local-entra/replay.ts'
import { TENANT_ID } from './seed.ts'

const personCalled = (username: string): Person => ({
  tenantId: TENANT_ID,
  profile: { id: '', displayName: '', userPrincipalName: username } as Person['profile'],
  portrait: null,
})

/** Keeps its single sign-on session; `signOut` opens the app's URL and gives where Entra leads back to. */
export function openBrowser(username = 'kim@wingtip.example') {
  const browser = createBrowser((request) => fetch(request))
  return {
    signIn: (url: string | URL) => browser.signIn(url, personCalled(username)),
    signOut: (url: string | URL) => signOut(browser, String(url)),
    /** @param url an authorization request @returns the error that `prompt=none` gets; null: somebody is signed in */
    async silentError(url: string | URL): Promise<string | null> {
      const silent = new URL(url)
      silent.searchParams.set('prompt', 'none')
      const answer = await browser.fetch(new Request(silent))
      return new URL(answer.headers.get('Location') ?? '').searchParams.get('error')
    },
  }
}
