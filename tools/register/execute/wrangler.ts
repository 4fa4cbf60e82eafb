// wrangler, which gives the settings to the deployed Worker.
import { spawn } from 'node:child_process'
import type { Surroundings } from '../command-line/surroundings.ts'
import type { VariableChange } from '../dev-vars/dev-vars.ts'

/**
 * Through standard input, so that no list of processes shows them.
 * @returns whether wrangler took them; what it says goes to the person
 */
export async function giveSecrets(
  variables: VariableChange,
  env: string | null,
  { wrangler, errors, environment }: Pick<Surroundings, 'wrangler' | 'errors' | 'environment'>,
): Promise<boolean> {
  const [program, ...first] = wrangler
  // It has no business with Graph.
  const { GRAPH_TOKEN: _, ...passedOn } = environment
  const code = await new Promise<number | null>((resolve) => {
    const child = spawn(program, [...first, 'secret', 'bulk', ...(env === null ? [] : ['--env', env])], {
      env: passedOn,
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
  return code === 0
}
