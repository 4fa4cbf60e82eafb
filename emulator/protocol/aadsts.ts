// Entra's errors: AADSTS number, where it is reported, OAuth error, suberror, sentence, and evidence.
import { accounts } from './aadsts/accounts.ts'
import { grants } from './aadsts/grants.ts'
import { policies } from './aadsts/policies.ts'
import { requests } from './aadsts/requests.ts'

/** `page`: raised at the authorization endpoint and shown to the user, never reported to the app. */
type Where = 'authorize' | 'token' | 'page'

export type Aadsts = {
  number: number
  where: Where
  error: string
  suberror: string | null
  status: number
  text: string
  /** Whether a Conditional Access claims request accompanies it. */
  claims: boolean
  /** Whether it includes error_uri; some recorded responses don't. */
  uri: boolean
  /** Where the password can be changed. */
  passwordChangeUrl: string | null
  /** Samples in test/recorded/ as `file#name`, and URLs or `owner/repository#number`; none = not seen. */
  evidence: string[]
}

/**
 * "Microsoft Entra authentication and authorization error codes". If it is the only evidence, only the number and
 * the sentence are documented; the OAuth error is a likely guess.
 */
const ERROR_CODES = 'https://learn.microsoft.com/entra/identity-platform/reference-error-codes'

const statusOf: Record<string, number> = {
  invalid_client: 401,
  temporarily_unavailable: 503,
  server_error: 500,
}

/** token-answers#50055. */
const PASSWORD_CHANGE_URL = 'https://portal.microsoftonline.com/ChangePassword.aspx'

const evidenceOf = (cell: string) =>
  cell
    .split(' ')
    .filter((word) => word !== '-')
    .map((word) => (word === 'docs' ? ERROR_CODES : word))

function parseRow(line: string): [number, Aadsts] {
  const cells = line.split('|').map((cell) => cell.trim())
  const [number = '', where, error = '', suberror, notes = '', evidence = '', text = ''] = cells
  return [
    Number(number),
    {
      number: Number(number),
      where: where === 'token' || where === 'page' ? where : 'authorize',
      error,
      suberror: suberror || null,
      status: statusOf[error] ?? 400,
      text,
      claims: notes === 'claims',
      uri: notes !== 'no-uri',
      passwordChangeUrl: notes === 'password-url' ? PASSWORD_CHANGE_URL : null,
      evidence: evidenceOf(evidence),
    },
  ]
}

export const aadstsTable: ReadonlyMap<number, Aadsts> = new Map(
  [accounts, policies, grants, requests]
    .flatMap((table) => table.trim().split('\n'))
    .map(parseRow)
    .sort(([one], [other]) => one - other),
)
