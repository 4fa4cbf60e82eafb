// A table of configurations with one thing wrong, and a test for each of its rows.
import { expect, test } from 'vitest'
import { type AuthorityName, examine, faultsOf, healthyPatient, type Patient } from './doctor-patient.ts'

export type Spoil = (patient: Patient) => unknown
export type Row = [
  what: string,
  spoil: Spoil,
  check: string,
  says: RegExp,
  status?: 'warn' | 'fail',
  at?: AuthorityName,
]

export const set =
  (name: string, value: string | undefined): Spoil =>
  ({ variables }) => {
    variables[name] = value
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

export const tokenRefused = (number: number, error = 'invalid_grant') =>
  answer(TOKEN, () => Response.json({ error, error_description: `AADSTS${number}: No.` }, { status: 400 }))

/** From a capital, or a name or number at the start of a finding, to a period. */
export const WHOLE_SENTENCES = /^(?:[A-Z“\d[]|localhost).*\.\)?$/

export const namesEach = (rows: Row[]): void =>
  test.each(rows)('%s is named', async (_, spoil, check, says, status = 'fail', at = 'contoso') => {
    const patient = await healthyPatient(at)
    await spoil(patient)
    const examined = await examine(patient)
    const faults = faultsOf(examined)
    expect(faults).toEqual([
      { check, status, sentence: expect.stringMatching(says), whatToDo: expect.any(String) },
    ])
    expect(examined.exitCode).toBe(status === 'warn' ? 0 : 1)
    for (const { sentence, whatToDo } of examined.lines) {
      expect(sentence).toMatch(WHOLE_SENTENCES)
      if (whatToDo !== null) expect(whatToDo).toMatch(WHOLE_SENTENCES)
    }
    const unbroken = examined.text.replaceAll(/\s+/g, ' ')
    expect(unbroken).toMatch(new RegExp(says.source.replaceAll(/^\^|\$$/g, '')))
    expect(unbroken).toContain(faults[0]?.whatToDo)
    expect(examined.text).not.toContain('<script>')
  })
