// The format of what an emulator keeps between starts.

export const lists = ['apps', 'servicePrincipals', 'userFlows', 'people', 'groups'] as const
export const sets = ['consents', 'adminConsents'] as const
export const maps = ['emailMethods', 'applicationPermissions', 'pats'] as const

export const SNAPSHOT_VERSION = 1

/** Tenants are not included; they come from the seed. */
export type Snapshot = { version: typeof SNAPSHOT_VERSION } & Record<
  (typeof lists)[number] | (typeof sets)[number] | (typeof maps)[number],
  unknown[]
>

/** Whether `value` looks like a snapshot. List entries are trusted, because the emulator wrote them. */
export const isSnapshot = (value: unknown): value is Snapshot =>
  typeof value === 'object' &&
  value !== null &&
  (value as Snapshot).version === SNAPSHOT_VERSION &&
  [...lists, ...sets, ...maps].every((name) => Array.isArray((value as Snapshot)[name]))
