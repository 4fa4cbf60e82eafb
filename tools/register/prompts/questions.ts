// The questions of npm run register, each with the known value as its default.
import { confirm, multiselect, select, settings, updateSettings } from '@clack/prompts'
import { azureDevOpsUrl } from '../../../src/entryway/protocol.ts'
import { type AccountKind, accountKinds, kindRow } from '../../app-registration/account-kind.ts'
import { type Attribute, attributeLabel, attributeNames } from '../../app-registration/sign-up-attributes.ts'
import { printable } from '../../terminal/printable.ts'
import { LIFETIME } from '../command-line/flag-value.ts'
import type { CredentialKind, SignUpMethod } from '../command-line/options.ts'
import {
  appNameProblem,
  daysProblem,
  entries,
  localRedirectUrisProblem,
  organizationProblem,
  PRODUCTION_REDIRECT_URI,
  productionRedirectUrisProblem,
  tenantProblem,
} from './answer-problems.ts'
import { answered, type Terminal, typed } from './answered.ts'

export type Ask = ReturnType<typeof questions>

/** Ctrl-D closes the terminal's input: unless mapped, the prompt would wait for a key that can't come. */
const CTRL_D = '\u0004'

/** @throws {RegisterRefusal} on Ctrl-C, Ctrl-D and Esc, in every question */
export function questions(at: Terminal) {
  updateSettings({ aliases: { [CTRL_D]: 'cancel' } })
  // Removes vim's keys: typing "all" would move the selection.
  for (const letter of 'hjkl') settings.aliases.delete(letter)
  return {
    tenant: () =>
      typed(at, {
        message: 'Tenant (an organization in Entra): its ID or a domain; leave empty for yours',
        placeholder: 'such as contoso.onmicrosoft.com',
        problem: tenantProblem,
      }),
    kind: (initialValue: AccountKind) =>
      answered<AccountKind>(
        select({
          ...at,
          message: 'Who signs in?',
          initialValue,
          options: accountKinds.map((value) => ({ value, label: kindRow(value).sentence, hint: value })),
        }),
      ),
    name: (initialValue: string) =>
      typed(at, {
        message: 'App name (shown on the consent screen)',
        initialValue: printable(initialValue),
        problem: appNameProblem,
      }),
    async localRedirectUris(initialValue: string, kind: AccountKind) {
      const list = await typed(at, {
        message: 'Redirect URI on this machine (npm run dev)',
        initialValue,
        problem: (answer) => localRedirectUrisProblem(answer, kind),
      })
      return entries(list)
    },
    async productionRedirectUris(initialValue: string, local: string[], kind: AccountKind) {
      const list = await typed(at, {
        message: 'Redirect URI in production; separate several with spaces; leave empty for none yet',
        placeholder: `such as ${PRODUCTION_REDIRECT_URI}`,
        initialValue,
        problem: (answer) => productionRedirectUrisProblem(answer, local, kind),
      })
      return entries(list)
    },
    credential: (initialValue: CredentialKind) =>
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
      ),
    lifetimeDays: async (initialValue: number) =>
      Number(
        await typed(at, {
          message: `Lifetime in days (${LIFETIME})`,
          initialValue: String(initialValue),
          problem: daysProblem,
        }),
      ),
    async azureDevOps(initialValue: string): Promise<string | null> {
      const organization = await typed(at, {
        message: 'Azure DevOps organization, for its personal access tokens; leave empty for none',
        placeholder: 'such as contoso',
        initialValue,
        problem: organizationProblem,
      })
      return organization === '' ? null : azureDevOpsUrl(organization)
    },
    adminConsent: () =>
      answered(
        confirm({
          ...at,
          message: 'Grant admin consent for the whole tenant? (Needs an administrator)',
          initialValue: false,
        }),
      ),
    signUp: () =>
      answered<SignUpMethod>(
        select({
          ...at,
          message: 'How do customers sign up?',
          initialValue: 'password',
          options: [
            { value: 'password', label: 'with an email address and a password' },
            { value: 'passcode', label: 'with an email address and a passcode sent to it' },
          ],
        }),
      ),
    attributes: (initialValues: Attribute[]) =>
      answered<Attribute[]>(
        multiselect({
          ...at,
          message: 'What should new customers be asked for?',
          required: false,
          initialValues,
          options: attributeNames.map((value) => ({ value, label: attributeLabel(value) })),
        }),
      ),
    goOn: (message: string, initialValue: boolean) =>
      answered(confirm({ ...at, message: printable(message), initialValue })),
  }
}
