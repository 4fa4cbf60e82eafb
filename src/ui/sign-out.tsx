// GET /logout
import type { Identity } from '../entryway/index.ts'

/**
 * @param identity null when nobody is signed in here; they may be at Microsoft still
 * @param everywhere the link was to sign out on every device
 */
export function SignOutPage({ identity, everywhere }: { identity: Identity | null; everywhere: boolean }) {
  if (!identity) {
    return (
      <section class="card hero">
        <h1>Sign out?</h1>
        <p>You aren’t signed in here. You may still be signed in to Microsoft; signing out ends that too.</p>
        <form class="actions" method="post" action="/logout">
          <button class="button primary" type="submit">
            Sign out
          </button>
          <a href="/">Home</a>
        </form>
      </section>
    )
  }
  const here = (
    <button class={everywhere ? 'button' : 'button primary'} type="submit">
      {everywhere ? 'Sign out in this browser only' : 'Sign out'}
    </button>
  )
  const onEveryDevice = (
    <button class={everywhere ? 'button primary' : 'button'} type="submit" name="everywhere" value="yes">
      Sign out of this app on every device
    </button>
  )
  return (
    <section class="card hero">
      <h1>{everywhere ? 'Sign out on every device?' : 'Sign out?'}</h1>
      <p>
        You are signed in as <bdi>{identity.username ?? identity.name ?? 'an account without a name'}</bdi>.
        Signing out ends your session here and at Microsoft in this browser.
      </p>
      <form class="actions" method="post" action="/logout">
        {everywhere ? [onEveryDevice, here] : [here, onEveryDevice]}
        <a href="/">Stay signed in</a>
      </form>
    </section>
  )
}
