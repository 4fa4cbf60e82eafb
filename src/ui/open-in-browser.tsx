// For Word, Excel and other Office apps: see isOffice() in the core

export function OpenInBrowserPage({ url }: { url: string }) {
  return (
    <section class="card hero">
      <h1>Open this page in your browser</h1>
      <p>You need to sign in to see it.</p>
      <p class="actions">
        <a class="button primary" href={url}>
          Open
        </a>
      </p>
    </section>
  )
}
