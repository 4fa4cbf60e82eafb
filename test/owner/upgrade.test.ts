// UPGRADING.md, step 3: the folders of a newer version replace those of an owner's copy.
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { ROOT } from '../support/app-copy.ts'
import { inTerminal, ownersCopy } from './copy.ts'

const [, COMMANDS = ''] =
  /^3\. .*?^ {3}```sh\n(.*?)^ {3}```$/ms.exec(readFileSync(join(ROOT, 'UPGRADING.md'), 'utf8')) ?? []

const DELETED = ['src/entryway/health.ts', 'emulator/seed.ts', 'tools/doctor.ts', 'test/workerd/log.test.ts']

test('what upstream has deleted or changed is so here too, and the owner’s own files stay', async () => {
  const [copy, upstream] = [ownersCopy(), ownersCopy()]
  onTestFinished(() => {
    copy.remove()
    upstream.remove()
  })
  const commit = async ({ folder }: typeof copy) => {
    const author = ['-c', 'user.name=Owner', '-c', 'user.email=owner@contoso.example']
    await inTerminal(folder, 'git', ['add', '--all'])
    await inTerminal(folder, 'git', [...author, 'commit', '--quiet', '-m', 'Change'])
  }
  await upstream.shell(`git rm --quiet ${DELETED.join(' ')}`)
  upstream.write('tools/sessions.ts', '// newer')
  upstream.write('test/workerd/newer.test.ts', '// newer')
  upstream.write('src/index.tsx', '// newer')
  await commit(upstream)
  const own = ['src/reports/page.tsx', 'test/workerd/reports.test.ts', 'test/reports/page.test.ts']
  for (const path of own) copy.write(path, '// own')
  await commit(copy)
  await copy.shell(
    `git remote add upstream ${upstream.folder}\ngit -C ${upstream.folder} branch --quiet --move main`,
  )

  await inTerminal(copy.folder, 'sh', ['-ec', COMMANDS])

  const there = (path: string) => existsSync(join(copy.folder, path))
  expect(DELETED.filter(there)).toEqual([])
  expect(own.filter(there)).toEqual(own)
  expect(copy.read('tools/sessions.ts')).toBe('// newer')
  expect(there('test/workerd/newer.test.ts')).toBe(true)
  expect(copy.read('src/index.tsx')).toContain('The whole app on one screen.')
})
