// The initial client secrets of apps: one valid, one expired.
import type { Secret } from './app-registration.ts'

export const secret = 'local-emulator-secret-not-a-real-one'
export const expiredSecret = 'local-emulator-secret-expired'

const END_MS = Date.UTC(2099, 11, 31)

export const firstSecrets: Secret[] = [
  {
    keyId: 'e0e0e0e0-0000-4000-a000-000000000001',
    displayName: 'For trying',
    value: secret,
    startsAt: Date.UTC(2025, 0, 1),
    endsAt: END_MS,
  },
  {
    keyId: 'e0e0e0e0-0000-4000-a000-000000000002',
    displayName: 'Expired',
    value: expiredSecret,
    startsAt: Date.UTC(2000, 0, 1),
    endsAt: Date.UTC(2000, 0, 2),
  },
]
