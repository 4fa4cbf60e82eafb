// Shown on every address until the settings are right. Never a value: the wrong one may be somebody's secret.
import type { Problem } from '../entryway/index.ts'
import { Layout } from './layout.tsx'

export function SettingsErrorPage({ problems }: { problems: Problem[] }) {
  return (
    <Layout title="Almost there">
      <section class="card error">
        <h1>Almost there</h1>
        <p>
          {problems.length === 1 ? 'One setting is' : `${problems.length} settings are`} not right yet.
          Locally they stand in <code>.dev.vars</code> (<code>.dev.vars.example</code> explains each); in
          production they are the Worker’s secrets.
        </p>
        <dl>
          {problems.map(({ variable, problem, expected }) => (
            <div>
              <dt>
                <code>{variable}</code> {problem}
              </dt>
              <dd>It should be {expected}.</dd>
            </div>
          ))}
        </dl>
      </section>
    </Layout>
  )
}
