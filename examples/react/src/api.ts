// Calls of this app's own API. The session is a cookie that scripts cannot read: there is nothing to send.

/** The user is not signed in (any more); `signInUrl` signs them in and comes back to the API's path unless it is changed. */
export class SignedOut extends Error {
  readonly signInUrl: string
  constructor(signInUrl: string) {
    super('signed out')
    this.signInUrl = signInUrl
  }
}

/** @throws {SignedOut} on 401, or when consent is needed, which sign-in asks for too */
export async function get<T>(path: string): Promise<T> {
  const response = await fetch(path, { headers: { accept: 'application/json' } })
  if (response.status === 401) {
    const { sign_in_url } = (await response.json()) as { sign_in_url: string }
    throw new SignedOut(sign_in_url)
  }
  if (!response.ok) throw new Error(`${path} answered ${response.status}`)
  return response.json() as Promise<T>
}

/** Signs in, and comes back to the page that is open now. */
export function signIn({ signInUrl }: SignedOut): void {
  const url = new URL(signInUrl, location.origin)
  url.searchParams.set('return_to', location.pathname + location.search)
  location.assign(url)
}
