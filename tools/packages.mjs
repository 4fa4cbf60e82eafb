// Before each npm command: installs what only that command needs. Plain JavaScript, as Node 20 runs it.
//   node tools/packages.mjs        a newer Node, where the one that runs this is too old
//   node tools/packages.mjs test   and what the tests and checks need
import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync, rmSync, symlinkSync } from 'node:fs'

const ROOT = new URL('../', import.meta.url)
/** The first that runs TypeScript files and wrangler. */
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

/** Inside npm commands `node` is that of tools/node, once it is installed. */
const needsNode = !isNewEnough(process.versions.node)
const needsTest =
  process.argv[2] === 'test' && !Object.entries(readJson('test/package.json').dependencies).every(hasPackage)

if (needsNode)
  console.error(`Node ${process.versions.node} is too old. Installing Node 22 for this project ...`)
if (needsTest) console.error('Installing what the tests and checks need ...')
if (needsNode || needsTest) {
  const nodes = Object.entries(readJson('tools/node/package.json').optionalDependencies)
  const workspaces = [
    // Without it npm would remove a Node that is there.
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
    // C headers, a third of its size.
    rmSync(new URL(`node_modules/${name}/include`, ROOT), { recursive: true, force: true })
    // npm 10 leaves this out.
    const command = new URL('node_modules/.bin/node', ROOT)
    if (process.platform !== 'win32' && !existsSync(command)) symlinkSync(`../${name}/bin/node`, command)
  }
}
