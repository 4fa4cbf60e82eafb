// npm run doctor: finds configuration problems, and tells how to fix them.

import { fileError } from '../emulator/command-line/file-error.ts'
import { readOptions } from './doctor/command-line/options.ts'
import { usage } from './doctor/command-line/usage.ts'
import { MissingFile, UsageError } from './doctor/command-line/usage-error.ts'
import { certificateLifetime } from './doctor/credential/certificate-lifetime.ts'
import { credentials } from './doctor/credential/credentials.ts'
import { replacedCredential } from './doctor/credential/replaced-credential.ts'
import { secretLifetime } from './doctor/credential/secret-lifetime.ts'
import { diagnose, isHealthy } from './doctor/diagnosis/diagnosis.ts'
import { asJson, asText, type Paper } from './doctor/diagnosis/report.ts'
import { allowedTenants } from './doctor/entra/allowed-tenants.ts'
import { azureDevOps } from './doctor/entra/azure-devops.ts'
import { clientId } from './doctor/entra/client-id.ts'
import { clock } from './doctor/entra/clock.ts'
import { metadata } from './doctor/entra/metadata.ts'
import { registration } from './doctor/entra/registration.ts'
import { signingKeys } from './doctor/entra/signing-keys.ts'
import { tenantType } from './doctor/entra/tenant-type.ts'
import { bindings } from './doctor/settings/bindings.ts'
import { unfinished } from './doctor/settings/unfinished.ts'
import { variables } from './doctor/settings/variables.ts'
import { pkce } from './doctor/sign-in/pkce.ts'
import { platform } from './doctor/sign-in/platform.ts'
import { redirectUri } from './doctor/sign-in/redirect-uri.ts'
import { signInRequest } from './doctor/sign-in/sign-in-request.ts'
import { readWranglerFile, variablesOf } from './settings/wrangler-file.ts'

const CHECKS = [
  unfinished,
  variables,
  bindings,
  metadata,
  signingKeys,
  clock,
  tenantType,
  allowedTenants,
  clientId,
  redirectUri,
  pkce,
  signInRequest,
  credentials,
  registration,
  platform,
  secretLifetime,
  certificateLifetime,
  replacedCredential,
  azureDevOps,
]

/** Printing the whole usage would scroll the error off screen. */
const SEE_HELP = 'See npm run doctor -- --help for all flags.'

type Surroundings = {
  environment: NodeJS.ProcessEnv
  paper: Paper
  /** Milliseconds. */
  now: () => number
}

type Ended = { exitCode: 0 | 1 | 2; output: string; error: string }

/** Runs the checks that `args` select, and returns the output. */
export async function doctor(args: string[], { environment, paper, now }: Surroundings): Promise<Ended> {
  try {
    const options = readOptions(args, environment)
    if (options === null) return { exitCode: 0, output: usage(paper.columns), error: '' }
    const wrangler = await readWranglerFile(options.wranglerPath, options.environmentName)
    const given = { ...variablesOf(wrangler), ...options.variables }
    const filled = Object.entries(given).flatMap(([name, value]) => (value?.trim() ? [[name, value]] : []))
    const lines = await diagnose(CHECKS, { ...options, wrangler, now, variables: Object.fromEntries(filled) })
    const healthy = isHealthy(lines, options.strict)
    const output = options.json
      ? asJson(lines, options.source, healthy)
      : asText(lines, options.source, paper)
    return { exitCode: healthy ? 0 : 1, output, error: '' }
  } catch (error) {
    if (error instanceof UsageError)
      return { exitCode: 2, output: '', error: `${await wordsOf(error)}\n${SEE_HELP}` }
    return broke(error)
  }
}

/** If wrangler's file lacks the environment, its name may be misspelled. */
async function wordsOf(error: UsageError): Promise<string> {
  if (!(error instanceof MissingFile)) return error.message
  const { environmentName, wranglerPath } = error
  const wrangler = await readWranglerFile(wranglerPath, environmentName)
  return 'problem' in wrangler ? `wrangler.toml ${wrangler.problem}. ${error.message}` : error.message
}

/** Reports where it failed but not the message, which may contain a secret. */
function broke(error: unknown): Ended {
  const file = fileError(error)
  if (file !== null) return { exitCode: 1, output: '', error: file }
  const stack =
    error instanceof Error ? (error.stack ?? '').split('\n').filter((line) => /^\s+at /.test(line)) : []
  return {
    exitCode: 1,
    output: '',
    error: ['The doctor itself failed. Please report this:', ...stack].join('\n'),
  }
}

if (import.meta.main) {
  const { stdout } = process
  const { exitCode, output, error } = await doctor(process.argv.slice(2), {
    environment: process.env,
    paper: stdout.isTTY
      ? { columns: stdout.columns, colors: stdout.hasColors() }
      : { columns: null, colors: false },
    now: Date.now,
  })
  if (output) console.log(output)
  if (error) console.error(error)
  process.exitCode = exitCode
}
