// A run of npm run register that is killed after one of its calls to Graph, and what the directory and the file have then.
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { onTestFinished } from 'vitest'
import { certificateMarks } from '../../tools/certificate/key-pair.ts'
import { readReplaced } from '../../tools/settings/replaced-credentials.ts'
import {
  type Entra,
  newRun,
  type Operator,
  registered,
  runForJson,
  runRegister,
  variablesIn,
  withToken,
} from './register-run.ts'

export const isGraph = (request: Request) => new URL(request.url).pathname.startsWith('/v1.0/')

/** Higher than any system's process IDs. */
const NO_PROCESS = 2 ** 30

/** A new app of this tenant, by runs with a token, so that what they send goes to Graph alone. */
export async function tokenRun(tenant: { id: string }, operator: Operator) {
  const { entra, file, args } = await newRun(tenant)
  const options = await withToken(entra, operator)
  return {
    entra,
    file,
    run: (...more: string[]) => runForJson([...args, ...more], options),
    /** @returns the calls seen */
    killed: (call: number, ...more: string[]) => runUntil(entra, [...args, ...more], options, call),
    /** The same with a process of its own, which the system kills. */
    killedProcess: (call: number, ...more: string[]) => killProcess(entra, [...args, ...more], options, call),
  }
}

type Given = Awaited<ReturnType<typeof withToken>>

/**
 * A run that is never heard of again once Graph has carried out the call of this number: what a killed process leaves, without
 * its start. killProcess kills a real one.
 */
async function runUntil(entra: Entra, args: string[], options: Given, call: number): Promise<number> {
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
  await Promise.race([runRegister(args, options), over.promise])
  globalThis.fetch = fetch
  for (const listener of process.listeners('exit'))
    if (!before.has(listener)) process.removeListener('exit', listener)
  const lock = `${args[args.indexOf('--dev-vars') + 1]}.lock`
  if (existsSync(lock)) writeFileSync(lock, readFileSync(lock, 'utf8').replace(/^\d+/, String(NO_PROCESS)))
  entra.intercept = () => null
  return seen
}

async function killProcess(
  entra: Entra,
  args: string[],
  { environment }: Given,
  call: number,
): Promise<number> {
  const child = spawn(process.execPath, ['tools/register.ts', ...args], {
    env: { ...process.env, ...environment },
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
