// The answer to a form that was sent before.
import { Layout } from '../../ui/layout.tsx'

export function UsedFormPage({ href }: { href: string }) {
  return (
    <Layout title="This form was already used">
      <section class="card error">
        <h1>This form was already used</h1>
        <p>
          It was sent before, so nothing was done now. A token’s value is shown once only. If one was made
          that you never saw the value of, rotate or revoke it.
        </p>
        <p class="actions">
          <a class="button primary" href={href}>
            Open a fresh form
          </a>
          <a href="/tokens">Your tokens</a>
        </p>
      </section>
    </Layout>
  )
}
