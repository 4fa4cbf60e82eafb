// GET /call_api: an API's JSON, fetched on the user's behalf.
import { Hono } from 'hono'
import type { Entryway } from '../entryway/index.ts'
import { CallApiPage } from './page.tsx'
import { variables } from './settings.ts'

export function callApi(auth: Entryway<Env>) {
  const settings = auth.variables(variables)
  const routes = new Hono<{ Bindings: Env }>()
  routes.get('/call_api', auth.requireSession(), async (c) => {
    const { session } = c.var
    const url = settings(c).ENDPOINT?.href ?? session.graphUrl('/me')
    const json = await session.fetchJson(url, auth.settings(c).scopes)
    return c.render(<CallApiPage url={url} json={json} />, { title: 'API response' })
  })
  // As in Microsoft's tutorial.
  routes.get('/call_downstream_api', (c) => c.redirect('/call_api', 301))
  const tile = () => (
    <a class="card" href="/call_api">
      <strong>Call an API</strong>
      <span>Call an API on your behalf and see its response</span>
    </a>
  )
  const link = () => ({ href: '/call_api', label: 'Call an API' })
  return { routes, tile, link }
}
