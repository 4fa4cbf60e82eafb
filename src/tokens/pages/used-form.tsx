// The answer to a form that was sent before.

export function UsedFormPage({ href }: { href: string }) {
  return (
    <section class="card error">
      <h1>This form was already used</h1>
      <p>
        You’ve already submitted it, so nothing was done this time. A token’s value is shown only once. If a
        token was created and you didn’t see its value, rotate or revoke the token.
      </p>
      <p class="actions">
        <a class="button primary" href={href}>
          Open a new form
        </a>
        <a href="/tokens">Your tokens</a>
      </p>
    </section>
  )
}
