// The users on the start page: each is a button that signs this browser in to Entra as that user.
import type { Context } from 'hono'
import { html } from 'hono/html'
import { originOf } from '../directory/authority-url.ts'
import { type Person, usernameOf } from '../directory/person.ts'
import type { Html } from '../pages/frame.ts'
import { signedInAnywhere } from '../state/sso-session.ts'
import type { State } from '../state/state.ts'

export const peopleStyle = `
.cards { display: grid; grid-template-columns: repeat(auto-fill, minmax(min(100%, 16rem), 1fr)); gap: .5rem; margin: 0;
  padding: 0; list-style: none }
.cards form { height: 100% } .cards button { display: flex; gap: .75rem; align-items: center; width: 100%; height: 100%;
  text-align: left }
.cards button span { overflow-wrap: anywhere } .cards .name { display: block; font-weight: 600; line-height: 1.3 }
.cards .soft { display: block; line-height: 1.3 }
.cards .initials { flex: none; display: grid; place-items: center; width: 2.5rem; height: 2.5rem; border-radius: 50%;
  background: var(--strong); color: var(--on-strong); font-weight: 600 }
.cards li { scroll-margin: 1rem } .cards .now { color: var(--strong); font-weight: 600 }
`

const initials = ({ profile }: Person) =>
  `${(profile.givenName ?? profile.displayName)[0] ?? ''}${profile.surname?.[0] ?? ''}`

const card = (person: Person, signedIn: boolean): Html => html`<li id="person-${person.profile.id}">
<form method="post" action="/sign-in-as">
<input type="hidden" name="person" value="${person.profile.id}">
<button><span class="initials" aria-hidden="true">${initials(person)}</span>
<span><span class="name">${person.profile.displayName}</span>
<span class="soft">${usernameOf(person)}</span>
${person.roles ? html`<span class="soft">${person.roles.join(', ')}</span>` : ''}
<span class="now" id="now-${person.profile.id}" aria-live="polite" data-live>${
  signedIn ? 'Signed in to Entra in this browser' : ''
}</span></span></button>
</form>
</li>`

/** The members of the tenants that sign in at this page's host. Guests sign in at their home tenant. */
export function peopleSection(
  c: Context,
  { tenants, people, browsers, appOrigin, hasApp }: State,
  at: URL,
): Html {
  const accounts = signedInAnywhere(c, browsers).map(({ person }) => person.profile.id)
  const here = tenants.filter((tenant) => originOf(tenant, at, tenants) === at.origin)
  const groups = here.map(({ id, displayName }) => ({
    displayName,
    members: people.filter(({ tenantId, home }) => tenantId === id && home === undefined),
  }))
  return html`<section id="people">
<h2>Sign in as</h2>
<p class="soft">Signs you in to Entra at <code>${at.origin}</code> as this user in this browser, so that the next app does not ask
who you are.${hasApp ? html` <a href="${appOrigin}/">Open the app</a> afterwards.` : ''}</p>
${groups
  .filter(({ members }) => members.length > 0)
  .map(
    ({ displayName, members }) => html`<h3>${displayName}</h3>
<ul class="cards">${members.map((person) => card(person, accounts.includes(person.profile.id)))}</ul>`,
  )}
</section>`
}
