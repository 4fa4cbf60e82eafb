// Refusals that Entra shows to the person and never tells the app.
import type { Context } from 'hono'
import { html } from 'hono/html'
import { aadstsTable } from '../protocol/aadsts.ts'
import { correlationIdOf } from '../protocol/correlation.ts'
import { EntraError, errorFields } from '../protocol/entra-error.ts'
import { page } from './frame.ts'

const OF_APP = 'The app’s request is invalid, so there is no safe place to send you back to.'
const OF_PERSON =
  'This account can’t be used with the app, and Entra does not send you back there to choose another.'

/** The account is not in the tenant, not of its kind, or not assigned to the app. */
const ofPerson = [50020, 50034, 50105, 500208]

/** `now` in milliseconds. Throws again what is no refusal. */
export function errorPage(c: Context, error: Error, now: number) {
  if (!(error instanceof EntraError)) throw error
  const correlationId = correlationIdOf(c)
  const { origin } = new URL(c.req.url)
  const { error_description: description } = errorFields(error, { origin, now, correlationId })
  c.header('Cache-Control', 'no-store, no-cache')
  return c.html(
    page({
      title: 'Sorry, we can’t sign you in',
      body: html`<h1>Sorry, we can’t sign you in</h1>
<p>${ofPerson.includes(error.row.number) ? OF_PERSON : OF_APP}</p>
<p>${description}</p>`,
    }),
    400,
  )
}

/** Where `error_uri` points. */
export function errorMeaning(c: Context) {
  const row = aadstsTable.get(Number(c.req.query('code')))
  const title = row ? `AADSTS${row.number}` : 'Unknown error code'
  return c.html(page({ title, body: html`<h1>${title}</h1><p>${row?.text ?? ''}</p>` }), row ? 200 : 404)
}
