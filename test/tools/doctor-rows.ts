// Tables of configurations with one thing wrong: a test for each row, whose title is what the doctor says of it.
import { expect, test } from 'vitest'
import {
  type AuthorityName,
  examine,
  healthyPatient,
  type Patient,
  useCertificate,
  type Variables,
} from './doctor-patient.ts'

export type Spoil = (patient: Patient) => unknown
export type Row = [says: string | RegExp, spoil: Spoil, whatToDo?: RegExp, at?: AuthorityName]

export const set =
  (values: Variables): Spoil =>
  ({ variables }) =>
    Object.assign(variables, values)

/** AUTHORITY with this tenant, at the same Entra. */
export const authorityAt =
  (tenant: string): Spoil =>
  ({ variables, origin }) => {
    variables.AUTHORITY = `${origin}/${tenant}`
  }

export const withCertificate =
  (use?: Parameters<typeof useCertificate>[1]): Spoil =>
  (patient) =>
    useCertificate(patient, use)

export const all =
  (...spoils: Spoil[]): Spoil =>
  async (patient) => {
    for (const spoil of spoils) await spoil(patient)
  }

/** Answers in Entra's place where the path ends so. */
export const answer =
  (end: string, make: (patient: Patient, request: Request) => Response | Promise<Response>): Spoil =>
  (patient) => {
    patient.intercept = (request) =>
      new URL(request.url).pathname.endsWith(end) ? make(patient, request) : null
  }

export const METADATA = '/openid-configuration'
export const KEYS = '/discovery/v2.0/keys'
export const AUTHORIZE = '/authorize'
export const TOKEN = '/oauth2/v2.0/token'

export const fault =
  (...[name, options]: Parameters<Patient['emulator']['setFault']>): Spoil =>
  ({ emulator }) =>
    emulator.setFault(name, { times: 0, ...options })

const refusal = (number: number) =>
  Response.json({ error: 'invalid_grant', error_description: `AADSTS${number}: No.` }, { status: 400 })

export const tokenRefused = (number: number) => answer(TOKEN, () => refusal(number))

/** Another answer to the secret; a certificate beside it is judged by Entra. */
export const secretAnswered =
  (make: () => Response): Spoil =>
  (patient) => {
    patient.intercept = async (request) =>
      request.url.endsWith(TOKEN) && (await request.clone().text()).includes('client_secret=') ? make() : null
  }
export const secretRefused = (number: number) => secretAnswered(() => refusal(number))

/** Graph does not show the app its own registration. */
export const hidden: Spoil = ({ emulator }) => emulator.state.applicationPermissions.clear()

/** From a capital, or a name or number at the start of a finding, to a period. */
export const WHOLE_SENTENCES = /^(?:[A-Z“\d[]|localhost|client_id).*\.\)?$/

const tableOf =
  (status: 'fail' | 'warn') =>
  (check: string, rows: Row[]): void =>
    test.each(rows)(`${check}: %s`, async (says, spoil, whatToDo = /./, at = 'contoso') => {
      const patient = await healthyPatient(at)
      await spoil(patient)
      const { exitCode, lines, faults } = await examine(patient)
      expect(faults).toEqual([
        {
          ...{ check, status },
          sentence: typeof says === 'string' ? expect.stringContaining(says) : expect.stringMatching(says),
          whatToDo: expect.stringMatching(whatToDo),
        },
      ])
      expect(exitCode).toBe(status === 'warn' ? 0 : 1)
      for (const { sentence, whatToDo: next } of lines) {
        expect(sentence).toMatch(WHOLE_SENTENCES)
        if (next !== null) expect(next).toMatch(WHOLE_SENTENCES)
      }
    })

/** The check fails with this sentence, and nothing else does. */
export const fails = tableOf('fail')
export const warns = tableOf('warn')
