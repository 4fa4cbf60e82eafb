// wrangler.toml with one thing wrong: the doctor names it, and says where to fix it.
import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { expect, test } from 'vitest'
import { ROOT } from '../support/app-copy.ts'
import { examine, file, healthyPatient, linesOf, type Variables } from './doctor-patient.ts'
import { fails, type Spoil, warns } from './doctor-rows.ts'

const DATE = 'compatibility_date = "2026-11-01"\n'
const MAIN = `main = ${JSON.stringify(join(ROOT, 'test', 'workerd', 'small-app.tsx'))}\n`
const ASSETS = `[assets]\ndirectory = ${JSON.stringify(join(ROOT, 'public'))}\n`
const STORE = '[[kv_namespaces]]\nbinding = "SESSIONS"\n'
const COMPLETE = DATE + MAIN + ASSETS + STORE
const CRON = '[triggers]\ncrons = ["17 6 * * *"]\n'

const storeOf = (env: string) => `[env.${env}]\n[[env.${env}.kv_namespaces]]\nbinding = "SESSIONS"\n`
const LIMIT =
  '[[env.staging.ratelimits]]\nname = "SIGN_OUT_LIMIT"\nnamespace_id = "1"\nsimple = { limit = 60, period = 60 }\n'

const wrangler =
  (toml: string, args: string[] = [], values: Variables = {}): Spoil =>
  (patient) => {
    patient.args.push('--config', file('wrangler.toml', toml), ...args)
    Object.assign(patient.variables, values)
  }
const staging = (toml: string) => wrangler(toml, ['--env', 'staging'])
const withId = (id: string) => wrangler(`${COMPLETE}id = "${id}"\n`)

const onlyJsonc: Spoil = ({ args }) => {
  const path = join(dirname(file('x', '')), 'wrangler.toml')
  writeFileSync(path.replace('.toml', '.jsonc'), '{}')
  args.push('--config', path)
}

/** main, and a module next to it that creates the store. */
function programOf(store: string): string {
  const main = file('index.ts', "import { store } from './sessions/store.ts'\nexport default store\n")
  mkdirSync(join(dirname(main), 'sessions'))
  writeFileSync(join(dirname(main), 'sessions', 'store.ts'), store)
  // Emacs leaves such a link beside an open file.
  symlinkSync('kim@desk.1:2', join(dirname(main), '.#index.ts'))
  return `main = ${JSON.stringify(main)}\n`
}
const KV = "import { kvStore } from 'entryway'\nexport const store = (env) => kvStore(env.SESSIONS)\n"
const OWN = 'export const store = () => ({})\n// Not kvStore(env.SESSIONS).\n'

fails('wrangler.toml', [
  [
    'It does not exist (/nowhere/wrangler.toml).',
    ({ args }) => args.push('--config', '/nowhere/wrangler.toml'),
  ],
  [/^It does not exist \(\S+\.toml\), but wrangler\.jsonc does\.$/, onlyJsonc, /--config \S+wrangler\.jsonc/],
  ['It cannot be read by wrangler.', wrangler('main = ['), /^Run npx wrangler deploy --dry-run, which/],
  [
    'It cannot be read by wrangler.',
    staging('main = ['),
    /^Run npx wrangler deploy --dry-run --env staging,/,
  ],
  ['Its main names a file that does not exist.', wrangler(DATE + ASSETS + STORE), /src\/index\.tsx/],
  ['It has no compatibility_date', wrangler(MAIN + ASSETS + STORE)],
  ['Its assets do not exist', wrangler(DATE + MAIN + STORE)],
  ['Its assets do not exist, so', wrangler(`${DATE + MAIN + STORE}[assets]\ndirectory = "nowhere"\n`)],
  [
    'It binds no KV namespace as SESSIONS',
    wrangler(DATE + MAIN + ASSETS + storeOf('staging') + storeOf('production')),
    /^Add \[\[kv_namespaces\]\] .*run this with --env staging or --env production\.$/,
  ],
  [
    'KV namespace as SESSIONS, so the app cannot store',
    (patient) => wrangler(DATE + programOf(KV) + ASSETS)(patient),
  ],
  [
    '[env.staging], which inherits no bindings, binds no KV namespace as SESSIONS',
    staging(`${COMPLETE}[env.staging]\n${LIMIT}`),
    /^Add \[\[env\.staging\.kv_namespaces\]\] /,
  ],
  [
    'It has no [env.staging], only production.',
    staging(`${COMPLETE}[env.production]\n`),
    /^Run this with --env production, or add the environment/,
  ],
  [
    /^The id of SESSIONS \(.*\) is not that of a KV namespace\.$/,
    withId('<namespace-id>'),
    /Leave the id out/,
  ],
  [`The id of SESSIONS (${'0'.repeat(32)}) is not`, withId('0'.repeat(32))],
  ['SCOPE in [vars] is not text.', wrangler(`${COMPLETE}[vars]\nSCOPE = ["User.Read"]\n`), /in quotes/],
])

warns('wrangler.toml', [
  [
    '[env.staging], which inherits no bindings, has no rate limit',
    staging(COMPLETE + storeOf('staging')),
    /\[\[env\.staging\.ratelimits\]\]/,
  ],
  [
    'It has no cron trigger, so nothing is sent to ALERT_WEBHOOK.',
    wrangler(COMPLETE, [], { ALERT_WEBHOOK: 'https://hooks.example/x' }),
    /\[triggers\]/,
  ],
  [
    'It contains ALERT_WEBHOOK',
    wrangler(`${COMPLETE}${CRON}[vars]\nALERT_WEBHOOK = "https://hooks.example/x"\n`),
    /npx wrangler secret put ALERT_WEBHOOK\./,
  ],
  [
    'It contains CLIENT_SECRET',
    staging(`${COMPLETE}${storeOf('staging')}${LIMIT}[env.staging.vars]\nCLIENT_SECRET = "x"\n`),
    /npx wrangler secret put CLIENT_SECRET --env staging\./,
  ],
])

test.each([
  ['Its main, KV binding and assets are set.', 'with its namespace', () => COMPLETE],
  ['Its main and assets are set.', 'with a custom session store', () => DATE + programOf(OWN) + ASSETS],
])('wrangler.toml: %s (%s)', async (sentence, _, toml) => {
  const patient = await healthyPatient()
  await wrangler(toml())(patient)
  expect(linesOf(await examine(patient), 'wrangler.toml')).toMatchObject([{ status: 'pass', sentence }])
})
