// The only door: everything an app may import.
export type { Context } from 'hono'
export { type Authority, isExternalId, isGuid, isLocalhost, isPersonalAccount } from './entra/authority.ts'
export { truncate } from './entra/claim-text.ts'
export { isGraphHost } from './entra/clouds.ts'
export type { Identity } from './entra/id-token.ts'
export { isGraphScope } from './entra/scope.ts'
export {
  type Entryway,
  type EntrywayOptions,
  entryway,
  type MaybeSignedIn,
  type SignedIn,
} from './entryway.ts'
export { EntrywayError, type ErrorContext, SignInRequired } from './errors/entryway-error.ts'
export type { Action, ErrorCode, ErrorMessage } from './errors/messages.ts'
export { type ApiRequest, callApi, streamApi, throwUnlessOk } from './http/api.ts'
export { parseJson } from './http/json.ts'
export type { Answer } from './http/outbound.ts'
export { isPrefetch, pathAndQuery, wantsHtml } from './http/request.ts'
export type { RateLimit } from './instance.ts'
export type { Log, LogEvent, LogFields } from './log.ts'
export { ignorePrefetch } from './middleware/ignore-prefetch.ts'
export type { ProtectOptions } from './middleware/protect.ts'
export { once } from './once.ts'
export type { OwnSessions } from './own-sessions.ts'
export type { ErrorPageProps, Html, Pages } from './pages/pages.ts'
export { allowScripts } from './pages/scripts.ts'
export { readCookie, readCookies, removeCookie, writeCookie } from './session/cookie.ts'
export type { SessionSummary } from './session/ending.ts'
export { evictOldest } from './session/evict-oldest.ts'
export { formOwner } from './session/form-owner.ts'
export { isRandomToken, randomToken } from './session/seal.ts'
export { type Variable, type Variables, WrongSetting } from './settings/feature-settings.ts'
export { type FromEnv, fromEnv, type Problem, type Settings } from './settings/settings.ts'
export type { Session } from './signed-in-session.ts'
export { kvStore } from './store/kv-store.ts'
export { memoryStore } from './store/memory-store.ts'
export type { SessionStore, StoreMetadata } from './store/session-store.ts'
