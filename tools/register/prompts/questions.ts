// The questions of npm run register, each with what is known already for its answer.
import type { Readable, Writable } from 'node:stream'
import {
  type CANCEL_SYMBOL,
  confirm,
  isCancel,
  multiselect,
  select,
  text,
  updateSettings,
} from '@clack/prompts'
import { azureDevOpsUrl } from '../../../src/entryway/protocol.ts'
import { type AccountKind, accountKinds, kindRow } from '../../app-registration/account-kind.ts'
import { redirectUriProblem } from '../../app-registration/redirect-uris.ts'
import { type Attribute, attributeLabel, attributeNames } from '../../app-registration/sign-up-attributes.ts'
import { LONGEST_LIFETIME_DAYS } from '../../certificate/lifetime.ts'
import { printable } from '../../terminal/printable.ts'
import { isLifetime, nameProblem } from '../command-line/flag-value.ts'
import type { CredentialKind, SignUpMethod } from '../command-line/options.ts'
import { RegisterRefusal } from '../command-line/refusal.ts'

export type Ask = ReturnType<typeof questions>

/** Ctrl-D closes the terminal's input: without a name here, the question would wait for a key that cannot come. */
const CTRL_D = '\u0004'

/** @throws {RegisterRefusal} at Ctrl-C, Ctrl-D and Esc, as every question */
export function questions(input: Readable, output: Writable) {
  updateSettings({ aliases: { [CTRL_D]: 'cancel' } })
  const at: Terminal = { input, output }
  return {
    tenant: () => tenant(at),
    kind: (initialValue: AccountKind) => kind(at, initialValue),
    name: (initialValue: string) => name(at, initialValue),
    localRedirectUri: (initialValue: string) => localRedirectUri(at, initialValue),
    productionRedirectUris: (initialValue: string) => productionRedirectUris(at, initialValue),
    credential: (initialValue: CredentialKind) => credential(at, initialValue),
    lifetimeDays: (initialValue: number) => lifetimeDays(at, initialValue),
    azureDevOps: (initialValue: string) => azureDevOps(at, initialValue),
    adminConsent: (initialValue: boolean) => adminConsent(at, initialValue),
    signUp: (initialValue: SignUpMethod) => signUp(at, initialValue),
    attributes: (initialValues: Attribute[]) => attributes(at, initialValues),
    goOn: (message: string, initialValue: boolean) => goOn(at, message, initialValue),
  }
}

type Terminal = { input: Readable; output: Writable }

async function answered<T>(question: Promise<T | typeof CANCEL_SYMBOL>): Promise<T> {
  const answer = await question
  if (isCancel(answer))
    throw new RegisterRefusal('canceled', 'Canceled.', 'You can run this again at any time.')
  return answer as T
}

const tenant = (at: Terminal) =>
  answered(
    text({
      ...at,
      message: 'Tenant (an organization in Entra): its ID or a domain; empty for yours',
      placeholder: 'contoso.onmicrosoft.com',
      defaultValue: '',
    }),
  )

const kind = (at: Terminal, initialValue: AccountKind) =>
  answered<AccountKind>(
    select({
      ...at,
      message: 'Who signs in?',
      initialValue,
      options: accountKinds.map((value) => ({ value, label: kindRow(value).sentence, hint: value })),
    }),
  )

async function name(at: Terminal, initialValue: string): Promise<string> {
  const given = await answered(
    text({
      ...at,
      message: 'App name (shown on the consent screen)',
      initialValue: printable(initialValue),
      validate: (typed) => nameProblem((typed ?? '').trim()) ?? undefined,
    }),
  )
  return given.trim()
}

const entries = (list: string) => list.split(/[\s,]+/).filter(Boolean)

const problemOfEach = (list: string) =>
  entries(list)
    .map((uri) => [uri, redirectUriProblem(uri)] as const)
    .filter(([, problem]) => problem !== null)
    .map(([uri, problem]) => `${uri} ${problem}`)[0]

async function localRedirectUri(at: Terminal, initialValue: string): Promise<string[]> {
  const list = await answered(
    text({
      ...at,
      message: 'Redirect URI on this machine (npm run dev)',
      initialValue,
      validate: (typed = '') => (entries(typed).length === 0 ? 'is missing' : problemOfEach(typed)),
    }),
  )
  return entries(list)
}

async function productionRedirectUris(at: Terminal, initialValue: string): Promise<string[]> {
  const list = await answered(
    text({
      ...at,
      message: 'Redirect URI in production; separate several with spaces, empty for none yet',
      placeholder: 'https://app.example.com/callback',
      initialValue,
      defaultValue: '',
      validate: (typed = '') => problemOfEach(typed),
    }),
  )
  return entries(list)
}

const credential = (at: Terminal, initialValue: CredentialKind) =>
  answered<CredentialKind>(
    select({
      ...at,
      message: 'How should the app authenticate?',
      initialValue,
      options: [
        { value: 'secret', label: 'with a client secret' },
        { value: 'certificate', label: 'with a certificate', hint: 'recommended for production' },
      ],
    }),
  )

async function lifetimeDays(at: Terminal, initialValue: number): Promise<number> {
  const days = await answered(
    text({
      ...at,
      message: 'Lifetime in days',
      initialValue: String(initialValue),
      validate: (typed = '') => (isLifetime(typed) ? undefined : `1 to ${LONGEST_LIFETIME_DAYS}`),
    }),
  )
  return Number(days)
}

async function azureDevOps(at: Terminal, initialValue: string): Promise<string | null> {
  const organization = await answered(
    text({
      ...at,
      message: 'Azure DevOps organization, for personal access tokens; empty for Microsoft Graph only',
      placeholder: 'contoso',
      initialValue,
      defaultValue: '',
      validate: (typed) => (!typed || azureDevOpsUrl(typed) ? undefined : 'is not an organization name'),
    }),
  )
  return organization === '' ? null : azureDevOpsUrl(organization)
}

const adminConsent = (at: Terminal, initialValue: boolean) =>
  answered(
    confirm({
      ...at,
      message: 'Grant admin consent for the whole tenant? (Needs an administrator)',
      initialValue,
    }),
  )

const signUp = (at: Terminal, initialValue: SignUpMethod) =>
  answered<SignUpMethod>(
    select({
      ...at,
      message: 'How do customers sign up?',
      initialValue,
      options: [
        { value: 'password', label: 'with an email address and a password' },
        { value: 'passcode', label: 'with an email address and a passcode sent to it' },
      ],
    }),
  )

const attributes = (at: Terminal, initialValues: Attribute[]) =>
  answered<Attribute[]>(
    multiselect({
      ...at,
      message: 'What should new customers be asked for?',
      required: false,
      initialValues,
      options: attributeNames.map((value) => ({ value, label: attributeLabel(value) })),
    }),
  )

const goOn = (at: Terminal, message: string, initialValue: boolean) =>
  answered(confirm({ ...at, message: printable(message), initialValue }))
