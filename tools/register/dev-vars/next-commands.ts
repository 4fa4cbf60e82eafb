// The commands to run next, for the file that was written and the URL in it.
import { resolve } from 'node:path'
import {
  azureDevOpsUrl,
  coreVariables,
  parseAuthority,
  parseVariables,
} from '../../../src/entryway/protocol.ts'
import { isLocal } from '../../app-registration/redirect-uris.ts'
import { isManyTenants } from '../../app-registration/tenant.ts'
import { fileOf } from '../../settings/environment.ts'
import { SECRET_EXPIRES } from '../../settings/variable-names.ts'
import { npmRun, word } from '../../terminal/npm-run.ts'
import type { VariableChange } from './dev-vars.ts'

const DEFAULT_PORT = '8787'

/**
 * @param env a wrangler.toml environment
 * @param variables the content of `path`; the app listens only on its redirect URI's port
 * @param tenantId the tenant that the app is registered in
 */
export function commandsToTry(
  path: string,
  variables: Readonly<Record<string, string | undefined>>,
  env: string | null,
  tenantId: string,
): { check: string; run: string } {
  const { REDIRECT_URI: redirectUri, AUTHORITY: authority = '' } = variables
  const file = resolve(path) === resolve(fileOf(env)) ? [] : ['--env-file', word(path)]
  const at = env === null ? [] : ['--env', env]
  const port = redirectUri && isLocal(redirectUri) ? new URL(redirectUri).port : DEFAULT_PORT
  const atPort = port === DEFAULT_PORT ? [] : ['--port', port || '80']
  // A credential can only be checked in the app's own tenant.
  const home = isManyTenants(parseAuthority(authority)?.tenant ?? '') ? ['--tenant', tenantId] : []
  return {
    check: npmRun('doctor', [...at, ...file, ...home]),
    run: npmRun('dev', [...at, ...atPort, ...file]),
  }
}

/** Safe to show on a terminal; wrangler prompts for the others. */
const PUBLIC = [
  'AUTHORITY',
  'CLIENT_ID',
  'REDIRECT_URI',
  'AZURE_DEVOPS_URL',
  'ALLOWED_TENANTS',
  'SIGN_UP',
  'SESSION_IDLE_MINUTES',
  'SESSION_MAX_HOURS',
]

/** Hides a secret that was put on the wrong line. */
function isShown(name: string, value: string): boolean {
  if (name === SECRET_EXPIRES) return /^[\dTZ:.-]+$/.test(value)
  if (name === 'AZURE_DEVOPS_URL') return azureDevOpsUrl(value) === value
  if (!PUBLIC.includes(name)) return false
  if (name === 'REDIRECT_URI') return true
  const { problems } = parseVariables(coreVariables, { [name]: value }, null)
  return !problems.some(({ variable }) => variable === name)
}

/** For the deployed Worker, to be run by hand; contains no secrets. */
export function deployCommands(variables: VariableChange, env: string | null = null): string[] {
  const at = env === null ? '' : ` --env ${env}`
  return Object.entries(variables).map(([name, value]) => {
    if (value === null) return `npx wrangler secret delete ${name}${at}`
    return isShown(name, value)
      ? `echo '${value}' | npx wrangler secret put ${name}${at}`
      : `npx wrangler secret put ${name}${at}`
  })
}
