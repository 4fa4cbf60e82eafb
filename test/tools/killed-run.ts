// A run of npm run register that is killed after one of its calls to Graph, and what the directory and the file have then.
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { onTestFinished } from 'vitest'
import { certificateMarks } from '../../tools/certificate/key-pair.ts'
import { readReplaced } from '../../tools/settings/replaced-credentials.ts'
import { type Entra, registered, runRegister, variablesIn } from './register-run.ts'

export const isGraph = (request: Request) => new URL(request.url).pathname.startsWith('/v1.0/')

/** Higher than any system's process IDs. */
const NO_PROCESS = 2 ** 30

/**
 * A run that is never heard of again once Graph has carried out the call of this number: what a killed process leaves, without
 * its start. killedProcess is a real one.
 * @param args with --dev-vars
 * @returns the calls seen
 */
export async function runUntil(entra: Entra, args: string[], token: string, call: number): Promise<number> {
  const before = new Set(process.listeners('exit'))
  const over = Promise.withResolvers<void>()
  const { fetch } = globalThis
  let seen = 0
  globalThis.fetch = async (input, init) => {
    const answer = await fetch(input, init)
    if (!isGraph(new Request(input))) return answer
    seen += 1
    if (seen !== call) return answer
    await answer.arrayBuffer()
    over.resolve()
    return new Promise(() => {})
  }
  const run = runRegister(args, { operator: null, environment: { GRAPH_TOKEN: token } })
  await Promise.race([run, over.promise])
  globalThis.fetch = fetch
  for (const listener of process.listeners('exit'))
    if (!before.has(listener)) process.removeListener('exit', listener)
  const lock = `${args[args.indexOf('--dev-vars') + 1]}.lock`
  if (existsSync(lock)) writeFileSync(lock, readFileSync(lock, 'utf8').replace(/^\d+/, String(NO_PROCESS)))
  entra.intercept = () => null
  return seen
}

/** The same with a process of its own, which the system kills. */
export async function killedProcess(entra: Entra, args: string[], token: string, call: number) {
  const child = spawn(process.execPath, ['tools/register.ts', ...args], {
    env: { ...process.env, GRAPH_TOKEN: token },
    stdio: 'ignore',
  })
  onTestFinished(() => void child.kill('SIGKILL'))
  let seen = 0
  entra.intercept = async (request) => {
    if (!isGraph(request)) return null
    seen += 1
    const answer = await entra.emulator.fetch(request)
    if (seen !== call) return answer
    child.kill('SIGKILL')
    return 'gone'
  }
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
