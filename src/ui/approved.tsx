// The redirect URI, after an administrator has approved the app.

export function ApprovedPage() {
  return (
    <section class="card hero">
      <h1>The app is approved</h1>
      <p>
        The people it was approved for can sign in now. It may take a few minutes until the approval has
        reached all of Microsoft’s servers.
      </p>
      <p class="actions">
        <a class="button primary" href="/login">
          Sign in
        </a>
        <a href="/">Home</a>
      </p>
    </section>
  )
}
