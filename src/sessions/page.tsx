// GET /sessions and /sessions/microsoft
import { once, type SessionSummary } from '../entryway/index.ts'
import type { AccountKind } from '../ui/account-kind.ts'
import { Fact } from '../ui/fact.tsx'
import { Duration, Time } from '../ui/text.tsx'
import type { Clock } from '../ui/time.ts'

const NOTICES = {
  one: 'The session was ended. It can take up to two minutes to take effect everywhere.',
  others:
    'All other sessions were ended. It can take up to two minutes to take effect everywhere. Anyone who used them must enter credentials to sign in again.',
  microsoft:
    'Microsoft is signing you out on all devices, which takes a few minutes. You’ll have to sign in again here, too.',
}

export type Ended = keyof typeof NOTICES

type Props = {
  sessions: SessionSummary[]
  kind: AccountKind
  notice: Ended | null
  clock: Clock
}

export function SessionsPage({ sessions, kind, notice, clock }: Props) {
  return (
    <>
      {notice && (
        <p class="notice" role="status">
          {NOTICES[notice]}
        </p>
      )}
      <h1>Your sessions</h1>
      <p class="quiet">
        These are the browsers where you’re signed in to this app. A new session appears here within a minute.
      </p>
      <ul class="sessions">
        {sessions.map((session) => (
          <SessionCard {...session} clock={clock} />
        ))}
      </ul>
      <div class="actions">
        {sessions.length > 1 && (
          <form method="post" action="/sessions/end-others">
            <button class="button" type="submit">
              End all other sessions
            </button>
          </form>
        )}
        <form method="post" action="/logout">
          <button class="button danger" type="submit" name="everywhere" value="yes">
            End all sessions and sign out
          </button>
        </form>
      </div>
      <h2>At Microsoft</h2>
      {kind === 'personal' ? (
        <p>
          Other apps and devices stay signed in to your Microsoft account. You can sign out of them at{' '}
          <a href="https://account.microsoft.com/security">account.microsoft.com</a>.
        </p>
      ) : (
        <>
          <p>
            Other apps stay signed in, unless you also sign out of Microsoft. Your organization may have to
            approve this first.
          </p>
          <p class="actions">
            <a class="button" href="/sessions/microsoft">
              Sign out of Microsoft on every device
            </a>
          </p>
        </>
      )}
    </>
  )
}

function SessionCard(props: SessionSummary & { clock: Clock }) {
  const { id, isThis, browser, country, startedAt, lastUsedAt, clock } = props
  const name = browser === '' ? 'Unknown browser' : browser
  return (
    <li class="card">
      <h2>
        {name}{' '}
        {isThis ? (
          <span class="badge">this session</span>
        ) : (
          <span class="badge">
            last used <Duration seconds={clock.now / 1000 - lastUsedAt} /> ago
          </span>
        )}
      </h2>
      <dl>
        <Fact name="Signed in">
          <Time seconds={startedAt} clock={clock} />
          {country !== '' && ` (${regionName(country)})`}
        </Fact>
        <Fact name="Last used">
          <Time seconds={lastUsedAt} clock={clock} />
        </Fact>
      </dl>
      {!isThis && (
        <form method="post" action="/sessions/end">
          <button class="button" type="submit" name="id" value={id}>
            End session
            <span class="visually-hidden">
              : {name}, last used <Time seconds={lastUsedAt} clock={clock} />
            </span>
          </button>
        </form>
      )}
    </li>
  )
}

/** In English, as the pages are. */
const regions = once(() => new Intl.DisplayNames('en', { type: 'region' }))

/** @param code ISO 3166-1 alpha-2; Cloudflare's T1 is Tor, which is no country */
function regionName(code: string): string {
  if (!/^[A-Z]{2}$/.test(code)) return code === 'T1' ? 'Tor network' : 'unknown country'
  return regions().of(code) ?? code
}

/** @param owner as `formOwner` gave it */
export function MicrosoftPage({ owner }: { owner: string }) {
  return (
    <section class="card hero">
      <h1>Sign out of Microsoft on every device?</h1>
      <p>
        Every app that uses your Microsoft account will ask you to sign in again, on all devices including
        this one. This takes a few minutes. Do it if you lost a device. If someone else may know your
        password, change the password first.
      </p>
      <form class="actions" method="post" action="/sessions/microsoft">
        <input type="hidden" name="form" value={owner} />
        <button class="button danger" type="submit">
          Sign out everywhere
        </button>
        <a href="/sessions">Cancel</a>
      </form>
    </section>
  )
}
