// GET /profile
import type { AccountKind } from '../ui/account-kind.ts'
import { Json, shorten } from '../ui/text.tsx'
import { LABELS } from './fields.ts'

type Props = { profile: Record<string, unknown>; kind: AccountKind; saved: boolean }

export function ProfilePage({ profile, kind, saved }: Props) {
  const inOrder = [
    ...Object.keys(LABELS),
    ...Object.keys(profile).filter((name) => !Object.hasOwn(LABELS, name)),
  ]
  const rows = inOrder.filter((name) => Object.hasOwn(profile, name) && !name.startsWith('@'))
  return (
    <>
      {saved && (
        <p class="notice" role="status">
          Your changes are saved. Microsoft may take a moment to show them everywhere.
        </p>
      )}
      <h1>Profile</h1>
      <section class="card">
        <img class="photo" src="/profile/photo" alt="" width="96" height="96" />
        <table>
          <caption>Your profile from Microsoft Graph</caption>
          <tbody>
            {rows.map((name) => (
              <tr>
                <th scope="row">{Object.hasOwn(LABELS, name) ? LABELS[name] : shorten(name)}</th>
                <td>
                  <bdi>{inWords(profile[name])}</bdi>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
        <details>
          <summary>View as JSON</summary>
          <Json value={profile} label="Profile as JSON" />
        </details>
      </section>
      <p class="actions">
        {kind === 'personal' ? (
          <a class="button" href="https://account.microsoft.com/profile">
            Edit at account.microsoft.com
          </a>
        ) : (
          <a class="button" href="/profile/edit">
            Edit profile
          </a>
        )}
        <a href="/">Back</a>
      </p>
    </>
  )
}

function inWords(value: unknown): string {
  if (value === null || value === undefined || value === '') return '—'
  if (Array.isArray(value)) return value.length === 0 ? '—' : shorten(value.map(inWords).join(', '))
  return shorten(typeof value === 'object' ? JSON.stringify(value) : String(value))
}
