// Packages without types; what is used of them.
declare module 'passport-azure-ad' {
  import type { Strategy } from 'passport'
  export const OIDCStrategy: new (options: object, verify: (...given: never[]) => void) => Strategy
  export const BearerStrategy: new (options: object, verify: (...given: never[]) => void) => Strategy
}
