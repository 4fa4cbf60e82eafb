// The sign-out pages: account selection, then the front-channel frames and the link back.
import { html, raw } from 'hono/html'
import type { Authority } from '../directory/authority.ts'
import { type Html, page } from '../pages/frame.ts'
import { type Choice, personButton } from '../pages/sign-in-page.ts'

const LONGEST_WAIT_SECONDS = 3

type SignOutChoice = Choice & { hint: string }
type Field = { name: string; value: string }

export const chooseSignOutPage = ({ path }: Authority, choices: SignOutChoice[], passedOn: Field[]): Html =>
  page({
    title: 'Pick an account to sign out of',
    body: html`<h1>Pick an account to sign out of</h1>
<form method="post" action="/${path}/oauth2/v2.0/logout">
${passedOn.map(({ name, value }) => html`<input type="hidden" name="${name}" value="${value}">`)}
<ul class="people">${choices.map((choice) => personButton(choice, 'logout_hint', choice.hint))}</ul>
</form>`,
  })

// Waits for every frame, so that the apps have ended their sessions before the browser returns.
const goOnScript = raw(`<script>
const next = document.getElementById('next')
const frames = [...document.querySelectorAll('iframe')]
const goOn = () => next && location.replace(next.href)
Promise.all(frames.map((frame) => new Promise((loaded) => {
  frame.addEventListener('load', loaded)
  frame.src = frame.dataset.src
}))).then(goOn)
setTimeout(goOn, ${LONGEST_WAIT_SECONDS * 1000})
</script>`)

export function signedOutPage(frontChannelUrls: string[], next: string | null): Html {
  const refresh = next === null ? '' : `${LONGEST_WAIT_SECONDS}; url=${next}`
  return page({
    title: 'You signed out of your account',
    ...(next === null
      ? {}
      : { head: html`<noscript><meta http-equiv="refresh" content="${refresh}"></noscript>` }),
    body: html`<h1>You signed out of your account</h1>
<p>It’s a good idea to close all browser windows.</p>
${next === null ? '' : html`<p><a id="next" href="${next}">Back to the app</a></p>`}
${frontChannelUrls.map(
  (url, index) => html`<iframe title="Signing out of app ${index + 1}" hidden data-src="${url}"></iframe>
<noscript><iframe title="Signing out of app ${index + 1}" src="${url}"></iframe></noscript>`,
)}
${goOnScript}`,
  })
}
