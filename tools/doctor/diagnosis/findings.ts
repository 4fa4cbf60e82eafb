// The doctor's input, and what its checks find.
import type { Authority, Metadata, Settings } from '../../../src/entryway/protocol.ts'
import type { RegisterNotes } from '../../settings/register-notes.ts'
import type { Replaced } from '../../settings/replaced-credentials.ts'
import type { FileForm } from '../../settings/variables-file.ts'
import type { WranglerFile } from '../../settings/wrangler-file.ts'
import type { Registration } from '../evidence/graph-application.ts'
import type { SilentAnswer } from '../evidence/silent-sign-in.ts'

export type Given = {
  /** Without blank ones. */
  variables: Readonly<Record<string, string>>
  /** Those set in a file or on the command line, so that misspelled ones can be reported. */
  named: readonly string[]
  /** Credentials that npm run register has noted in the file for removal. */
  replaced: Replaced
  /** What npm run register noted about its own work. */
  notes: RegisterNotes
  file: FileForm
  /** The operator's access token for Graph; null = none. */
  graphToken: string | null
  /** The secret or certificate is stored where this run cannot read it. */
  withoutCredential: boolean
  /** Warnings count as failures. */
  strict: boolean
  /** The tenant that the app is registered in, if given. */
  homeTenant: string | null
  /** The wrangler environment; null = the top level. */
  environmentName: string | null
  /** Flags that npm run register needs for the same app, quoted for a shell. */
  registerFlags: readonly string[]
  wrangler: WranglerFile
  /** Milliseconds. */
  now: () => number
}

/** What a check passes on to later ones. */
export type Findings = {
  authority: Authority
  settings: Settings
  metadata: Metadata
  /** Seconds by which the authority's clock is ahead of this machine's; null = it returned no time. */
  aheadSeconds: number | null
  /** Entra's response to a silent sign-in; not set if it rejects the app itself. */
  silentAnswer: SilentAnswer
  /** The error returned to the redirect URI, which is therefore registered. */
  answerToApp: SilentAnswer & { kind: 'to_app' }
  acceptedSecret: true
  /** An app-only token for Microsoft Graph. */
  appToken: string
  /** Not set if the app cannot read it from Graph. */
  registration: Registration
}
