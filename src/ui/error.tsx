// The page for expected errors and exceptions: what happened, what to do, and details for the administrator.
import type { ErrorPageProps } from '../entryway/index.ts'
import { Fact } from './fact.tsx'
import { Breakable } from './text.tsx'

export function ErrorPage(props: ErrorPageProps) {
  const { title, text, links, retryAfterSeconds, tellAdministrator, details, developer } = props
  return (
    <>
      <section class="card error">
        <h1>{title}</h1>
        <p>{text}</p>
        {retryAfterSeconds !== undefined && <p>Please wait {retryAfterSeconds} seconds.</p>}
        <p class="actions">
          {links.map(({ label, href }, index) => (
            <a class={index === 0 ? 'button primary' : 'button'} href={href}>
              {label}
            </a>
          ))}
        </p>
        {tellAdministrator && <p>Send these details to your administrator:</p>}
        <dl class="facts">
          {details.map(({ name, value, href }) => (
            <Fact name={name}>
              {href === undefined ? (
                <code>{value}</code>
              ) : (
                <a href={href}>
                  <Breakable text={value} />
                </a>
              )}
            </Fact>
          ))}
        </dl>
      </section>
      {developer.length > 0 && (
        <section class="card">
          <h2>For the developer</h2>
          <p class="quiet">Shown on localhost only.</p>
          <dl>
            {developer.map(({ name, value }) => (
              <Fact name={name}>{value.includes('\n') ? <Stack name={name} value={value} /> : value}</Fact>
            ))}
          </dl>
        </section>
      )}
    </>
  )
}

/** Its lines are long, and scroll sideways. */
function Stack({ name, value }: { name: string; value: string }) {
  return (
    <section class="json" tabindex={0} aria-label={name}>
      <pre>
        <code>{value}</code>
      </pre>
    </section>
  )
}
