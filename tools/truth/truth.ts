// npm run truth: compares the local Entra with Microsoft's own service.
import { parseArgs } from 'node:util'
import { createEmulator } from '../../emulator/index.ts'
import { contoso } from '../../emulator/seed.ts'
import { brokenConnection } from '../terminal/connection-error.ts'
import { readableWidth } from '../terminal/lines.ts'
import { printable } from '../terminal/printable.ts'
import { usageText } from '../terminal/usage-text.ts'
import { compare, type Service } from './compare.ts'
import type { Names } from './observation.ts'
import { report } from './report.ts'

const HOST = 'https://login.microsoftonline.com'
const ANSWER_WITHIN_MS = 20_000
/** Microsoft's own tenant, which is public. */
const MICROSOFT: Names = {
  tenant: '72f988bf-86f1-41af-91ab-2d7cd011db47',
  domain: 'microsoft.onmicrosoft.com',
  displayName: 'Microsoft',
}

export const EXIT_CODES = { same: 0, different: 1, usage: 2, unreachable: 3 } as const

const USAGE = usageText(
  [
    'Usage: npm run truth',
    'Sends requests that need no credentials (metadata, keys, about 40 error cases) to login.microsoftonline.com and to the local Entra, and prints every difference. IDs, times, keys and tokens are left out, so you can send the output to the project. It signs nobody in, and takes about a minute.',
  ],
  [
    {
      title: 'Exit codes',
      rows: [
        ['0', 'no difference'],
        ['1', 'some differences'],
        ['2', 'invalid arguments'],
        ['3', 'Microsoft’s service cannot be reached'],
      ],
    },
  ],
  readableWidth(process.stdout.isTTY ? process.stdout.columns : null),
)

export const CONTOSO: Names = { tenant: contoso.id, domain: contoso.domain, displayName: contoso.displayName }

type Fetch = (request: Request) => Promise<Response>

export function serviceOf(fetch: Fetch, names: Names): Service {
  return {
    ...names,
    ask: (path, form) =>
      fetch(
        new Request(`${HOST}${path}`, {
          redirect: 'manual',
          headers: { accept: form ? 'application/json' : '*/*' },
          signal: AbortSignal.timeout(ANSWER_WITHIN_MS),
          ...(form && { method: 'POST', body: new URLSearchParams(form) }),
        }),
      ),
  }
}

export async function localService(): Promise<Service> {
  const emulator = await createEmulator()
  return serviceOf(emulator.fetch, CONTOSO)
}

/** @param fetch the network @returns the output and exit code */
export async function truth(args: string[], fetch: Fetch): Promise<{ exitCode: number; output: string }> {
  try {
    const { values } = parseArgs({ args, options: { help: { type: 'boolean' } } })
    if (values.help) return { exitCode: EXIT_CODES.same, output: USAGE }
  } catch {
    return { exitCode: EXIT_CODES.usage, output: USAGE }
  }
  const local = await localService()
  try {
    const comparison = await compare(serviceOf(fetch, MICROSOFT), local)
    const { same, different } = EXIT_CODES
    return {
      exitCode: comparison.differences.length === 0 ? same : different,
      output: printable(report(comparison)),
    }
  } catch (error) {
    const [problem, whatToDo] = brokenConnection(error)
    return { exitCode: EXIT_CODES.unreachable, output: `${new URL(HOST).host}: ${problem}. ${whatToDo}` }
  }
}
