// A rotation that is killed after any one of its calls to Graph, and run again: no credential stays that nobody has.
import { readFileSync, writeFileSync } from 'node:fs'
import { beforeEach, describe, expect, test } from 'vitest'
import { contoso, nestor } from '../../emulator/seed.ts'
import { directoryFor, operatorTokens } from '../support/operator.ts'
import { heldByNobody, tokenRun } from './killed-run.ts'
import { answerInstead, type Entra, registered, variablesIn } from './register-run.ts'

const credentials = (entra: Entra) =>
  registered(entra).flatMap(({ secrets, certificates }) =>
    [...secrets, ...certificates].map(({ keyId }) => keyId),
  )

/** The app as Graph shows it now; later it is outdated. */
async function shownNow({ emulator }: Entra, clientId = ''): Promise<object> {
  const { access_token: token } = await operatorTokens(emulator, nestor)
  return (await directoryFor(emulator, token)('GET', `/applications(appId='${clientId}')`)).json
}

const ROTATE = ['--rotate']
/** `call`: those that change the directory; a run that is killed after another has changed nothing. */
const cases: { what: string; first: string[][]; rotation: string[]; call: number; isLimited?: true }[] = [
  { what: 'a secret is replaced', first: [[]], rotation: ROTATE, call: 4 },
  { what: 'a certificate is replaced', first: [['--certificate']], rotation: ROTATE, call: 4 },
  { what: 'a certificate replaces a secret', first: [[]], rotation: ['--certificate'], call: 4 },
  { what: 'a replaced secret is removed', first: [[], ROTATE], rotation: [], call: 4 },
  ...[4, 5].map((call) => ({
    what: 'a secret makes room for another',
    first: [['--kind', 'common'], ROTATE],
    rotation: ROTATE,
    call,
    isLimited: true as const,
  })),
]

test.each(
  cases.flatMap((each) =>
    (each.isLimited ? [false] : [false, true]).map((isOutdated) => ({ ...each, isOutdated })),
  ),
)(
  '$what, killed after call $call, then in a directory that is outdated: $isOutdated',
  async ({ first, rotation, call, isOutdated }) => {
    const { entra, file, run, killed } = await tokenRun(contoso, nestor)
    for (const more of first) expect((await run(...more)).exitCode).toBe(0)
    const { clientId } = registered(entra)[0] ?? {}
    const before = await shownNow(entra, clientId)
    const present = credentials(entra)
    expect(await killed(call, ...rotation)).toBe(call)
    expect(credentials(entra)).not.toEqual(present)

    const about = new RegExp(`/applications\\(appId='${clientId}'\\)$`)
    if (isOutdated) answerInstead(entra, 'GET', about, () => Response.json(before))
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

describe('a secret whose value was lost with its run', () => {
  let prepared: Awaited<ReturnType<typeof tokenRun>>
  const secrets = () => registered(prepared.entra)[0]?.secrets ?? []
  beforeEach(async () => {
    prepared = await tokenRun(contoso, nestor)
    await prepared.run()
  })
  const lose = async () => {
    await prepared.killed(4, '--rotate')
    const [, lost] = secrets()
    if (!lost) throw new Error('there is no second secret')
    return lost
  }

  test('is removed by the next run, which says so beforehand', async () => {
    const { file, run } = prepared
    const { displayName } = await lose()
    const { report } = await run('--dry-run')
    expect(report.steps.map(({ sentence }) => sentence)).toEqual([
      `Remove the client secret "${displayName}", which an interrupted run added and could not save`,
      `Write ${file}`,
    ])
    await run()
    expect(secrets().map(({ value }) => value)).toEqual([variablesIn(file).CLIENT_SECRET])
  })

  test('is not removed when .dev.vars has it after all', async () => {
    const { file, run } = prepared
    const lost = await lose()
    const { CLIENT_SECRET = '' } = variablesIn(file)
    writeFileSync(file, readFileSync(file, 'utf8').replace(CLIENT_SECRET, lost.value))
    expect((await run()).exitCode).toBe(0)
    expect(secrets()).toContain(lost)
  })

  test('is not removed from another machine, which cannot tell', async () => {
    const lost = await lose()
    const { entra, file, run } = prepared
    const elsewhere = ['--dev-vars', `${file}.elsewhere`, '--client-id', registered(entra)[0]?.clientId ?? '']
    expect((await run(...elsewhere)).exitCode).toBe(0)
    expect(secrets()).toContain(lost)
  })

  test('is none when Graph refused to add one', async () => {
    const before = readFileSync(prepared.file, 'utf8')
    prepared.entra.emulator.setFault('directory_no_secrets')
    expect((await prepared.run('--rotate', '--secret')).exitCode).toBe(5)
    expect(readFileSync(prepared.file, 'utf8')).toBe(before)
  })
})
