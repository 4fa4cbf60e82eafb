// GET /
import type { Child } from 'hono/jsx'
import type { Identity } from '../entryway/index.ts'
import type { AccountKind } from '../ui/account-kind.ts'
import { Fact } from '../ui/fact.tsx'
import { APP_NAME } from '../ui/layout.tsx'
import { SignInButton } from '../ui/sign-in-button.tsx'
import { Duration, shorten, Time } from '../ui/text.tsx'
import type { Clock } from '../ui/time.ts'

type SignedOutProps = {
  notice: 'signed_out' | 'signed_out_here' | null
  /** The sign-out was on every device. */
  everywhere: boolean
  /** Whether users may create an account of their own. */
  signUp: boolean
  /** Customers have an account with the organization, not with Microsoft. */
  forCustomers: boolean
}

export function SignedOutHomePage({ notice, everywhere, signUp, forCustomers }: SignedOutProps) {
  const isHere = notice === 'signed_out_here'
  return (
    <>
      {notice && (
        <p class="notice" role="status">
          You’re signed out{(isHere || everywhere) && ' of this app'}
          {everywhere && ' on every device. It can take up to two minutes to take effect everywhere'}.
          {isHere && ' Microsoft couldn’t be reached, so you may still be signed in there.'}
        </p>
      )}
      <section class="card hero">
        <h1>Sign in to continue</h1>
        {forCustomers ? (
          <p>{APP_NAME} shows your profile and calls an API on your behalf. It never sees your password.</p>
        ) : (
          <p>
            {APP_NAME} shows your Microsoft profile and calls an API on your behalf. You sign in on
            Microsoft’s own page, so this app never sees your password.
          </p>
        )}
        <p class="actions">
          {forCustomers ? (
            <a class="button primary" href="/login">
              Sign in
            </a>
          ) : (
            <SignInButton />
          )}
          {signUp && (
            <a class="button" href="/login?prompt=create">
              Create account
            </a>
          )}
        </p>
        <details>
          <summary>Wrong account?</summary>
          <form method="post" action="/logout">
            <p>
              If an error on one of Microsoft’s own pages stopped you, your account can’t be used with this
              app. Sign out there first, then choose another account.
            </p>
            <button class="button" type="submit" name="next" value="choose_account">
              Sign out and choose another
            </button>
          </form>
        </details>
      </section>
    </>
  )
}

type SignedInProps = {
  identity: Identity
  kind: AccountKind
  /** Seconds since 1970. */
  expires: { atLatest: number; ifUnused: number }
  clock: Clock
  /** The URL of the user's picture. */
  photo: string | undefined
  /** Null = not known. */
  tenantName: string | null
  /** Tiles. */
  children?: Child
}

export function SignedInHomePage(props: SignedInProps) {
  const { identity, kind, expires, clock, photo, tenantName, children } = props
  const now = clock.now / 1000
  const name = identity.name ?? identity.username ?? 'an account without a name'
  const isUnusedFirst = expires.ifUnused < expires.atLatest
  return (
    <>
      <section class="card person">
        {photo !== undefined && <img class="photo" src={photo} alt="" width="96" height="96" />}
        <div>
          <h1>
            Welcome, <bdi>{name}</bdi>
          </h1>
          <p class="quiet">
            <bdi>{identity.username ?? 'No account name'}</bdi>
          </p>
        </div>
        <dl>
          {kind !== 'customer' && (
            <Fact name={kind === 'personal' ? 'Account' : 'Organization'}>
              {kind === 'personal' ? (
                'Personal Microsoft account'
              ) : tenantName === null ? (
                <code>{identity.tenantId}</code>
              ) : (
                <bdi>{shorten(tenantName)}</bdi>
              )}
            </Fact>
          )}
          <Fact name="Session expires">
            {isUnusedFirst && (
              <>
                after <Duration seconds={expires.ifUnused - now} /> of inactivity, or{' '}
              </>
            )}
            in <Duration seconds={expires.atLatest - now} />
            {isUnusedFirst && ' at most'} (<Time seconds={expires.atLatest} clock={clock} />)
          </Fact>
        </dl>
      </section>
      <nav class="tiles" aria-label="Pages">
        {children}
      </nav>
      <form class="actions" method="post" action="/logout">
        <button class="button" type="submit">
          Sign out
        </button>
        <a href="/logout?everywhere">Sign out on every device</a>
      </form>
    </>
  )
}
