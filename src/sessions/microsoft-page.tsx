// GET /sessions/microsoft

export function MicrosoftPage() {
  return (
    <section class="card hero">
      <h1>Sign out of Microsoft on every device?</h1>
      <p>
        Every app that uses your Microsoft account will ask you to sign in again, on all devices including
        this one. This takes a few minutes. Do it if you lost a device. If someone else may know your
        password, change the password first.
      </p>
      <form class="actions" method="post" action="/sessions/microsoft">
        <button class="button danger" type="submit">
          Sign out everywhere
        </button>
        <a href="/sessions">Cancel</a>
      </form>
    </section>
  )
}
