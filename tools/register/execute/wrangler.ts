// Runs wrangler to set the deployed Worker's settings.
import { spawn } from 'node:child_process'
import type { Surroundings } from '../command-line/surroundings.ts'
import type { VariableChange } from '../dev-vars/dev-vars.ts'

const REFUSED = 'wrangler did not accept the deployed Worker’s settings'

/**
 * Passes secrets through standard input, so that they don't show in process lists.
 * @returns null on success; else the reason, without a period. wrangler's own output goes to the user
 */
export async function giveSecrets(
  variables: VariableChange,
  env: string | null,
  { wrangler, errors, environment }: Pick<Surroundings, 'wrangler' | 'errors' | 'environment'>,
): Promise<string | null> {
  const [program, ...first] = wrangler
  // wrangler must not see the Graph token.
  const { GRAPH_TOKEN: _, ...passedOn } = environment
  return new Promise<string | null>((resolve) => {
    const child = spawn(program, [...first, 'secret', 'bulk', ...(env === null ? [] : ['--env', env])], {
      env: passedOn,
      stdio: ['pipe', 'pipe', 'pipe'],
    })
    for (const stream of [child.stdout, child.stderr])
      stream.on('data', (chunk: Buffer) => errors.write(chunk))
    child.once('error', (error: NodeJS.ErrnoException) =>
      resolve(`wrangler could not be started (${error.code ?? 'error'})`),
    )
    child.once('close', (code, signal) => {
      if (signal !== null) resolve(`wrangler was ended by ${signal}`)
      else resolve(code === 0 ? null : `${REFUSED}. Its output is above`)
    })
    // A program that has already exited doesn't read its input.
    child.stdin.on('error', () => {})
    child.stdin.end(JSON.stringify(variables))
  })
}
