// What the pages of tokens have at hand in a request.
import type { Context } from 'hono'
import type { Log, Session } from '../entryway/index.ts'
import type { ExpiringCache } from './expiring.ts'

export type Tokens = {
  /** `https://vssps.dev.azure.com/{organization}` */
  url: string
  correlationId: string
  log: Log
  orNull<T>(promise: Promise<T>): Promise<T | null>
  /** What this isolate keeps. */
  expiring: ExpiringCache
  usedForms: Set<string>
}

export type TokensEnv = { Bindings: Env; Variables: { session: Session | null; tokens: Tokens } }
export type TokensContext = Context<TokensEnv>
