// What is given to the doctor, and what its checks find out.
import type { Authority, Metadata, Settings } from '../../../src/entryway/protocol.ts'
import type { RegisterNotes } from '../../settings/register-notes.ts'
import type { Replaced } from '../../settings/replaced-credentials.ts'
import type { FileForm } from '../../settings/variables-file.ts'
import type { WranglerFile } from '../../settings/wrangler-file.ts'
import type { Registration } from '../evidence/graph-application.ts'
import type { SilentAnswer } from '../evidence/silent-sign-in.ts'

export type Given = {
  /** Those that are not blank. */
  variables: Readonly<Record<string, string>>
  /** The ones among them that a file or the command line names, so that a misspelt one can be pointed out. */
  named: readonly string[]
  /** What npm run register has noted for removal in their file. */
  replaced: Replaced
  /** What it has noted of its own work. */
  notes: RegisterNotes
  file: FileForm
  /** An access token for Graph of whoever runs this; null = there is none. */
  graphToken: string | null
  /** The secret or certificate is kept where this run cannot read it. */
  withoutCredential: boolean
  /** A warning counts as a failure. */
  strict: boolean
  /** The tenant that the app is registered in, where somebody has said. */
  homeTenant: string | null
  /** The environment of wrangler's file; null = its top level. */
  environmentName: string | null
  /** What a run of npm run register about the same app has to say, as words of a shell. */
  registerFlags: readonly string[]
  wrangler: WranglerFile
  /** Milliseconds. */
  now: () => number
}

/** What one check learns, for those after it. */
export type Findings = {
  authority: Authority
  settings: Settings
  metadata: Metadata
  /** How much the authority's clock is ahead of this machine's, in seconds; null when it did not say. */
  aheadSeconds: number | null
  /** What Entra answers to a sign-in without a person; not there when it refuses the app itself. */
  silentAnswer: SilentAnswer
  /** The error that came back to the redirect URI, which is therefore registered. */
  answerToApp: SilentAnswer & { kind: 'to_app' }
  /** Entra has just accepted CLIENT_SECRET. */
  acceptedSecret: true
  /** A token for Microsoft Graph of the app's own. */
  appToken: string
  /** Not there when Graph does not show it to the app. */
  registration: Registration
}
