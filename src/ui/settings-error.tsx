// Shown at every URL until the settings are valid. Never shows a value, which may be a secret.
import type { Problem } from '../entryway/index.ts'
import { Breakable } from './text.tsx'

export function SettingsErrorPage({ problems }: { problems: Problem[] }) {
  return (
    <section class="card error">
      <h1>Almost there</h1>
      <p>
        {problems.length === 1 ? 'One setting is' : `${problems.length} settings are`} missing or invalid.
      </p>
      <dl>
        {problems.map(({ variable, problem, expected }) => (
          <div>
            <dt>
              <code>{variable}</code> {problem}
            </dt>
            <dd>
              It should be <Breakable text={expected} />.
            </dd>
          </div>
        ))}
      </dl>
      <p>
        On your machine, set them in <code>.dev.vars</code>: <code>npm run register</code> writes it, and{' '}
        <code>.dev.vars.example</code> explains each setting. To try the app without a tenant, run{' '}
        <code>npm start</code>.
      </p>
      <p>
        Just deployed? Set them as secrets: Cloudflare dashboard &gt; Workers &amp; Pages &gt; this Worker
        &gt; Settings &gt; Variables and Secrets, or <code>npx wrangler secret put</code>. The redirect URI is
        this page’s origin followed by <code>/callback</code>.
      </p>
    </section>
  )
}
