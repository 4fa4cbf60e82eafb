// The built-in pages, in HTML alone. A stylesheet of the app's may know them by four classes: `actions`, `button`, `primary`
// and `details`, a list of what is wrong.
import { html } from 'hono/html'
import type { HtmlEscapedString } from 'hono/utils/html'
import { MESSAGES } from '../errors/messages.ts'
import type { Paths } from '../settings/settings.ts'
import type { Html, Page, Pages } from './pages.ts'

// Nothing in these pages is a promise, so neither is what html`` makes of them.
const page = (title: string, content: Html): Page => ({
  title,
  body: html`<h1>${title}</h1>
${content}` as HtmlEscapedString,
})

const link = (label: string, href: string, isPrimary = true) =>
  html`<a class="button${isPrimary ? ' primary' : ''}" href="${href}">${label}</a>`

const fact = (name: Html, value: Html) => html`<div><dt>${name}</dt><dd>${value}</dd></div>`

type BuiltIn = {
  [Name in Exclude<keyof Pages, 'frame'>]: (props: Parameters<Pages[Name]>[0], paths: Paths) => Page
}

export const plainPages: BuiltIn = {
  error: ({ title, text, links, retryAfterSeconds, tellAdministrator, details, developer }) =>
    page(
      title,
      html`<p>${text}</p>
${retryAfterSeconds !== undefined && html`<p>Please wait ${retryAfterSeconds} seconds.</p>`}
<ul class="actions">${links.map(({ label, href }, index) => html`<li>${link(label, href, index === 0)}</li>`)}</ul>
${tellAdministrator && html`<p>Send these details to your administrator:</p>`}
<dl class="details">${details.map(({ name, value, href }) =>
        fact(name, href === undefined ? html`<code>${value}</code>` : html`<a href="${href}">${value}</a>`),
      )}</dl>
${
  developer.length > 0 &&
  html`<h2>For the developer</h2>
<p>Shown on localhost only.</p>
<dl>${developer.map(({ name, value }) => fact(name, value.includes('\n') ? html`<pre>${value}</pre>` : value))}</dl>`
}`,
    ),

  signOut: ({ identity, everywhere }, { logout, home }) => {
    if (!identity) {
      return page(
        'Sign out?',
        html`<p>You aren’t signed in here. You may still be signed in to Microsoft; signing out ends that too.</p>
<form class="actions" method="post" action="${logout}">
<button class="button primary" type="submit">Sign out</button>
<a href="${home}">Home</a>
</form>`,
      )
    }
    const here = html`<button class="button${everywhere ? '' : ' primary'}" type="submit">${
      everywhere ? 'Sign out in this browser only' : 'Sign out'
    }</button>`
    const onEveryDevice = html`<button class="button${everywhere ? ' primary' : ''}" type="submit" name="everywhere" value="yes">Sign out of this app on every device</button>`
    return page(
      everywhere ? 'Sign out on every device?' : 'Sign out?',
      html`<p>You are signed in as <bdi>${identity.username ?? identity.name ?? 'an account without a name'}</bdi>. Signing out ends your session here and at Microsoft in this browser.</p>
<form class="actions" method="post" action="${logout}">
${everywhere ? [onEveryDevice, '\n', here] : [here, '\n', onEveryDevice]}
<a href="${home}">Stay signed in</a>
</form>`,
    )
  },

  leaving: ({ url }) =>
    page(
      'Signing you out of Microsoft…',
      html`<p>You’re signed out of this app. Continue to Microsoft if your browser doesn’t do so automatically.</p>
<p class="actions">${link('Continue to Microsoft', url)}</p>`,
    ),

  openInBrowser: ({ url }) =>
    page(
      'Open this page in your browser',
      html`<p>You need to sign in to see it.</p>
<p><a href="${url}">${url}</a></p>`,
    ),

  settingsError: ({ problems }) =>
    page(
      MESSAGES.settings_wrong.title,
      html`<p>${MESSAGES.settings_wrong.text}</p>
<dl class="details">${problems.map(({ variable, problem, expected }) =>
        fact(html`<code>${variable}</code> ${problem}`, `It should be ${expected}.`),
      )}</dl>
<p>On your machine, set them in <code>.dev.vars</code>. In a copy of Entryway’s project, <code>npm run register</code> writes that file, <code>.dev.vars.example</code> explains each setting, and <code>npm start</code> runs the app without a tenant.</p>
<p>Just deployed? Set them as secrets: Cloudflare dashboard &gt; Workers &amp; Pages &gt; this Worker &gt; Settings &gt; Variables and Secrets, or <code>npx wrangler secret put</code>. The redirect URI is this page’s origin followed by a path of your own, such as <code>/callback</code>.</p>`,
    ),

  approved: ({ identity }, { login, home }) =>
    page(
      'The app is approved',
      html`<p>The people it was approved for can sign in now. It may take a few minutes until the approval has reached all of Microsoft’s servers.</p>
<p class="actions">${identity ? link('Home', home) : link('Sign in', login)}</p>`,
    ),
}
