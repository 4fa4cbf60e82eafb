// The project as an owner has it after cloning: every file that git knows, the packages, and a first commit.
import { execFile, execFileSync } from 'node:child_process'
import {
  cpSync,
  existsSync,
  linkSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { dirname, join } from 'node:path'
import { ROOT } from '../support/app-copy.ts'

/** A terminal's environment: what vitest and git hooks set is not for what runs in a copy. */
export const TERMINAL: NodeJS.ProcessEnv = {
  ...Object.fromEntries(
    Object.entries(process.env).filter(
      ([name]) => !/^(?:VITEST|GIT_|npm_)|^(?:NODE_ENV|TEST|DEV|PROD|MODE)$/.test(name),
    ),
  ),
  WRANGLER_SEND_METRICS: 'false',
  CLOUDFLARE_CF_FETCH_ENABLED: 'false',
  NO_COLOR: '1',
}

/** Hard links: a copy of 9,000 files in a moment. Hidden folders are caches, which a copy would share. */
function linkFolder(from: string, to: string): void {
  mkdirSync(to, { recursive: true })
  for (const entry of readdirSync(from, { withFileTypes: true })) {
    const [source, target] = [join(from, entry.name), join(to, entry.name)]
    if (entry.isSymbolicLink()) symlinkSync(readlinkSync(source), target)
    else if (!entry.isDirectory()) linkSync(source, target)
    else if (entry.name === '.bin' || !entry.name.startsWith('.')) linkFolder(source, target)
  }
}

export type Copy = ReturnType<typeof ownersCopy>

/** In .wrangler, which git ignores. */
export function ownersCopy() {
  mkdirSync(join(ROOT, '.wrangler'), { recursive: true })
  const folder = mkdtempSync(join(ROOT, '.wrangler', 'owner-'))
  const git = (...args: string[]) => execFileSync('git', args, { cwd: folder, env: TERMINAL, stdio: 'pipe' })
  const known = execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard'], {
    cwd: ROOT,
    env: TERMINAL,
    encoding: 'utf8',
  })
  // What tsc has checked before is in its *.tsbuildinfo.
  const checked = ['tsconfig', 'tsconfig.node', 'test/workerd/tsconfig'].map((path) => `${path}.tsbuildinfo`)
  for (const path of [...known.trim().split('\n'), ...checked]) {
    if (!existsSync(join(ROOT, path))) continue
    cpSync(join(ROOT, path), join(folder, path), { recursive: true, preserveTimestamps: true })
  }
  for (const part of ['.', 'test', 'tools/node', 'examples/react']) {
    const packages = join(ROOT, part, 'node_modules')
    if (existsSync(packages)) linkFolder(packages, join(folder, part, 'node_modules'))
  }
  git('init', '--quiet')
  git('add', '--all')
  git('-c', 'user.name=Owner', '-c', 'user.email=owner@contoso.example', 'commit', '--quiet', '-m', 'Clone')

  const path = (name: string) => join(folder, name)
  const read = (name: string) => readFileSync(path(name), 'utf8')
  const write = (name: string, text: string) => {
    mkdirSync(dirname(path(name)), { recursive: true })
    writeFileSync(path(name), text)
  }
  return {
    folder,
    read,
    write,
    /** Each change has to find what it replaces. */
    edit(name: string, ...changes: [before: string | RegExp, after: string][]): void {
      let text = read(name)
      for (const [before, after] of changes) {
        const changed = text.replace(before, () => after)
        if (changed === text) throw new Error(`${name} has no ${before}`)
        text = changed
      }
      write(name, text)
    },
    /** Commands as the documents print them: each line has to succeed. @returns what the last one prints */
    async shell(commands: string): Promise<string> {
      let printed = ''
      for (const line of commands.trim().split('\n')) printed = await inTerminal(folder, 'sh', ['-c', line])
      return printed
    },
    npm: (...args: string[]) => inTerminal(folder, 'npm', args),
    /** What `npm run format` does to the files that have been changed; it leaves all others as they are. */
    async format(): Promise<void> {
      git('add', '--all')
      const names = git('diff', '--cached', '--name-only', '--diff-filter=d').toString().trim().split('\n')
      const files = names.filter((name) => /\.(?:tsx?|js|json|css)$/.test(name))
      const biome = join('node_modules', '.bin', 'biome')
      await inTerminal(folder, biome, ['check', '--write', '--linter-enabled=false', ...files])
    },
    remove: () => rmSync(folder, { recursive: true, force: true }),
  }
}

/** @returns what it prints. @throws with what it prints, if it fails */
export function inTerminal(cwd: string, command: string, args: string[]): Promise<string> {
  return new Promise((resolve, reject) => {
    const options = { cwd, env: TERMINAL, encoding: 'utf8' as const, maxBuffer: 64 * 1024 * 1024 }
    execFile(command, args, options, (error, stdout, stderr) => {
      if (error)
        reject(new Error(`${command} ${args.join(' ')} ended with ${error.code}:\n${stdout}${stderr}`))
      else resolve(stdout + stderr)
    })
  })
}
