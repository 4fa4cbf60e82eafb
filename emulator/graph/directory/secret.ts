// An app's secrets: created by the directory, shown once, each with an expiration.

import * as v from 'valibot'
import {
  type AppRegistration,
  admitsPersonalAccounts,
  type Secret,
} from '../../directory/app-registration.ts'
import { badRequest } from '../../directory/graph-refusal.ts'
import { MAX_SECRETS_WITH_PERSONAL_ACCOUNTS, tooManySecrets } from '../../directory/registration/limits.ts'
import { randomToken } from '../../protocol/random.ts'
import { time } from '../request-body.ts'

const DAY_MS = 24 * 60 * 60 * 1000
const DEFAULT_MS = 730 * DAY_MS

export const newSecret = v.strictObject({
  passwordCredential: v.optional(
    v.nullable(
      v.strictObject({
        displayName: v.nullish(v.string()),
        startDateTime: v.nullish(time),
        endDateTime: v.nullish(time),
      }),
    ),
  ),
})

export const removedSecret = v.strictObject({ keyId: v.string() })

/** `now` in milliseconds. Throws GraphRefusal. */
export function createSecret(
  app: AppRegistration,
  { passwordCredential }: v.InferOutput<typeof newSecret>,
  now: number,
): Secret {
  if (admitsPersonalAccounts(app) && app.secrets.length >= MAX_SECRETS_WITH_PERSONAL_ACCOUNTS) {
    throw tooManySecrets()
  }
  const startsAt = passwordCredential?.startDateTime ?? now
  const endsAt = passwordCredential?.endDateTime ?? startsAt + DEFAULT_MS
  if (endsAt <= startsAt || endsAt <= now) {
    throw badRequest("Invalid value specified for property 'endDateTime' of resource 'PasswordCredential'.")
  }
  return {
    keyId: crypto.randomUUID(),
    displayName: passwordCredential?.displayName ?? null,
    // Entra's format: forty characters, with these two in the middle.
    value: `${randomToken(3).slice(0, 3)}8Q~${randomToken(26).slice(0, 34)}`,
    startsAt,
    endsAt,
    createdAt: now,
  }
}

export function removeSecret(app: AppRegistration, keyId: string): void {
  const kept = app.secrets.filter((secret) => secret.keyId !== keyId)
  if (kept.length === app.secrets.length) throw badRequest(`No password credential found with keyId.`)
  app.secrets = kept
}

/** PATCH can remove secrets by omitting them, but neither add nor change one. */
export function keepSecrets(secrets: Secret[], named: { keyId: string }[]): Secret[] {
  const ids = named.map(({ keyId }) => keyId)
  if (ids.some((id) => !secrets.some(({ keyId }) => keyId === id))) {
    throw badRequest('New password credentials must be generated with the addPassword action.')
  }
  return secrets.filter(({ keyId }) => ids.includes(keyId))
}
