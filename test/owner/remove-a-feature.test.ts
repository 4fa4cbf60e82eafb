// What docs/your-pages.md says of removing a feature, done to a copy of the whole project: types, format and tools stay whole.
import { execFileSync } from 'node:child_process'
import { cpSync, globSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import { expect, test } from 'vitest'
import { ROOT, withAppCopy } from '../support/app-copy.ts'

const DOCUMENT = readFileSync(join(ROOT, 'docs', 'your-pages.md'), 'utf8')
const PARTS = [
  'test',
  'tools',
  'emulator',
  'bench',
  'tsconfig.json',
  'tsconfig.node.json',
  'vitest.config.ts',
]
const FILES = ['package.json', 'worker-configuration.d.ts']

/** The commands of the document but the last, which is for the whole project. */
const TOKENS = /^```sh\n(rm -rf src\/tokens.*\nsed .*)\nnpm run format && npm test\n```$/m.exec(DOCUMENT)?.[1]

const withoutFolderAndLines = (folder: string, name: string, tests: string[], line: string) => {
  expect(DOCUMENT).toContain(`\`src/${name}\``)
  for (const pattern of tests) {
    expect(DOCUMENT).toContain(`\`${pattern}\``)
    for (const file of globSync(join(folder, 'test', 'workerd', pattern))) rmSync(file)
  }
  rmSync(join(folder, 'src', name), { recursive: true })
  const entry = join(folder, 'src', 'index.tsx')
  const lines = readFileSync(entry, 'utf8').split('\n')
  const kept = lines.filter((each) => !each.includes(line))
  expect(lines.length - kept.length).toBe(2)
  writeFileSync(entry, kept.join('\n'))
}

const run = (folder: string, tool: string, ...args: string[]) =>
  execFileSync(process.execPath, [join(ROOT, 'node_modules', ...tool.split('/')), ...args], {
    cwd: folder,
    stdio: 'pipe',
    encoding: 'utf8',
  })

test.each<[string, (folder: string) => void, string]>([
  [
    'tokens',
    (folder) => void execFileSync('sh', ['-ec', TOKENS ?? 'exit 1'], { cwd: folder }),
    'AZURE_DEVOPS_URL',
  ],
  [
    'profile',
    (folder) => withoutFolderAndLines(folder, 'profile', ['profile*', 'photo*'], 'profile'),
    'NOTHING',
  ],
  ['call-api', (folder) => withoutFolderAndLines(folder, 'call-api', ['call-api*'], 'callApi'), 'ENDPOINT'],
])(
  'without %s the types are right, and the tools do not ask for its variables',
  async (_, remove, variable) => {
    await withAppCopy(async (folder) => {
      for (const part of [...PARTS, ...FILES]) {
        const filter = (path: string) => !/node_modules|test\/clients/.test(relative(ROOT, path))
        cpSync(join(ROOT, part), join(folder, part), { recursive: true, filter })
      }
      remove(folder)
      for (const project of ['tsconfig.node.json', 'test/workerd/tsconfig.json']) {
        run(folder, 'typescript/bin/tsc', '-p', project)
      }
      const names = join(folder, 'tools', 'settings', 'variable-names.ts')
      const script = `console.log(JSON.stringify((await import(${JSON.stringify(names)})).VARIABLES))`
      const variables = JSON.parse(
        execFileSync(process.execPath, ['--input-type=module', '-e', script], { encoding: 'utf8' }),
      )
      expect(variables).toContain('CLIENT_ID')
      expect(variables).not.toContain(variable)
    })
  },
  120_000,
)
