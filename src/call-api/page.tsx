// GET /call_api
import { Breakable, Json } from '../ui/text.tsx'

export function CallApiPage({ url, json }: { url: string; json: unknown }) {
  return (
    <>
      <h1>API response</h1>
      <section class="card">
        <p class="endpoint">
          <code>
            GET <Breakable text={url} />
          </code>
        </p>
        <Json value={json} label="API response" />
      </section>
      <p class="actions">
        <a class="button" href="/">
          Back
        </a>
      </p>
    </>
  )
}
