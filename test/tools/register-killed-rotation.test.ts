// A rotation that is killed after any one of its calls to Graph, and run again: no credential stays that nobody has.
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { contoso, nestor } from '../../emulator/seed.ts'
import { operatorTokens } from '../support/operator.ts'
import { heldByNobody, isGraph, runUntil } from './killed-run.ts'
import {
  APP_NAME,
  type Entra,
  newFolder,
  registered,
  runForJson,
  serveEntra,
  variablesIn,
} from './register-run.ts'

type Case = { what: string; first: string[][]; rotation: string[]; writes: number[]; limited?: true }

/** `writes`: the calls that change the directory; a run that is killed after another has changed nothing. */
const CASES: Case[] = [
  { what: 'a secret is replaced', first: [[]], rotation: ['--rotate'], writes: [4] },
  { what: 'a certificate is replaced', first: [['--certificate']], rotation: ['--rotate'], writes: [4] },
  { what: 'a certificate replaces a secret', first: [[]], rotation: ['--certificate'], writes: [4] },
  { what: 'a replaced secret is removed', first: [[], ['--rotate']], rotation: [], writes: [4] },
  {
    what: 'a secret makes room for another',
    first: [['--kind', 'common'], ['--rotate']],
    rotation: ['--rotate'],
    writes: [4, 5],
    limited: true,
  },
]

const credentials = (entra: Entra) =>
  registered(entra).flatMap(({ secrets, certificates }) =>
    [...secrets, ...certificates].map(({ keyId }) => keyId),
  )

async function prepare(...first: string[][]) {
  const entra = await serveEntra()
  const file = join(newFolder(), '.dev.vars')
  const args = ['--yes', '--authority', `${entra.url}/${contoso.id}`, '--dev-vars', file, '--name', APP_NAME]
  const token = String((await operatorTokens(entra.emulator, nestor)).access_token)
  const run = (...more: string[]) =>
    runForJson([...args, ...more], { operator: null, environment: { GRAPH_TOKEN: token } })
  for (const more of first) expect((await run(...more)).exitCode).toBe(0)
  return { entra, file, args, token, run }
}

/** The directory shows the app as it was when it was asked first. */
async function outdated({ emulator }: Entra, token: string): Promise<Entra['intercept']> {
  const [app] = emulator.state.apps.filter(({ displayName }) => displayName === APP_NAME)
  const isAboutApp = (request: Request) =>
    request.method === 'GET' &&
    isGraph(request) &&
    request.url.includes(`applications(appId='${app?.clientId}')`)
  const url = `https://graph.microsoft.com/v1.0/applications(appId='${app?.clientId}')`
  const headers = { Authorization: `Bearer ${token}` }
  const json: unknown = await (await emulator.fetch(new Request(url, { headers }))).json()
  return (request) => (isAboutApp(request) ? Response.json(json) : null)
}

describe.each(CASES)('$what', ({ first, rotation, writes, limited }) => {
  const lags = limited ? [false] : [false, true]
  test.each(lags.flatMap((isOutdated) => writes.map((call) => ({ call, isOutdated }))))(
    'killed after call $call, then in a directory that is outdated: $isOutdated',
    async ({ call, isOutdated }) => {
      const { entra, file, args, token, run } = await prepare(...first)
      const before = await outdated(entra, token)
      const present = credentials(entra)
      expect(await runUntil(entra, [...args, ...rotation], token, call)).toBe(call)
      expect(credentials(entra)).not.toEqual(present)

      if (isOutdated) entra.intercept = before
      const again = await run(...rotation)
      expect(again.exitCode, again.stderr).toBe(0)
      entra.intercept = () => null
      if (!isOutdated) expect(heldByNobody(entra, file)).toEqual([])

      // The one before is removed, and then there is nothing left to do.
      const third = await run()
      expect(third.exitCode, third.stderr).toBe(0)
      expect([credentials(entra).length, heldByNobody(entra, file)]).toEqual([1, []])
      expect((await run()).report.outcome).toBe('unchanged')
    },
  )
})

describe('a secret whose value was lost with its run', () => {
  const killed = async () => {
    const prepared = await prepare([])
    await runUntil(prepared.entra, [...prepared.args, '--rotate'], prepared.token, 4)
    const [, lost] = registered(prepared.entra)[0]?.secrets ?? []
    if (!lost) throw new Error('there is no second secret')
    return { ...prepared, lost }
  }

  test('is removed by the next run, which says so beforehand', async () => {
    const { entra, file, run, lost } = await killed()
    const held = variablesIn(file).CLIENT_SECRET
    const { report } = await run('--dry-run')
    expect(report.steps.map(({ sentence }) => sentence)).toEqual([
      `Remove the client secret "${lost.displayName}", which an interrupted run added and could not save`,
      `Write ${file}`,
    ])
    await run()
    expect(registered(entra)[0]?.secrets.map(({ value }) => value)).toEqual([held])
  })

  test('is not removed when .dev.vars has it after all', async () => {
    const { entra, file, run, lost } = await killed()
    const { CLIENT_SECRET = '' } = variablesIn(file)
    writeFileSync(file, readFileSync(file, 'utf8').replace(CLIENT_SECRET, lost.value))
    expect((await run()).exitCode).toBe(0)
    expect(registered(entra)[0]?.secrets).toContain(lost)
  })

  test('is not removed from another machine, which cannot tell', async () => {
    const { entra, args, run, lost } = await killed()
    const elsewhere = [
      '--dev-vars',
      join(newFolder(), '.dev.vars'),
      '--client-id',
      registered(entra)[0]?.clientId ?? '',
    ]
    expect(args).toContain('--dev-vars')
    expect((await run(...elsewhere)).exitCode).toBe(0)
    expect(registered(entra)[0]?.secrets).toContain(lost)
  })

  test('is none when Graph refused to add one', async () => {
    const { entra, file, run } = await prepare([])
    const before = readFileSync(file, 'utf8')
    entra.emulator.setFault('directory_no_secrets')
    expect((await run('--rotate', '--secret')).exitCode).toBe(5)
    expect(readFileSync(file, 'utf8')).toBe(before)
  })
})
