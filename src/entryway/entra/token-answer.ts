// The fields of the token endpoint's JSON, and how much they may vary (test/recorded/token-answers.json).
import * as v from 'valibot'
import { once } from '../once.ts'

/** For the text of fields that only inform: what is of another type is as good as absent. */
const informing = () => v.fallback(v.optional(v.string()), undefined)

/** RFC 6749 section 5.2, with Entra's own fields. Only `error` is sure to be there; the others may be null. */
export const ErrorAnswer = once(() =>
  v.object({
    error: v.pipe(
      v.string(),
      v.check((error) => error !== ''),
    ),
    error_description: informing(),
    error_codes: v.fallback(
      v.pipe(
        v.array(v.unknown()),
        v.transform((codes) => codes.map(Number).filter((code) => Number.isInteger(code) && code > 0)),
      ),
      [],
    ),
    suberror: informing(),
    claims: informing(),
  }),
)

/** If Entra does not return a token's lifetime, the token is used only long enough to show a page. */
const UNSTATED_LIFETIME_SECONDS = 300

/** Without control characters, and not empty. */
const Token = () =>
  v.pipe(
    v.string(),
    v.check((token) => /^[\x21-\x7e]+$/.test(token)),
  )

const isLifetime = (seconds: unknown) =>
  Number(seconds) > 0 && (typeof seconds === 'string' ? /^\d{1,9}$/.test(seconds) : Number.isFinite(seconds))

/** RFC 6749 section 5.1 and OpenID Connect Core 3.1.3.3. The v1 endpoint writes numbers as text. */
export const TokenAnswer = once(() =>
  v.object({
    token_type: v.pipe(
      v.string(),
      v.check((type) => type.toLowerCase() === 'bearer'),
    ),
    access_token: Token(),
    expires_in: v.optional(
      v.pipe(v.custom<string | number>(isLifetime), v.transform(Number)),
      UNSTATED_LIFETIME_SECONDS,
    ),
    refresh_token: v.optional(Token()),
    id_token: v.optional(v.string()),
    scope: v.optional(v.string()),
  }),
)

/** A field that is null or empty is one that is not there: MSAL's own fixtures have such. */
export const withoutEmptyFields = (json: object): object =>
  Object.fromEntries(Object.entries(json).filter(([, value]) => value !== null && value !== ''))
