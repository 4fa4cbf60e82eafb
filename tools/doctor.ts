// npm run doctor: finds out what is wrong with the configuration, and says what to do.
import { azureDevOps } from './doctor/azure-devops.ts'
import { bindings } from './doctor/bindings.ts'
import { certificateLifetime } from './doctor/certificate-lifetime.ts'
import { clientId } from './doctor/client-id.ts'
import { clock } from './doctor/clock.ts'
import { credentials } from './doctor/credentials.ts'
import { diagnose, isHealthy } from './doctor/diagnosis.ts'
import { metadata } from './doctor/metadata.ts'
import { readOptions, UsageError } from './doctor/options.ts'
import { pkce } from './doctor/pkce.ts'
import { platform } from './doctor/platform.ts'
import { redirectUri } from './doctor/redirect-uri.ts'
import { registration } from './doctor/registration.ts'
import { replacedCredential } from './doctor/replaced-credential.ts'
import { asJson, asText, type Paper } from './doctor/report.ts'
import { secretLifetime } from './doctor/secret-lifetime.ts'
import { signInRequest } from './doctor/sign-in-request.ts'
import { signingKeys } from './doctor/signing-keys.ts'
import { usage } from './doctor/usage.ts'
import { variables } from './doctor/variables.ts'
import { readWranglerFile, variablesOf } from './doctor/wrangler-file.ts'

const CHECKS = [
  variables,
  bindings,
  metadata,
  signingKeys,
  clock,
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

export type Surroundings = {
  environment: NodeJS.ProcessEnv
  paper: Paper
  /** Milliseconds. */
  now: () => number
}

export type Ended = { exitCode: 0 | 1 | 2; output: string; error: string }

/** Checks what `args` say, and gives what is to be printed. */
export async function doctor(args: string[], { environment, paper, now }: Surroundings): Promise<Ended> {
  try {
    const options = readOptions(args, environment)
    if (options.help) return { exitCode: 0, output: usage(paper.columns), error: '' }
    const wrangler = await readWranglerFile(options.wranglerPath)
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
      return { exitCode: 2, output: '', error: `${error.message}\n\n${usage(paper.columns)}` }
    throw error
  }
}

/** Where it broke, and not what it choked on, which may be a secret. */
function broke(error: unknown): Ended {
  const stack =
    error instanceof Error ? (error.stack ?? '').split('\n').filter((line) => /^\s+at /.test(line)) : []
  return {
    exitCode: 1,
    output: '',
    error: ['The doctor itself broke. Please report this:', ...stack].join('\n'),
  }
}

if (import.meta.main) {
  const { stdout } = process
  const { exitCode, output, error } = await doctor(process.argv.slice(2), {
    environment: process.env,
    paper: stdout.isTTY
      ? { columns: stdout.columns, colours: stdout.hasColors() }
      : { columns: null, colours: false },
    now: Date.now,
  }).catch(broke)
  if (output) console.log(output)
  if (error) console.error(error)
  process.exitCode = exitCode
}
