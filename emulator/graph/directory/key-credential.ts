// An app's certificates: the first one is simply set; adding more requires proof of a current certificate's key.

import { decodeJwt, importX509, jwtVerify } from 'jose'
import * as v from 'valibot'
import {
  type AppRegistration,
  type Certificate,
  validCertificates,
} from '../../directory/app-registration.ts'
import { badRequest, GraphRefusal, invalidValue } from '../../directory/graph-refusal.ts'
import { base64Of } from '../base64.ts'
import { time } from '../request-body.ts'
import { readX509 } from './x509.ts'

/** Azure AD Graph, which verifies the proof. */
const PROOF_AUDIENCE = '00000002-0000-0000-c000-000000000000'
const PROOF_MOST_SECONDS = 600
const SKEW_SECONDS = 10

export const keyCredential = v.strictObject({
  '@odata.type': v.optional(v.string()),
  customKeyIdentifier: v.nullish(v.string()),
  displayName: v.nullish(v.string()),
  endDateTime: v.nullish(time),
  key: v.nullish(v.string()),
  keyId: v.nullish(v.string()),
  startDateTime: v.nullish(time),
  type: v.literal('AsymmetricX509Cert'),
  usage: v.literal('Verify'),
})

export type KeyCredential = v.InferOutput<typeof keyCredential>

export const addedKey = v.strictObject({
  keyCredential,
  passwordCredential: v.nullish(v.null()),
  proof: v.string(),
})

export const removedKey = v.strictObject({ keyId: v.string(), proof: v.string() })

/** Throws GraphRefusal unless the certificate is valid and not about to expire. `now` in milliseconds. */
export async function createCertificate(sent: KeyCredential, now: number): Promise<Certificate> {
  const certificate = await readX509(sent.key ?? '')
  if (!certificate) throw invalidValue('key', 'KeyCredential')
  const startsAt = sent.startDateTime ?? certificate.startsAt
  const endsAt = sent.endDateTime ?? certificate.endsAt
  if (endsAt > certificate.endsAt || endsAt <= now) throw badRequest('Key credential end date is invalid.')
  if (startsAt < certificate.startsAt || startsAt >= endsAt) {
    throw badRequest('Key credential start date is invalid.')
  }
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-1', certificate.der))
  return {
    keyId: crypto.randomUUID(),
    displayName: sent.displayName ?? '',
    pem: certificate.pem,
    thumbprint: base64Of(digest),
    startsAt,
    endsAt,
    createdAt: now,
  }
}

/** From PEM, with the certificate's validity. Throws GraphRefusal. `now` in milliseconds. */
export const certificateOf = (pem: string, now: number): Promise<Certificate> =>
  createCertificate({ type: 'AsymmetricX509Cert', usage: 'Verify', key: btoa(pem) }, now)

/** PATCH sends the whole list: entries with a known keyId are kept; new ones include their certificate. */
export function replaceCertificates(
  app: AppRegistration,
  sent: KeyCredential[],
  now: number,
): Promise<Certificate[]> {
  return Promise.all(
    sent.map((each) => {
      const kept = app.certificates.find(({ keyId }) => keyId === each.keyId)
      if (!kept) return createCertificate(each, now)
      if (each.endDateTime && Math.floor(kept.endsAt / 1000) !== Math.floor(each.endDateTime / 1000)) {
        throw badRequest(`Update to existing credential with KeyId '${kept.keyId}' is not allowed.`)
      }
      return kept
    }),
  )
}

/** Throws GraphRefusal unless the proof is for this object, short-lived, and signed with a valid certificate's key. */
export async function checkProof(app: AppRegistration, proof: string, now: number): Promise<void> {
  for (const pem of validCertificates(app, now)) {
    for (const algorithm of ['RS256', 'PS256']) {
      const verified = await jwtVerify(proof, await importX509(pem, algorithm), {
        algorithms: [algorithm],
        audience: PROOF_AUDIENCE,
        issuer: app.objectId,
        requiredClaims: ['nbf', 'exp'],
        currentDate: new Date(now),
        clockTolerance: SKEW_SECONDS,
      }).catch(() => null)
      if (!verified) continue
      const { nbf = 0, exp = 0 } = decodeJwt(proof)
      if (exp - nbf <= PROOF_MOST_SECONDS) return
    }
  }
  // Graph has one message for every invalid proof.
  throw new GraphRefusal(401, 'Authentication_MissingOrMalformed', 'Access Token missing or malformed.')
}

export function removeCertificate(app: AppRegistration, keyId: string): void {
  const kept = app.certificates.filter((certificate) => certificate.keyId !== keyId)
  if (kept.length === app.certificates.length) throw badRequest('No credentials found to be removed.')
  app.certificates = kept
}
