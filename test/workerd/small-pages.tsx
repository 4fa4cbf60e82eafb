// The small app's own pages: every part of what the core gives a page is on it, where a test can find it.
import type { Pages } from '../../src/entryway/index.ts'

export const pages: Partial<Pages> = {
  error: ({ title, text, links, retryAfterSeconds, tellAdministrator, details, developer }) => (
    <main>
      <h1>{title}</h1>
      <p>{text}</p>
      {retryAfterSeconds !== undefined && <p>Please wait {retryAfterSeconds} seconds.</p>}
      {links.map(({ label, href }, index) => (
        <a class={index === 0 ? 'button primary' : 'button'} href={href}>
          {label}
        </a>
      ))}
      {tellAdministrator && <p>Send these details to your administrator:</p>}
      <dl>
        {details.map(({ name, value, href }) => (
          <div>
            <dt>{name}</dt>
            <dd>{href === undefined ? <code>{value}</code> : <a href={href}>{value}</a>}</dd>
          </div>
        ))}
      </dl>
      {developer.map(({ name, value }) => (
        <pre title={name}>{value}</pre>
      ))}
    </main>
  ),
  signOut: ({ identity }) => (
    <form class="actions" method="post" action="/logout">
      {identity ? (
        <bdi>{identity.username ?? identity.name}</bdi>
      ) : (
        <p>You may still be signed in to Microsoft</p>
      )}
      <button type="submit">Sign out</button>
      {identity && (
        <button type="submit" name="everywhere" value="yes">
          Sign out of this app on every device
        </button>
      )}
    </form>
  ),
}
