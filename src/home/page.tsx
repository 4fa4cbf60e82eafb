// GET /
import type { Child } from 'hono/jsx'
import type { Identity } from '../entryway/index.ts'
import { Fact } from '../ui/fact.tsx'
import { APP_NAME, Layout } from '../ui/layout.tsx'
import { Duration, Time } from '../ui/text.tsx'

type SignedOutProps = {
  notice: 'signed_out' | 'signed_out_here' | null
  /** Whether people may make an account of their own. */
  signUp: boolean
}

export function SignedOutHomePage({ notice, signUp }: SignedOutProps) {
  return (
    <Layout title={APP_NAME}>
      {notice && (
        <p class="notice" role="status">
          {notice === 'signed_out'
            ? 'You are signed out.'
            : 'You are signed out of this app. Microsoft could not be reached, so you may still be signed in there.'}
        </p>
      )}
      <section class="card hero">
        <h1>Sign in to continue</h1>
        <p>
          {APP_NAME} shows you your Microsoft profile, and calls an API in your name. You sign in on
          Microsoft’s own page; this app never sees your password.
        </p>
        <p class="actions">
          <a class="button primary" href="/login">
            Sign in
          </a>
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
              If Microsoft stopped you on a page of its own, your account cannot use this app. Sign out there
              first, then choose another one.
            </p>
            <button class="button" type="submit" name="next" value="choose_account">
              Sign out and choose another
            </button>
          </form>
        </details>
      </section>
    </Layout>
  )
}

/** All in seconds since 1970. */
export type SessionTimes = { now: number; atLatest: number; ifUnused: number }

/** @param props.photo the URL of the user's picture. @param props.children tiles */
export function SignedInHomePage(props: {
  identity: Identity
  times: SessionTimes
  photo?: string | undefined
  children?: Child
}) {
  const { identity, times, photo, children } = props
  const name = identity.name ?? identity.username ?? 'somebody without a name'
  return (
    <Layout title="Home">
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
          <Fact name="Tenant">
            <code>{identity.tenantId}</code>
          </Fact>
          <Fact name="Session ends">
            {times.ifUnused < times.atLatest && (
              <>
                in <Duration seconds={times.ifUnused - times.now} /> unless you use it, and{' '}
              </>
            )}
            in <Duration seconds={times.atLatest - times.now} /> at the latest (
            <Time seconds={times.atLatest} />)
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
        <a href="/logout">Sign out on every device</a>
      </form>
    </Layout>
  )
}
