// Entryway with pages of its own added, as somebody who clones it adds theirs.
import { SignInRequired } from '../../src/entryway/errors/errors.ts'
import type { AppContext } from '../../src/entryway/http/request.ts'
import { loadSession } from '../../src/entryway/session/session.ts'
import app from '../../src/index.tsx'
import { greeting } from './page.ts'

async function guarded(c: AppContext): Promise<Response> {
  const session = await loadSession(c)
  if (!session) throw new SignInRequired()
  return c.html(greeting(session.identity.name ?? ''))
}

app.get('/guarded', guarded)
app.get('/guarded/cold', (c) => {
  // What an isolate remembers goes by its settings: with a copy of them every request is the first one.
  c.set('settings', { ...c.var.settings })
  return guarded(c)
})
app.get('/unguarded', (c) => c.html(greeting('Adele Vance')))

export default app
