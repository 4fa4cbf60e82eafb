// The header of a signed-in page: navigation, account and sign-out. Works without a script.
import type { Identity } from '../entryway/index.ts'
import { shorten } from './text.tsx'

export type NavigationLink = { href: string; label: string }

export function Navigation({ links, path }: { links: NavigationLink[]; path: string }) {
  if (links.length === 0) return null
  return (
    <nav class="navigation" aria-label="Main">
      <ul>
        {links.map(({ href, label }) => (
          <li>
            <a href={href} aria-current={path === href ? 'page' : undefined}>
              {label}
            </a>
          </li>
        ))}
      </ul>
    </nav>
  )
}

export function AccountMenu({ identity: { name, username } }: { identity: Identity }) {
  const shown = name ?? username ?? 'Account'
  return (
    <details class="account">
      <summary class="account-name">
        <span class="visually-hidden">Account: </span>
        <bdi>{shorten(shown)}</bdi>
      </summary>
      <div class="card">
        <p class="quiet">
          Signed in as <bdi>{shorten(username ?? shown)}</bdi>
        </p>
        <form class="actions" method="post" action="/logout">
          <button class="button" type="submit">
            Sign out
          </button>
        </form>
      </div>
    </details>
  )
}
