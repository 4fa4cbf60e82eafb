// The local Entra in process: Node, workerd, and whatever else has fetch and Web Crypto.
export type { Clock } from '../../emulator/local-entra/clock.ts'
export type {
  EntraBrowser,
  FaultControl,
  LocalEntra,
  LocalEntraOptions,
} from '../../emulator/local-entra/interface.ts'
export type { KnownApp } from '../../emulator/local-entra/known-app.ts'
export { createLocalEntra } from '../../emulator/local-entra/local-entra.ts'
export type { ActiveFault, AnyFaultName } from '../../emulator/local-entra/named-faults.ts'
export type * from '../../emulator/local-entra/seed.ts'
export { SeedError, type SeedIssue } from '../../emulator/local-entra/seed-error.ts'
export type { TokenRequest } from '../../emulator/local-entra/token-request.ts'
