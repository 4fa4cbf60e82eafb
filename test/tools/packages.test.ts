// What npm install and the first run of each command install.
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'

const ROOT = join(import.meta.dirname, '..', '..')
const readJson = (path: string) => JSON.parse(readFileSync(join(ROOT, path), 'utf8'))

type LockEntry = { version?: string; integrity?: string; link?: boolean; os?: string[] }
const lock: Record<string, LockEntry> = readJson('package-lock.json').packages
const { scripts, workspaces } = readJson('package.json') as {
  scripts: Record<string, string>
  workspaces: string[]
}

test('every package of the lock file has an integrity hash', () => {
  const without = Object.entries(lock).filter(([, { integrity, link }]) => !integrity && !link)
  expect(without.map(([path]) => path)).toEqual(['', ...workspaces])
})

test('the lock file has a Node for each platform', () => {
  const nodes: Record<string, string> = readJson('tools/node/package.json').optionalDependencies
  expect(Object.keys(nodes)).toHaveLength(6)
  for (const [name, version] of Object.entries(nodes)) {
    expect(lock[`node_modules/${name}`]).toMatchObject({ version, integrity: expect.any(String) })
  }
})

test('every command installs first what it needs', () => {
  const missing = Object.entries(scripts).filter(([name, command]) => {
    if (name.startsWith('pre')) return false
    const needs = /\b(tsc|biome|vitest|screenshot|build-packages|seed-schema|npm run check)\b/.test(command)
      ? ' test'
      : ''
    const first = `node tools/packages.mjs${needs}`
    return scripts[`pre${name}`] !== first && scripts[`pre${name}`] !== `${first} test`
  })
  expect(missing.map(([name]) => name)).toEqual([])
})

test('npm start, npm run dev and the tools need no package of the tests', () => {
  const ofTests = Object.keys(readJson('test/package.json').dependencies)
  const imported = ['src', 'emulator', 'tools'].flatMap((folder) =>
    readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' })
      .filter((file) => /\.tsx?$/.test(file) && !/browser|screenshot|build-packages|seed-schema/.test(file))
      .flatMap((file) => {
        const source = readFileSync(join(ROOT, folder, file), 'utf8')
        return [...source.matchAll(/(?:from|import) '([^']+)'/g)].map(
          ([, name]) => `${name} in ${folder}/${file}`,
        )
      }),
  )
  expect(imported.length).toBeGreaterThan(100)
  expect(imported.filter((each) => ofTests.some((name) => each.startsWith(`${name} `)))).toEqual([])
})
