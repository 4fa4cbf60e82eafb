import { StrictMode, useEffect, useState } from 'react'
import { createRoot } from 'react-dom/client'
import { get, SignedOut, signIn } from './api.ts'

type Me = { user: { name: string | null; username: string | null } }
type Report = { jobTitle: string | null }
type State = { me: Me; report: Report } | SignedOut | Error | null

async function load(): Promise<State> {
  try {
    const [me, report] = await Promise.all([get<Me>('/api/me'), get<Report>('/api/report')])
    return { me, report }
  } catch (error) {
    return error instanceof Error ? error : new Error(String(error))
  }
}

function App() {
  const [state, setState] = useState<State>(null)
  useEffect(() => {
    load().then(setState)
  }, [])
  if (state === null) return <p>Loading …</p>
  if (state instanceof SignedOut) {
    return (
      <>
        <h1>Orders</h1>
        <button type="button" onClick={() => signIn(state)}>
          Sign in
        </button>
      </>
    )
  }
  if (state instanceof Error) return <p role="alert">{state.message}</p>
  return (
    <>
      <h1>Welcome, {state.me.user.name ?? state.me.user.username}</h1>
      <p>Job title: {state.report.jobTitle ?? 'not known'}</p>
      {/* A form, and not fetch(): the browser goes on to Microsoft to sign out there too. */}
      <form method="post" action="/logout">
        <button type="submit">Sign out</button>
      </form>
    </>
  )
}

const root = document.getElementById('root')
if (root) {
  createRoot(root).render(
    <StrictMode>
      <App />
    </StrictMode>,
  )
}
