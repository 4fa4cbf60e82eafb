// A run of npm run register that is killed after one of its calls to Graph, and what the directory and the file have then.
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'
import { certificateMarks } from '../../tools/certificate/key-pair.ts'
import { readReplaced } from '../../tools/settings/replaced-credentials.ts'
import { type Entra, registered, variablesIn } from './register-run.ts'

const ROOT = join(import.meta.dirname, '..', '..')

export const isGraph = (request: Request) => new URL(request.url).pathname.startsWith('/v1.0/')

/**
 * Runs as npm does, and is killed when Graph has carried out the call of this number, before it hears of it.
 * @returns the calls seen
 */
export async function runUntil(entra: Entra, args: string[], token: string, call: number): Promise<number> {
  let seen = 0
  let child: ChildProcess | null = null
  entra.intercept = async (request) => {
    if (!isGraph(request)) return null
    seen += 1
    const answer = await entra.emulator.fetch(request)
    if (seen !== call) return answer
    child?.kill('SIGKILL')
    return 'gone'
  }
  child = spawn(process.execPath, ['tools/register.ts', ...args], {
    cwd: ROOT,
    env: { ...process.env, GRAPH_TOKEN: token },
    stdio: 'ignore',
  })
  onTestFinished(() => {
    child?.kill('SIGKILL')
  })
  await once(child, 'exit')
  entra.intercept = () => null
  return seen
}

/** The app's secrets and certificates that are neither in the file nor noted there for removal: nobody has them. */
export function heldByNobody(entra: Entra, file: string): string[] {
  const [app] = registered(entra)
  const { CLIENT_SECRET, CLIENT_CERTIFICATE } = variablesIn(file)
  const { credentials } = readReplaced(existsSync(file) ? readFileSync(file, 'utf8') : '')
  const isNoted = ({ keyId }: { keyId: string }) => credentials.some((each) => each.keyId === keyId)
  const identifiers = CLIENT_CERTIFICATE ? (certificateMarks(CLIENT_CERTIFICATE)?.identifiers ?? []) : []
  return [
    ...(app?.secrets ?? []).filter((each) => each.value !== CLIENT_SECRET && !isNoted(each)),
    ...(app?.certificates ?? []).filter((each) => !identifiers.includes(each.thumbprint) && !isNoted(each)),
  ].map(({ displayName }) => String(displayName))
}
