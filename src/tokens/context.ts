// What the pages of tokens have at hand in a request.
import type { Context } from 'hono'
import type { Log, Session } from '../entryway/index.ts'

/** @property isAtLeast there are more tokens than were looked at */
export type Expiring = { count: number; isAtLeast: boolean }

export type Tokens = {
  /** `https://vssps.dev.azure.com/{organization}` */
  url: string
  log: Log
  orNull<T>(promise: Promise<T>): Promise<T | null>
  /** What this isolate keeps. By session. */
  expiring: Map<string, { until: number; expiring: Expiring | null }>
  submittedForms: Set<string>
}

export type TokensEnv = { Bindings: Env; Variables: { session: Session | null; tokens: Tokens } }
export type TokensContext = Context<TokensEnv>

/** The organization's name, for headings. */
export const organizationOf = (c: TokensContext) => c.var.tokens.url.split('/').at(-1) ?? ''
