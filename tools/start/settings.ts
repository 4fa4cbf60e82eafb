// The app's settings for the local Entra.
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { secret } from '../../emulator/seed.ts'
import { VARIABLES } from '../settings/variable-names.ts'
import type { LocalAuthority } from './local-authority.ts'

const FOLDER = join(import.meta.dirname, '..', '..', '.wrangler')

type Local = { port: number; authorityUrl: string; authority: LocalAuthority; allowedTenants: string[] }

export function localSettings({
  port,
  authorityUrl,
  authority,
  allowedTenants,
}: Local): Record<string, string> {
  const { app, organization, signUp } = authority
  const hasAzureDevOps = organization && VARIABLES.includes('AZURE_DEVOPS_URL')
  return {
    AUTHORITY: authorityUrl,
    ALLOWED_TENANTS: allowedTenants.join(' '),
    CLIENT_ID: app.clientId,
    CLIENT_SECRET: authority.secret ?? secret,
    REDIRECT_URI: `http://localhost:${port}/getAToken`,
    // A local Entra's URL doesn't show whether it is External ID.
    SIGN_UP: signUp ? 'on' : 'off',
    ...(hasAzureDevOps && { AZURE_DEVOPS_URL: `${new URL(authorityUrl).origin}/${organization.name}` }),
  }
}

/** For `npm run doctor -- --env-file .wrangler/emulator-8787.vars`; the app gets its settings on wrangler's command line. */
export function writeSettingsFile(port: number, settings: Record<string, string>): void {
  mkdirSync(FOLDER, { recursive: true })
  const lines = Object.entries(settings).map(([name, value]) => `${name}=${quoted(value)}\n`)
  writeFileSync(join(FOLDER, `emulator-${port}.vars`), lines.join(''))
}

/** A `#` starts a comment in an env file. */
function quoted(value: string): string {
  const mark = ["'", '`', '"'].find((each) => !value.includes(each)) ?? ''
  return `${mark}${value}${mark}`
}
