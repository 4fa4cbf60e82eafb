// The built-in pages: HTML alone, without a stylesheet or a script, so that the CSP has nothing to allow for them.
import { html } from 'hono/html'
import type { Html, Pages } from './pages.ts'

const page = (title: string, body: Html) => html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<title>${title}</title>
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
</head>
<body>
<main>
<h1>${title}</h1>
${body}
</main>
</body>
</html>`

export const plainPages = {
  error: ({ title, text, links, retryAfterSeconds, tellAdministrator, details, developer }) =>
    page(
      title,
      html`<p>${text}</p>
${retryAfterSeconds === undefined ? '' : html`<p>Please wait ${retryAfterSeconds} seconds.</p>`}
<ul>${links.map(({ label, href }) => html`<li><a href="${href}">${label}</a></li>`)}</ul>
${tellAdministrator ? html`<p>Send these details to your administrator:</p>` : ''}
<dl>${details.map(
        ({ name, value, href }) =>
          html`<dt>${name}</dt><dd>${href === undefined ? value : html`<a href="${href}">${value}</a>`}</dd>`,
      )}</dl>
${developer.map(({ name, value }) => html`<h2>${name}</h2><pre>${value}</pre>`)}`,
    ),

  signOut: ({ identity }) =>
    page(
      'Sign out?',
      html`${
        identity
          ? html`<p>You are signed in as <bdi>${identity.username ?? identity.name ?? 'an account without a name'}</bdi>.</p>`
          : html`<p>You aren’t signed in here. You may still be signed in to Microsoft.</p>`
      }
<form method="post" action="/logout">
<button type="submit">Sign out</button>
${identity ? html`<button type="submit" name="everywhere" value="yes">Sign out on every device</button>` : ''}
</form>
<p><a href="/">Cancel</a></p>`,
    ),

  leaving: ({ url }) =>
    page(
      'Signing you out of Microsoft…',
      html`<p>You’re signed out of this app.</p>
<p><a href="${url}">Continue to Microsoft</a> if your browser doesn’t do so automatically.</p>`,
    ),

  openInBrowser: ({ url }) =>
    page('Open this page in your browser', html`<p><a href="${url}">${url}</a></p>`),

  settingsError: ({ problems }) =>
    page(
      'Almost there',
      html`<p>Some settings are missing or invalid. Locally, set them in <code>.dev.vars</code>; in production they are the Worker’s secrets.</p>
<dl>${problems.map(
        ({ variable, problem, expected }) =>
          html`<dt><code>${variable}</code> ${problem}</dt><dd>It should be ${expected}.</dd>`,
      )}</dl>`,
    ),

  approved: () =>
    page(
      'The app is approved',
      html`<p>The people it was approved for can sign in now. It may take a few minutes until the approval has reached all of Microsoft’s servers.</p>
<p><a href="/login">Sign in</a></p>`,
    ),
} satisfies Pages
