// GET /logout
import type { Identity } from '../entra/id-token.ts'
import { Layout } from './layout.tsx'

export function SignOutPage({ identity }: { identity: Identity }) {
  return (
    <Layout title="Sign out">
      <section class="card hero">
        <h1>Sign out?</h1>
        <p>
          You are signed in as <bdi>{identity.username ?? identity.name ?? 'somebody without a name'}</bdi>.
          Signing out ends your session here and at Microsoft in this browser.
        </p>
        <form class="actions" method="post" action="/logout">
          <button class="button primary" type="submit">
            Sign out
          </button>
          <button class="button" type="submit" name="everywhere" value="yes">
            Sign out of this app on every device
          </button>
          <a href="/">Stay signed in</a>
        </form>
      </section>
    </Layout>
  )
}
