// Runs before each npm command and installs what only that command needs. Plain JavaScript, so that Node 20 can run it.
//   node tools/packages.mjs        a newer Node, if the current one is too old
//   node tools/packages.mjs test   also what the tests and checks need
import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync, rmSync, symlinkSync } from 'node:fs'

const ROOT = new URL('../', import.meta.url)
/** The first version that runs TypeScript files and wrangler. */
const MINIMUM = [22, 18]

const readJson = (path) => JSON.parse(readFileSync(new URL(path, ROOT), 'utf8'))

function isNewEnough(version) {
  const [major, minor] = version.split('.').map(Number)
  return major > MINIMUM[0] || (major === MINIMUM[0] && minor >= MINIMUM[1])
}

function hasPackage([name, version]) {
  try {
    return readJson(`node_modules/${name}/package.json`).version === version
  } catch {
    return false
  }
}

/** Once tools/node is installed, npm commands use its `node`. */
const needsNode = !isNewEnough(process.versions.node)
const needsTest =
  process.argv[2] === 'test' && !Object.entries(readJson('test/package.json').dependencies).every(hasPackage)

if (needsNode)
  console.error(`Node ${process.versions.node} is too old. Installing Node 22 for this project ...`)
if (needsTest) console.error('Installing what the tests and checks need ...')
if (needsNode || needsTest) {
  const nodes = Object.entries(readJson('tools/node/package.json').optionalDependencies)
  const workspaces = [
    // If left out, npm would remove an installed Node.
    ...(needsNode || nodes.some(hasPackage) ? ['tools/node'] : []),
    ...(needsTest ? ['test'] : []),
  ]
  const args = [
    ...['install', '--no-save', '--no-audit', '--no-fund', '--loglevel=error', '--workspaces=true'],
    ...['--include-workspace-root', ...workspaces.map((folder) => `--workspace=${folder}`)],
  ]
  const npm = process.env.npm_execpath
  const { status } = spawnSync(npm ? process.execPath : 'npm', npm ? [npm, ...args] : args, {
    cwd: ROOT,
    stdio: ['ignore', 'ignore', 'inherit'],
    shell: !npm && process.platform === 'win32',
  })
  process.exitCode = status ?? 1
  for (const [name] of nodes.filter(hasPackage)) {
    // C headers: a third of the package's size.
    rmSync(new URL(`node_modules/${name}/include`, ROOT), { recursive: true, force: true })
    // npm 10 doesn't create this link.
    const command = new URL('node_modules/.bin/node', ROOT)
    if (process.platform !== 'win32' && !existsSync(command)) symlinkSync(`../${name}/bin/node`, command)
  }
}
