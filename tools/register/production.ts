// The settings of the deployed Worker: the commands that give them to it, or the giving itself.
import { spawn } from 'node:child_process'
import type { VariableChange } from './dev-vars.ts'
import { RegisterRefusal } from './refusal.ts'
import type { Surroundings } from './surroundings.ts'

/** In clear, a terminal may show these; the others it is asked for. */
const PUBLIC = ['AUTHORITY', 'CLIENT_ID', 'REDIRECT_URI', 'AZURE_DEVOPS_URL']

/** The commands that a person can run, none of which has a secret in it. */
export function deployCommands(variables: VariableChange): string[] {
  return Object.entries(variables).map(([name, value]) => {
    if (value === null) return `npx wrangler secret delete ${name}`
    return PUBLIC.includes(name)
      ? `echo '${value}' | npx wrangler secret put ${name}`
      : `npx wrangler secret put ${name}`
  })
}

/**
 * Through standard input, so that no list of processes shows them.
 * @throws {RegisterRefusal} when wrangler does not take them
 */
export async function deploySecrets(
  variables: VariableChange,
  { wrangler, errors, environment }: Surroundings,
): Promise<void> {
  const [program, ...first] = wrangler
  const code = await new Promise<number | null>((resolve) => {
    const child = spawn(program, [...first, 'secret', 'bulk'], {
      env: { ...environment },
      stdio: ['pipe', 'pipe', 'pipe'],
    })
    for (const stream of [child.stdout, child.stderr])
      stream.on('data', (chunk: Buffer) => errors.write(chunk))
    child.once('error', () => resolve(null))
    child.once('close', resolve)
    // A program that has ended already does not read.
    child.stdin.on('error', () => {})
    child.stdin.end(JSON.stringify(variables))
  })
  if (code === 0) return
  throw new RegisterRefusal(
    'variables',
    'wrangler did not take the settings of the deployed Worker; what it says stands above.',
    'Mend that, and run this again with --deploy-secrets.',
  )
}
