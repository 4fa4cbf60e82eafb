// docs/your-pages.md, "Remove a feature" and "The tests you keep": what is left when all that may be removed is.
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { inTerminal } from './copy.ts'
import { remove } from './documents.ts'
import { toTheEnd } from './to-the-end.ts'

/** Tests of terminals, processes and KV, to which no feature belongs: they take longer than all others. */
const SLOW = ['sessions', 'end.', 'register-[!d]']

const done = toTheEnd(async (copy) => {
  for (const what of ['tokens', 'profile and call-api', "what is this project's own"])
    await remove(copy, what)
})

test('their pages are gone, and npm run doctor no longer knows the variable of one', async () => {
  const { copy, site } = done()
  const { get } = await site.signedIn('adele@contoso.example')
  for (const path of ['/profile', '/profile/photo', '/profile/edit', '/call_api', '/tokens'])
    expect([path, (await get(path)).status]).toEqual([path, 404])
  expect(await (await get('/')).text()).not.toMatch(/\/profile|\/call_api|\/tokens/)
  await expect(copy.npm('run', 'doctor', '--', '--endpoint', 'https://api.example')).rejects.toThrow(
    /--endpoint/,
  )
  expect(copy.read('.dev.vars.example')).not.toContain('ENDPOINT')
})

test('the tests that are left need nothing of it', async () => {
  const { copy } = done()
  const left = ['browser', 'miniflare', 'recorded', 'start', 'support', 'tools', 'workerd']
  const folders = readdirSync(join(copy.folder, 'test'), { withFileTypes: true })
  expect(folders.flatMap((each) => (each.isDirectory() ? each.name : [])).sort()).toEqual(left)
  const projects = ['start', 'tools', 'miniflare'].flatMap((name) => ['--project', name])
  const excluded = SLOW.flatMap((name) => ['--exclude', `test/**/${name}*`])
  const report = await inTerminal(copy.folder, 'npx', ['vitest', 'run', ...projects, ...excluded])
  expect(report).toMatch(/Test Files +\d+ passed/)
})

test('npm and .ci/run have no command of what is gone', () => {
  const { copy } = done()
  const { scripts } = JSON.parse(copy.read('package.json'))
  const gone = /bench|test.owner|test.clients|test.prose/
  expect(Object.entries(scripts).filter((each) => gone.test(each.join(' ')))).toEqual([])
  const commands = [...copy.read('.ci/run').matchAll(/^npm (?:run )?([\w:]+)/gm)].map(([, name]) => name)
  expect(commands).toEqual(['ci', 'test'])
})
