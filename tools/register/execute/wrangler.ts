// wrangler, which gives the settings to the deployed Worker.
import { spawn } from 'node:child_process'
import type { Surroundings } from '../command-line/surroundings.ts'
import type { VariableChange } from '../dev-vars/dev-vars.ts'

const REFUSED = 'wrangler did not accept the deployed Worker’s settings'

/**
 * Through standard input, so that no list of processes shows them.
 * @returns null when wrangler took them; else why not, as a sentence without its full stop. What it says itself goes to the person
 */
export async function giveSecrets(
  variables: VariableChange,
  env: string | null,
  { wrangler, errors, environment }: Pick<Surroundings, 'wrangler' | 'errors' | 'environment'>,
): Promise<string | null> {
  const [program, ...first] = wrangler
  // It has no business with Graph.
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
    // A program that has ended already does not read.
    child.stdin.on('error', () => {})
    child.stdin.end(JSON.stringify(variables))
  })
}
