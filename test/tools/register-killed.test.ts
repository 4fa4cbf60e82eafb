// A run that is killed after any one of its calls to Graph, and run again while the directory lags: one app, complete.
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { contoso, fourthCoffee, joni, nestor } from '../../emulator/seed.ts'
import { doctor } from '../../tools/doctor.ts'
import { operatorTokens } from '../support/operator.ts'
import { heldByNobody, isGraph, killedProcess, runUntil } from './killed-run.ts'
import {
  APP_NAME,
  type Entra,
  newFolder,
  type Operator,
  registered,
  runForJson,
  serveEntra,
  variablesIn,
} from './register-run.ts'

const DOCTOR = { environment: {}, paper: { columns: null, colors: false }, now: Date.now }

type Case = {
  what: string
  operator: Operator
  tenant: { id: string }
  flags: string[]
  calls: number
  remembered?: true
}

/** `calls`: as many as a run that is not killed makes. */
const CASES: Case[] = [
  {
    what: 'an app with a certificate',
    operator: nestor,
    tenant: contoso,
    flags: ['--certificate'],
    calls: 5,
  },
  { what: 'an app of a tenant', operator: nestor, tenant: contoso, flags: ['--admin-consent'], calls: 7 },
  {
    what: 'an app for customers',
    operator: joni,
    tenant: fourthCoffee,
    flags: ['--kind', 'customers'],
    calls: 10,
    remembered: true,
  },
]

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
    if (appId === undefined) return Response.json({ value: [] })
    return Response.json(
      { error: { code: 'Request_ResourceNotFound', message: 'does not exist' } },
      { status: 404 },
    )
  }
}

describe.each(CASES)('$what', ({ operator, tenant, flags, calls, remembered }) => {
  const prepare = async () => {
    const entra = await serveEntra()
    const file = join(newFolder(), '.dev.vars')
    const common = [
      '--yes',
      '--authority',
      `${entra.url}/${tenant.id}`,
      '--dev-vars',
      file,
      '--name',
      APP_NAME,
    ]
    const { access_token: token } = await operatorTokens(entra.emulator, operator)
    return { entra, file, common, args: [...common, ...flags], token: String(token) }
  }

  const kills = Array.from({ length: calls }, (_, index) => ({ call: index + 1, kill: runUntil }))
  kills.push({ call: calls - 1, kill: killedProcess })
  test.each(kills)('killed after call $call ($kill.name)', async ({ call, kill }) => {
    const { entra, file, common, args, token } = await prepare()
    const known = new Set(entra.emulator.state.servicePrincipals.map(({ appId }) => appId))
    expect(await kill(entra, args, token, call)).toBe(call)
    const before = registered(entra).map(({ clientId }) => clientId)
    // What exists is written down, or can be found again.
    if (existsSync(file) && before.length > 0) {
      expect(readFileSync(file, 'utf8')).toMatch(/CLIENT_ID=|with the tag EntrywayRegister-/)
    }

    const { output, error } = await doctor(['--env-file', file, '--json'], DOCTOR)
    expect(output + error).toMatch(
      existsSync(file)
        ? /"Run npm run register -- --dev-vars \S+ again\b/
        : /To create it, run npm run register with --dev-vars/,
    )

    lag(entra, known)
    // What it was registered for is remembered, unless it was killed before it began.
    const again = await runForJson(remembered && existsSync(file) ? common : args, {
      operator: null,
      environment: { GRAPH_TOKEN: token },
    })
    expect(again.exitCode, again.stderr).toBe(0)
    const [app, ...others] = registered(entra)
    expect(others).toEqual([])
    if (before.length > 0) expect(app?.clientId).toBe(before[0])
    expect(variablesIn(file).CLIENT_ID).toBe(app?.clientId)
    expect((app?.secrets.length ?? 0) + (app?.certificates.length ?? 0)).toBe(1)
    expect(heldByNobody(entra, file)).toEqual([])
    const { servicePrincipals, userFlows } = entra.emulator.state
    expect(servicePrincipals.filter(({ appId }) => appId === app?.clientId)).toHaveLength(1)
    if (tenant === fourthCoffee) {
      const own = userFlows.filter(({ displayName }) => displayName.startsWith(APP_NAME))
      expect(own.map(({ appIds }) => appIds)).toEqual([[app?.clientId]])
    }

    const completed = await doctor(['--env-file', file, '--json'], DOCTOR)
    expect(completed.output).not.toContain('continues from there')

    // Once the directory has caught up there is nothing left to do.
    entra.intercept = () => null
    const third = await runForJson(args, { operator: null, environment: { GRAPH_TOKEN: token } })
    expect([third.exitCode, third.report.outcome], JSON.stringify(third.report.steps)).toEqual([
      0,
      'unchanged',
    ])
  })

  test('a run that is not killed makes as many calls', async () => {
    const { entra, args, token } = await prepare()
    expect(await runUntil(entra, args, token, 0)).toBe(calls)
  })
})
