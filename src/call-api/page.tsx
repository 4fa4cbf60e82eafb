// GET /call_api
import type { JsonAnswer } from '../entryway/http/api.ts'
import { Layout } from '../ui/layout.tsx'
import { Json } from '../ui/text.tsx'

export function CallApiPage({ url, answer }: { url: string; answer: JsonAnswer }) {
  return (
    <Layout title="API response">
      <h1>API response</h1>
      <section class="card">
        <p class="endpoint">
          <code>GET {url}</code> <span class="status">{answer.status}</span>
        </p>
        <Json value={answer.json} label="API response" />
      </section>
      <p class="actions">
        <a class="button" href="/">
          Back
        </a>
      </p>
    </Layout>
  )
}
