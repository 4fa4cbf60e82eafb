// Messages for a refused sign-in: its meaning, and a next step that is a flag, a person or GRAPH_TOKEN.
import type { explain } from '../../../src/entryway/protocol.ts'
import { GRAPH_COMMAND_LINE_TOOLS } from '../command-line/options.ts'

export type SignInWay = 'browser' | 'device code'

export type Words = [meaning: string, next: string]

export const TOKEN =
  'Or get an access token for Microsoft Graph in another way, and set GRAPH_TOKEN to it (docs/register.md).'

/** The app that the operator signs in to; Microsoft's by name. */
export const signInApp = (clientId: string): string =>
  clientId === GRAPH_COMMAND_LINE_TOOLS ? 'Microsoft Graph Command Line Tools' : clientId

/** Follows another suggestion; empty if the flag is already set. */
export const orOwnApp = (clientId: string): string =>
  clientId === GRAPH_COMMAND_LINE_TOOLS
    ? ' Or sign in to your own app with --sign-in-client.'
    : ' Or leave --sign-in-client out.'

const approval = (clientId: string) =>
  `Ask an administrator to run this once with --dry-run, and to consent for the organization when Microsoft asks. The app that you sign in to is ${signInApp(clientId)}.`

/** For policies and other causes that block only one kind of sign-in. */
const otherWay = (way: SignInWay): string =>
  way === 'device code'
    ? 'Many tenants block device codes, as Microsoft advises. Run this again without --device-code, on a computer with a browser.'
    : 'Run this on a computer, network or account that the policy allows.'

export const BUSY: Words = ['Entra is not available at the moment.', 'Run this again in a few minutes.']

export const declined = (clientId: string): Words => [
  'The sign-in was declined.',
  `Run this again, and accept on the page. If the page said that an administrator must approve the app: ${approval(clientId)} ${TOKEN}`,
]

export const expired = (clientId: string): Words => [
  'The code expired before it was entered.',
  `Run this again for a new one. If the page said that an administrator must approve the app: ${approval(clientId)} ${TOKEN}`,
]

export const blocked = (way: SignInWay): Words => [
  `A Conditional Access policy of the tenant blocks ${way === 'device code' ? 'this kind of sign-in' : 'this sign-in'}.`,
  `${otherWay(way)} ${TOKEN}`,
]

export const device = (way: SignInWay): Words => [
  'The tenant requires a device that it manages.',
  `${way === 'device code' ? 'A device code can’t prove that: run this without --device-code, on' : 'Use'} a managed computer, in the browser that is signed in to the organization. ${TOKEN}`,
]

export const consent = (clientId: string): Words => [
  'Nobody has consented to the app that you sign in to, and this account cannot.',
  `${approval(clientId)} ${TOKEN}`,
]

const moreProof = (way: SignInWay): Words => [
  'The tenant requires multifactor authentication.',
  `Run this again and complete it${way === 'device code' ? ', without --device-code so that the browser can ask you' : ''}. ${TOKEN}`,
]

export const risk: Words = [
  'Microsoft considers the account, or this sign-in, to be at risk.',
  `Ask an administrator to dismiss the risk under ID Protection > Risky users, or use another account. ${TOKEN}`,
]

export const identityProvider = (reason: string): Words => [
  `The organization’s own sign-in failed: ${reason}.`,
  `Ask an administrator to check the federation or pass-through authentication. Or use an account that Entra itself signs in. ${TOKEN}`,
]

export const again: Words = ['The sign-in took too long, or its response was sent twice.', 'Run this again.']

export const otherTenant: Words = [
  'The account does not belong to this tenant.',
  'Sign in with an account of the tenant, or pass another tenant with --tenant.',
]

/** For numbers not in the table: falls back to the app's own error codes, without its wording about the app. */
export const BY_CODE: Partial<
  Record<ReturnType<typeof explain>['code'], (reason: string, way: SignInWay, clientId: string) => Words>
> = {
  account_not_in_tenant: () => otherTenant,
  access_policy: (reason, way) => [`The tenant’s policies reject the sign-in: ${reason}.`, blocked(way)[1]],
  more_proof_needed: (_, way) => moreProof(way),
  account_blocked: (reason) => [
    `The account can’t sign in: ${reason}.`,
    'Ask an administrator to lift that, or use another account.',
  ],
  consent_needed: (_, __, clientId) => consent(clientId),
  admin_consent_needed: (_, __, clientId) => consent(clientId),
  consent_declined: (_, __, clientId) => declined(clientId),
  sign_in_expired: () => again,
  entra_unavailable: identityProvider,
}
