// An app registration as a test sees it.
import type { AppRegistration } from '../directory/app-registration.ts'

export type KnownApp = {
  clientId: string
  tenantId: string
  displayName: string
  /** Those that are valid now. */
  secrets: string[]
  redirectUris: { web: string[]; spa: string[]; publicClient: string[] }
}

/** @param now in milliseconds */
export const knownApp = (app: AppRegistration, now: number): KnownApp => ({
  clientId: app.clientId,
  tenantId: app.tenantId,
  displayName: app.displayName,
  secrets: app.secrets
    .filter(({ startsAt, endsAt }) => startsAt <= now && now < endsAt)
    .map(({ value }) => value),
  redirectUris: {
    web: app.redirectUris,
    spa: app.spaRedirectUris,
    publicClient: app.publicClientRedirectUris,
  },
})
