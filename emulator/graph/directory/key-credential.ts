// The certificates of an app: the first one is simply set, a later one is added by who holds the key of one that is there.
import { decodeJwt, importX509, jwtVerify } from 'jose'
import * as v from 'valibot'
import {
  type AppRegistration,
  type Certificate,
  validCertificates,
} from '../../directory/app-registration.ts'
import { badRequest, GraphRefusal, invalidValue } from '../../directory/graph-refusal.ts'
import { readX509 } from './x509.ts'

/** Azure AD Graph, which checks the proof. */
const PROOF_AUDIENCE = '00000002-0000-0000-c000-000000000000'
const PROOF_MOST_SECONDS = 600
const SKEW_SECONDS = 10

const time = v.pipe(
  v.string(),
  v.isoTimestamp(),
  v.transform((text) => Date.parse(text)),
)

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

/** Throws GraphRefusal unless this is a certificate that is good for some time yet. `now` in milliseconds. */
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
    thumbprint: btoa(String.fromCharCode(...digest)),
    startsAt,
    endsAt,
    createdAt: now,
  }
}

/** Of PEM, for as long as it is valid. Throws GraphRefusal. `now` in milliseconds. */
export const certificateOf = (pem: string, now: number): Promise<Certificate> =>
  createCertificate({ type: 'AsymmetricX509Cert', usage: 'Verify', key: btoa(pem) }, now)

/** PATCH gives the whole list: what it names by keyId stays as it is, what is new comes with its certificate. */
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

/** Graph says the same of everything that is wrong with the proof. */
const refused = () =>
  new GraphRefusal(401, 'Authentication_MissingOrMalformed', 'Access Token missing or malformed.')

/** Throws GraphRefusal unless a certificate of the app that is valid now signed it, for this object, for minutes. */
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
  throw refused()
}

export function removeCertificate(app: AppRegistration, keyId: string): void {
  const kept = app.certificates.filter((certificate) => certificate.keyId !== keyId)
  if (kept.length === app.certificates.length) throw badRequest('No credentials found to be removed.')
  app.certificates = kept
}
