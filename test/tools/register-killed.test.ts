// A run that is killed after any one of its calls to Graph, and run again while the directory lags: one app, complete.
import { existsSync, readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { contoso, fourthCoffee, joni, nestor } from '../../emulator/seed.ts'
import { doctor } from '../../tools/doctor.ts'
import { heldByNobody, isGraph, tokenRun } from './killed-run.ts'
import { APP_NAME, type Entra, graphError, registered, variablesIn } from './register-run.ts'

const DOCTOR = { environment: {}, paper: { columns: null, colors: false }, now: Date.now }

/** What the first run created is listed, and found by its id, only from the third time on. */
function lag(entra: Entra, known: Set<string>): void {
  const asked = new Map<string, number>()
  entra.intercept = (request) => {
    const { pathname, search } = new URL(request.url)
    if (request.method !== 'GET' || !isGraph(request) || pathname.endsWith('/organization')) return null
    const appId = /\(appId='([^']+)'\)/.exec(decodeURIComponent(pathname))?.[1]
    if (appId !== undefined && known.has(appId)) return null
    const times = (asked.get(pathname + search) ?? 0) + 1
    asked.set(pathname + search, times)
    if (times > 2) return null
    return appId === undefined ? Response.json({ value: [] }) : graphError(404, 'Request_ResourceNotFound')()
  }
}

/** `calls`: as many as a run that is not killed makes. `again`: flags that the file remembers are not repeated. */
describe.each([
  { what: 'an app with a certificate', tenant: contoso, calls: 5, flags: ['--certificate'] },
  { what: 'an app of a tenant', tenant: contoso, calls: 7, flags: ['--admin-consent'] },
  { what: 'an app for customers', tenant: fourthCoffee, calls: 10, flags: ['--kind', 'customers'] },
])('$what', ({ tenant, flags, calls }) => {
  const prepare = () => tokenRun(tenant, tenant === contoso ? nestor : joni)
  const kills = Array.from({ length: calls }, (_, index) => ({ call: index + 1, how: 'killed' as const }))

  test.each([...kills, { call: calls - 1, how: 'killedProcess' as const }])(
    '$how after call $call',
    async ({ call, how }) => {
      const { entra, file, run, ...kill } = await prepare()
      const known = new Set(entra.emulator.state.servicePrincipals.map(({ appId }) => appId))
      expect(await kill[how](call, ...flags)).toBe(call)
      const before = registered(entra).map(({ clientId }) => clientId)
      const isBegun = existsSync(file)
      // What exists is written down, or can be found again.
      if (isBegun && before.length > 0) {
        expect(readFileSync(file, 'utf8')).toMatch(/CLIENT_ID=|with the tag EntrywayRegister-/)
      }

      const { output, error } = await doctor(['--env-file', file, '--json'], DOCTOR)
      expect(output + error).toMatch(
        isBegun
          ? /"Run npm run register -- --dev-vars \S+ again\b/
          : /To create it, run npm run register with --dev-vars/,
      )

      lag(entra, known)
      // What it was registered for is remembered, unless it was killed before it began.
      const again = await run(...(isBegun && tenant === fourthCoffee ? [] : flags))
      expect(again.exitCode, again.stderr).toBe(0)
      const [app, ...others] = registered(entra)
      expect(others).toEqual([])
      if (before.length > 0) expect(app?.clientId).toBe(before[0])
      expect(variablesIn(file).CLIENT_ID).toBe(app?.clientId)
      expect((app?.secrets.length ?? 0) + (app?.certificates.length ?? 0)).toBe(1)
      expect(heldByNobody(entra, file)).toEqual([])
      const { servicePrincipals, userFlows } = entra.emulator.state
      expect(servicePrincipals.filter(({ appId }) => appId === app?.clientId)).toHaveLength(1)
      const flows = userFlows.filter(({ displayName }) => displayName.startsWith(APP_NAME))
      expect(flows.map(({ appIds }) => appIds)).toEqual(tenant === fourthCoffee ? [[app?.clientId]] : [])

      const completed = await doctor(['--env-file', file, '--json'], DOCTOR)
      expect(completed.output).not.toContain('continues from there')

      // Once the directory has caught up there is nothing left to do.
      entra.intercept = () => null
      const third = await run(...flags)
      expect([third.exitCode, third.report.outcome], third.stderr).toEqual([0, 'unchanged'])
    },
  )

  test('a run that is not killed makes as many calls', async () => {
    expect(await (await prepare()).killed(0, ...flags)).toBe(calls)
  })
})
