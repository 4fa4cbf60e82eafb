// The questions of npm run register, each with what is known already for its answer.
import type { Readable, Writable } from 'node:stream'
import { type CANCEL_SYMBOL, confirm, isCancel, multiselect, select, text } from '@clack/prompts'
import { LONGEST_LIFETIME_DAYS } from '../lifetime.ts'
import { type AccountKind, accountKinds, kindRow } from './account-kind.ts'
import { type Attribute, attributeLabel, attributeNames } from './attribute.ts'
import { azureDevOpsUrl } from './azure-devops.ts'
import { isLifetime, nameProblem } from './flag-value.ts'
import type { CredentialKind, SignUpMethod } from './options.ts'
import { printable } from './printable.ts'
import { redirectUriProblem } from './redirect-uris.ts'
import { RegisterRefusal } from './refusal.ts'

export type Ask = ReturnType<typeof questions>

const entries = (list: string) => list.split(/[\s,]+/).filter(Boolean)

/** @throws {RegisterRefusal} at Ctrl-C */
export function questions(input: Readable, output: Writable) {
  const common = { input, output }
  async function answered<T>(question: Promise<T | typeof CANCEL_SYMBOL>): Promise<T> {
    const answer = await question
    if (isCancel(answer))
      throw new RegisterRefusal('cancelled', 'Cancelled.', 'Run this again whenever you like.')
    return answer as T
  }
  const problemOfEach = (list: string) =>
    entries(list)
      .map((uri) => [uri, redirectUriProblem(uri)] as const)
      .filter(([, problem]) => problem !== null)
      .map(([uri, problem]) => `${uri} ${problem}`)[0]

  return {
    tenant: () =>
      answered(
        text({
          ...common,
          message: 'In which tenant (an organization in Entra)? Its id or a domain; empty: yours',
          placeholder: 'contoso.onmicrosoft.com',
          defaultValue: '',
        }),
      ),
    kind: (initialValue: AccountKind, kinds: readonly AccountKind[] = accountKinds) =>
      answered<AccountKind>(
        select({
          ...common,
          message: 'Who signs in?',
          initialValue,
          options: kinds.map((value) => ({ value, label: kindRow(value).sentence, hint: value })),
        }),
      ),
    name: (initialValue: string) =>
      answered(
        text({
          ...common,
          message: 'What is the app called? People see it when they consent',
          initialValue: printable(initialValue),
          validate: (name) => nameProblem((name ?? '').trim()) ?? undefined,
        }),
      ).then((name) => name.trim()),
    localRedirectUri: (initialValue: string) =>
      answered(
        text({
          ...common,
          message: 'Redirect URI on this machine (npm run dev)',
          initialValue,
          validate: (list) => (entries(list ?? '').length === 0 ? 'is missing' : problemOfEach(list ?? '')),
        }),
      ).then(entries),
    productionRedirectUris: (initialValue: string) =>
      answered(
        text({
          ...common,
          message: 'Redirect URI in production; several with spaces between, empty for none yet',
          placeholder: 'https://app.example.com/callback',
          initialValue,
          defaultValue: '',
          validate: (list) => problemOfEach(list ?? ''),
        }),
      ).then(entries),
    credential: (initialValue: CredentialKind) =>
      answered<CredentialKind>(
        select({
          ...common,
          message: 'How does the app prove itself?',
          initialValue,
          options: [
            { value: 'secret', label: 'with a client secret' },
            { value: 'certificate', label: 'with a certificate', hint: 'recommended for production' },
          ],
        }),
      ),
    lifetimeDays: (initialValue: number) =>
      answered(
        text({
          ...common,
          message: 'For how many days?',
          initialValue: String(initialValue),
          validate: (days) => (isLifetime(days ?? '') ? undefined : `1 to ${LONGEST_LIFETIME_DAYS}`),
        }),
      ).then(Number),
    azureDevOps: (initialValue: string) =>
      answered(
        text({
          ...common,
          message: 'Azure DevOps organization, for personal access tokens; empty for Microsoft Graph only',
          placeholder: 'contoso',
          initialValue,
          defaultValue: '',
          validate: (name) => (!name || azureDevOpsUrl(name) ? undefined : 'is the name of no organization'),
        }),
      ).then((name) => (name === '' ? null : azureDevOpsUrl(name))),
    adminConsent: (initialValue: boolean) =>
      answered(
        confirm({
          ...common,
          message: 'Consent for everybody in the tenant, so that nobody is asked? (Needs an administrator)',
          initialValue,
        }),
      ),
    signUp: (initialValue: SignUpMethod) =>
      answered<SignUpMethod>(
        select({
          ...common,
          message: 'How do customers sign up?',
          initialValue,
          options: [
            { value: 'password', label: 'with an e-mail address and a password' },
            { value: 'passcode', label: 'with an e-mail address and a passcode sent to it' },
          ],
        }),
      ),
    attributes: (initialValues: Attribute[]) =>
      answered<Attribute[]>(
        multiselect({
          ...common,
          message: 'What is a new customer asked for?',
          required: false,
          initialValues,
          options: attributeNames.map((value) => ({ value, label: attributeLabel(value) })),
        }),
      ),
    goOn: (message: string, initialValue: boolean) =>
      answered(confirm({ ...common, message: printable(message), initialValue })),
  }
}
