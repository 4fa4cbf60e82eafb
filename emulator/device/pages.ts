// The pages of a device sign-in: entering the code, and returning to the device.
import { html } from 'hono/html'
import type { AppRegistration } from '../directory/app-registration.ts'
import type { Authority } from '../directory/authority.ts'
import { fieldStyle } from '../pages/field.ts'
import { type Html, page } from '../pages/frame.ts'

const style = `${fieldStyle}
#user-code { text-transform: uppercase }
`

export function userCodePage(authority: Authority, unknown: boolean): Html {
  const title = 'Enter the code'
  return page({
    title,
    style,
    body: html`<h1>${title}</h1>
<p>An app or device that wants to sign in${authority.tenant ? ` to ${authority.displayName}` : ''} shows you a code.</p>
<form method="post" action="/${authority.path}/oauth2/deviceauth">
${unknown ? html`<p class="warn" id="unknown">This code is wrong, was already used, or has expired.</p>` : ''}
<label for="user-code">Code</label>
<input class="field" id="user-code" name="user_code" required autocomplete="off" spellcheck="false"${
      unknown ? html` aria-invalid="true" aria-describedby="unknown"` : ''
    }>
<div class="actions"><button class="strong">Next</button></div>
</form>`,
  })
}

export function deviceAnsweredPage(app: AppRegistration, accepted: boolean): Html {
  const title = accepted ? 'You signed in' : 'You did not sign in'
  const sentence = accepted ? 'is signed in on your device' : 'was not given access'
  return page({
    title,
    body: html`<h1>${title}</h1>
<p><strong>${app.displayName}</strong> ${sentence}. You may close this window.</p>`,
  })
}
