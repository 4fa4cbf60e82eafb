// Federated credentials: an app authenticates with a token from another issuer (a Kubernetes workload, a GitHub Actions
// run, a managed identity). Source: "Workload identity federation".
import { createLocalJWKSet, decodeJwt, errors, type JSONWebKeySet, jwtVerify } from 'jose'
import type { FederatedCredential } from '../directory/app-registration.ts'
import { EntraError } from '../protocol/entra-error.ts'
import { notNow } from './client-assertion.ts'

const DEADLINE_MS = 5000

export type FetchDocument = (url: string) => Promise<Response>

/** The issuer's keys, found through its metadata; AADSTS50166 if they can't be fetched. */
async function keysOf(issuer: string, fetchDocument: FetchDocument): Promise<JSONWebKeySet> {
  const read = async (url: string) => (await fetchDocument(url)).json() as Promise<Record<string, unknown>>
  try {
    const { jwks_uri } = await read(`${issuer.replace(/\/$/, '')}/.well-known/openid-configuration`)
    return (await read(String(jwks_uri))) as unknown as JSONWebKeySet
  } catch {
    throw new EntraError(50166)
  }
}

/** Fetched over the network, as Entra does. */
export const fetchFromOutside: FetchDocument = (url) =>
  fetch(url, { signal: AbortSignal.timeout(DEADLINE_MS), redirect: 'error' })

/** Compared exactly, letter case included. Throws AADSTS700211, 700213 or 700212. */
function matching(
  credentials: FederatedCredential[],
  { iss = '', sub = '', aud = '' }: Record<string, unknown>,
) {
  const ofIssuer = credentials.filter(({ issuer }) => issuer === iss)
  if (ofIssuer.length === 0) throw new EntraError(700211, { issuer: String(iss) })
  const ofSubject = ofIssuer.filter(({ subject }) => subject === sub)
  if (ofSubject.length === 0) throw new EntraError(700213, { subject: String(sub) })
  const audiences = [aud].flat().map(String)
  const found = ofSubject.find((each) => each.audiences.some((wanted) => audiences.includes(wanted)))
  if (!found) throw new EntraError(700212, { audience: audiences.join(' ') })
  return found
}

/** Whether the assertion's issuer is not the app itself. */
export function isFederated(assertion: string, clientId: string): boolean {
  try {
    return decodeJwt(assertion).iss !== clientId
  } catch {
    return false
  }
}

/** Throws EntraError unless the assertion matches one of the app's credentials. `now` in milliseconds. */
export async function checkFederated(
  assertion: string,
  credentials: FederatedCredential[],
  now: number,
  fetchDocument: FetchDocument,
): Promise<void> {
  const { issuer, subject, audiences } = matching(credentials, decodeJwt(assertion))
  const keys = createLocalJWKSet(await keysOf(issuer, fetchDocument))
  try {
    await jwtVerify(assertion, keys, {
      issuer,
      subject,
      audience: audiences,
      currentDate: new Date(now),
      requiredClaims: ['exp'],
    })
  } catch (error) {
    if (error instanceof errors.JWTExpired) throw notNow(assertion, now)
    if (error instanceof errors.JOSEError || error instanceof TypeError) throw new EntraError(50027)
    throw error
  }
}
