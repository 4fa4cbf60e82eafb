// POST /logout, on the way to Microsoft's own sign-out

export function LeavingPage({ url }: { url: string }) {
  return (
    <section class="card hero">
      <h1>Signing you out of Microsoft…</h1>
      <p>You’re signed out of this app. If your browser doesn’t continue automatically, select the button.</p>
      <p class="actions">
        <a class="button primary" href={url}>
          Continue to Microsoft
        </a>
      </p>
    </section>
  )
}
