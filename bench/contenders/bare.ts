// The floor: Hono and the page; and the same with one read from KV, to see what the local KV itself costs.
import { Hono } from 'hono'
import { greeting } from './page.ts'

const app = new Hono<{ Bindings: { SESSIONS: KVNamespace } }>()

app.get('/unguarded', (c) => c.html(greeting('Adele Vance')))
app.get('/unguarded/kv', async (c) => {
  await c.env.SESSIONS.get(['session:nobody', 'use:nobody'])
  return c.html(greeting('Adele Vance'))
})

export default app
