// wrangler.toml: the program, the session store and the assets.
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import type { Unstable_Config } from 'wrangler'
import { shownUnlessSecret } from '../../../emulator/command-line/wrong-argument.ts'
import { VARIABLES } from '../../settings/variable-names.ts'
import { word } from '../../terminal/npm-run.ts'
import { check } from '../diagnosis/check.ts'
import type { Given } from '../diagnosis/findings.ts'
import { fail, type Outcome, pass, warn } from '../diagnosis/outcome.ts'

/** These would be committed with the file. */
const SECRETS = ['CLIENT_SECRET', 'CLIENT_CERTIFICATE_KEY', 'ALERT_WEBHOOK', 'HEALTH_TOKEN']

const MODULE = /\.[cm]?[jt]sx?$/
const USES_KV = /import\s*\{[^}]*\bkvStore\b[^}]*\}\s*from[\s\S]*\bkvStore\(/

/** A custom session store needs no KV. Any module in `main`'s folder or below may create the store. */
function usesKv(main: string | undefined): boolean {
  if (!main || !existsSync(main)) return true
  const folder = dirname(main)
  // Emacs leaves links to nowhere beside open files.
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && MODULE.test(entry.name))
    .map(({ parentPath, name }) => join(parentPath, name))
    .some(
      (path) =>
        !path.slice(folder.length).includes('node_modules') && USES_KV.test(readFileSync(path, 'utf8')),
    )
}

const flags = (environments: string[]) => environments.map((name) => `--env ${name}`).join(' or ')

const orEnvironment = (environments: string[]) =>
  environments.length > 0 ? ` If you deploy an environment alone, run this with ${flags(environments)}.` : ''

function problemsOf(
  path: string,
  { main, compatibility_date, kv_namespaces, ratelimits, assets, vars }: Unstable_Config,
  environment: string | null,
  environments: string[],
): Outcome[] {
  const at = environment === null ? '' : ` --env ${environment}`
  const table = environment === null ? '[[kv_namespaces]]' : `[[env.${environment}.kv_namespaces]]`
  const where = environment === null ? 'It' : `[env.${environment}], which inherits no bindings,`
  const problems: Outcome[] = []
  if (!main || !existsSync(main)) {
    problems.push(fail('Its main names a file that does not exist.', 'Set main = "src/index.tsx".'))
  }
  if (!compatibility_date) {
    problems.push(
      fail(
        'It has no compatibility_date, and wrangler does not deploy it.',
        'Set compatibility_date = "YYYY-MM-DD" to the day on which you test the app.',
      ),
    )
  }
  if (usesKv(main) && !kv_namespaces.some(({ binding }) => binding === 'SESSIONS')) {
    problems.push(
      fail(
        `${where} binds no KV namespace as SESSIONS, so the app cannot store sessions.`,
        `Add ${table} with binding = "SESSIONS"; wrangler creates the namespace at the first deploy.${environment === null ? orEnvironment(environments) : ''}`,
      ),
    )
  }
  if (environment !== null && !ratelimits?.some(({ name }) => name === 'SIGN_OUT_LIMIT')) {
    problems.push(
      warn(
        `${where} has no rate limit, so anyone can make the app write to its store at /logout/front-channel.`,
        `Add [[env.${environment}.ratelimits]] with name = "SIGN_OUT_LIMIT", as at the top level.`,
      ),
    )
  }
  if (!assets?.directory || !existsSync(resolve(dirname(path), assets.directory))) {
    problems.push(
      fail('Its assets do not exist, so pages are unstyled.', 'Set [assets] directory = "public".'),
    )
  }
  for (const name of SECRETS.filter((secret) => vars[secret])) {
    problems.push(
      warn(
        `It contains ${name}, which everyone who can read the repository can read.`,
        `Remove it, create a new one, and upload that with npx wrangler secret put ${name}${at}. The old one is no longer secret.`,
      ),
    )
  }
  return problems
}

/** Checks the values of bindings and variables. */
function valueProblems(
  { kv_namespaces, vars, triggers }: Unstable_Config,
  variables: Given['variables'],
): Outcome[] {
  const problems: Outcome[] = []
  const { id } = kv_namespaces.find(({ binding }) => binding === 'SESSIONS') ?? {}
  if (id !== undefined && (!/^[0-9a-f]{32}$/.test(id) || /^0+$/.test(id))) {
    problems.push(
      fail(
        `The id of SESSIONS (${shownUnlessSecret(id)}) is not that of a KV namespace.`,
        'Leave the id out, and wrangler creates the namespace at the first deploy. Or use one that npx wrangler kv namespace list shows.',
      ),
    )
  }
  for (const name of VARIABLES.filter((each) => vars[each] !== undefined && variables[each] === undefined)) {
    if (!['string', 'number'].includes(typeof vars[name]))
      problems.push(fail(`${name} in [vars] is not text.`, `Write it in quotes: ${name} = "…".`))
  }
  if (variables.ALERT_WEBHOOK !== undefined && !triggers.crons?.length) {
    problems.push(
      warn(
        'It has no cron trigger, so nothing is sent to ALERT_WEBHOOK.',
        'Add [triggers] with crons = ["17 6 * * *"], and export scheduled (docs/deploy.md).',
      ),
    )
  }
  return problems
}

/** wrangler also reads other formats. */
function missing(path: string): Outcome {
  const other = ['wrangler.jsonc', 'wrangler.json'].find((name) => existsSync(join(dirname(path), name)))
  return other === undefined
    ? fail(`It does not exist (${path}).`, 'Pass wrangler’s file with --config.')
    : fail(
        `It does not exist (${path}), but ${other} does.`,
        `Run this with --config ${word(join(dirname(path), other))}.`,
      )
}

export const bindings = check({
  name: 'wrangler.toml',
  needs: [],
  run(_, { wrangler, environmentName, variables }) {
    if ('problem' in wrangler) {
      const { environments } = wrangler
      if (!existsSync(wrangler.path)) return missing(wrangler.path)
      return fail(
        `It ${wrangler.problem}.`,
        environments.length > 0
          ? `Run this with ${flags(environments)}, or add the environment (docs/ci.md).`
          : environmentName === null
            ? 'Run npx wrangler deploy --dry-run, which shows what is wrong with it.'
            : `Run npx wrangler deploy --dry-run --env ${environmentName}, which shows what is wrong with it.`,
      )
    }
    const { path, config, environment, environments } = wrangler
    const problems = [
      ...problemsOf(path, config, environment, environments),
      ...valueProblems(config, variables),
    ]
    if (problems.length > 0) return problems
    // A custom store's binding is up to the owner.
    return pass(`Its main${usesKv(config.main) ? ', KV binding' : ''} and assets are set.`)
  },
})
