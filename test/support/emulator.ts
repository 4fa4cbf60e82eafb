// A local Entra for each test. Certificates are most of what one costs, so all begin with the same keys.
import { createEmulator, type Emulator } from '../../emulator/index.ts'
import type { StateOptions } from '../../emulator/state/create-state.ts'
import { currentKeys, foreignKeys, type SigningKeys } from '../../emulator/state/signing-keys.ts'

export type { Emulator }

const { keys } = (await createEmulator()).state
await currentKeys(keys, 'personal', Date.now())
await foreignKeys(keys, Date.now())

const copyOfKeys = (): SigningKeys => ({
  ...keys,
  ofApps: new Map(),
  opaque: new Map(),
  retired: [],
  ready: Promise.resolve(),
})

export const startEmulator = (options: StateOptions = {}): Promise<Emulator> =>
  createEmulator({ keys: copyOfKeys(), ...options })
