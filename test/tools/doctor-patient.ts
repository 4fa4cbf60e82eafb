// A configuration to examine, and the Entra that it is of: real servers on this machine, which a test can spoil.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createAdaptorServer } from '@hono/node-server'
import { onTestFinished } from 'vitest'
import type { AppRegistration } from '../../emulator/directory/app-registration.ts'
import { createEmulator, type Emulator } from '../../emulator/index.ts'
import {
  contoso,
  entryway,
  entrywayCustomers,
  entrywayEverywhere,
  fourthCoffee,
  secret,
} from '../../emulator/seed.ts'
import { newCertificate } from '../../tools/certificate/key-pair.ts'
import type { Line } from '../../tools/doctor/diagnosis/diagnosis.ts'
import { doctor } from '../../tools/doctor.ts'

export type Variables = Record<string, string | undefined>

export type Patient = {
  emulator: Emulator
  /** Where the local Entra answers. */
  origin: string
  /** Answers in Entra's place, when it does not give null. */
  intercept: (request: Request) => Response | null | Promise<Response | null>
  variables: Variables
  /** Lines that npm run register leaves at the end of the file. */
  notes: string
  args: string[]
  environment: NodeJS.ProcessEnv
}

/** Kinds of authority, each with the app that signs people in there. */
export const authorities = {
  contoso: { path: contoso.id, app: entryway, args: [] },
  common: { path: 'common', app: entrywayEverywhere, args: ['--tenant', contoso.id] },
  customers: { path: fourthCoffee.id, app: entrywayCustomers, args: [] },
}

export type AuthorityName = keyof typeof authorities

/** A server on the loopback address, until the test is over. */
export async function serve(answer: (request: Request) => Promise<Response>): Promise<string> {
  const server = createAdaptorServer({ fetch: answer })
  await new Promise<void>((resolve) => server.listen(0, 'localhost', resolve))
  onTestFinished(async () => {
    if ('closeAllConnections' in server) server.closeAllConnections()
    await new Promise((resolve) => server.close(resolve))
  })
  const address = server.address()
  return `http://localhost:${typeof address === 'object' && address ? address.port : 0}`
}

/** The address of a server that has gone. */
export async function closedServer(): Promise<string> {
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, 'localhost', resolve))
  const address = server.address()
  await new Promise((resolve) => server.close(resolve))
  return `http://localhost:${typeof address === 'object' && address ? address.port : 0}`
}

/** In order in every respect, and known to Graph. */
export async function healthyPatient(name: AuthorityName = 'contoso'): Promise<Patient> {
  const { path, app, args } = authorities[name]
  const emulator = await createEmulator()
  emulator.state.applicationPermissions.set(app.clientId, ['Application.Read.All'])
  const patient: Patient = {
    emulator,
    origin: '',
    intercept: () => null,
    variables: {},
    notes: '',
    args: [...args],
    environment: {},
  }
  patient.origin = await serve(
    async (request) => (await patient.intercept(request)) ?? (await emulator.fetch(request)),
  )
  patient.variables = {
    AUTHORITY: `${patient.origin}/${path}`,
    CLIENT_ID: app.clientId,
    CLIENT_SECRET: secret,
    REDIRECT_URI: 'http://localhost:8787/getAToken',
  }
  return patient
}

type CertificateUse = { days?: number; since?: number; registered?: boolean; besideSecret?: boolean }

/** Proves itself with a certificate, which ends `days` after `since`. */
export async function useCertificate(
  { variables, emulator }: Patient,
  { days = 365, since = Date.now(), registered = true, besideSecret = false }: CertificateUse = {},
): Promise<void> {
  const { certificate, key } = await newCertificate('Entryway', days, since)
  Object.assign(variables, { CLIENT_CERTIFICATE: certificate, CLIENT_CERTIFICATE_KEY: key })
  if (!besideSecret) variables.CLIENT_SECRET = undefined
  if (registered) await emulator.registerCertificate(variables.CLIENT_ID ?? '', certificate)
}

/** The emulator's own copy of the app that the variables name. */
export function appOf({ emulator, variables }: Patient): AppRegistration {
  const app = emulator.state.apps.find(({ clientId }) => clientId === variables.CLIENT_ID)
  if (!app) throw new Error('there is no such app')
  return app
}

/** A file of this content, until the test is over. */
export function file(name: string, content: string | Uint8Array): string {
  const folder = mkdtempSync(join(tmpdir(), 'entryway-doctor-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  writeFileSync(join(folder, name), content)
  return join(folder, name)
}

/** The variables file as npm run register writes it. */
export const textOf = ({ variables, notes }: Pick<Patient, 'variables'> & { notes?: string }): string =>
  Object.entries(variables)
    .flatMap(([name, value]) => (value === undefined ? [] : [`${name}=${JSON.stringify(value)}\n`]))
    .join('') + (notes ?? '')

export const asEnvFile = (variables: Variables): string => file('.dev.vars', textOf({ variables }))

/** npm run doctor with these arguments. */
export const run = (args: string[], environment: NodeJS.ProcessEnv = {}, columns = 80, colors = false) =>
  doctor(args, { environment, paper: { columns, colors }, now: Date.now })

export type Examined = {
  exitCode: number
  lines: Line[]
  /** What is to be fixed, or looked at. */
  faults: Line[]
  /** The JSON, as it is printed. */
  output: string
}

/** Runs the doctor as a program does. */
export async function examineWith(args: string[], environment?: NodeJS.ProcessEnv): Promise<Examined> {
  const { exitCode, output } = await run([...args, '--json'], environment)
  const { checks: lines } = JSON.parse(output) as { checks: Line[] }
  const faults = lines.filter(({ status }) => status === 'fail' || status === 'warn')
  return { exitCode, lines, faults, output }
}

export const examineFile = (content: string | Uint8Array, args: string[] = []): Promise<Examined> =>
  examineWith(['--env-file', file('.dev.vars', content), ...args])

export const examine = (patient: Patient): Promise<Examined> =>
  examineWith(['--env-file', file('.dev.vars', textOf(patient)), ...patient.args], patient.environment)

/** The lines of one check. */
export const linesOf = ({ lines }: Examined, name: string): Line[] =>
  lines.filter(({ check }) => check === name)
