// GET /logout
import type { Identity } from '../entryway/index.ts'

/** @param identity null when nobody is signed in here; they may be at Microsoft still */
export function SignOutPage({ identity }: { identity: Identity | null }) {
  return (
    <section class="card hero">
      <h1>Sign out?</h1>
      {identity ? (
        <p>
          You are signed in as <bdi>{identity.username ?? identity.name ?? 'an account without a name'}</bdi>.
          Signing out ends your session here and at Microsoft in this browser.
        </p>
      ) : (
        <p>You aren’t signed in here. You may still be signed in to Microsoft; signing out ends that too.</p>
      )}
      <form class="actions" method="post" action="/logout">
        <button class="button primary" type="submit">
          Sign out
        </button>
        {identity && (
          <button class="button" type="submit" name="everywhere" value="yes">
            Sign out of this app on every device
          </button>
        )}
        <a href="/">{identity ? 'Stay signed in' : 'Home'}</a>
      </form>
    </section>
  )
}
