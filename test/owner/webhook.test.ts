// docs/your-pages.md, "A webhook": signed requests from elsewhere, and a setting of the feature.
import { createHmac } from 'node:crypto'
import { expect, test } from 'vitest'
import { addFile, addToIndex, snippet, YOUR_PAGES } from './documents.ts'
import { toTheEnd } from './to-the-end.ts'

const SECRET = 'shared-with-the-bank-and-nobody-else'
const BODY = '{"invoice":7}'

const done = toTheEnd(
  async (copy) => {
    copy.edit('src/index.tsx', ['app.use(auth.protect())\n', snippet(YOUR_PAGES, 'tsx protect')])
    for (const info of ['ts src/hooks/settings.ts', 'ts src/hooks/routes.ts'])
      addFile(copy, { info, text: snippet(YOUR_PAGES, info) })
    addToIndex(copy, snippet(YOUR_PAGES, 'tsx src/index.tsx', 'hooks'))
    await copy.npm('run', 'format')
  },
  { flags: ['--var', `HOOK_SECRET=${SECRET}`] },
)

const send = (signature: string, path = '/hooks/paid') =>
  fetch(done().site.appUrl + path, {
    method: 'POST',
    body: BODY,
    headers: { origin: 'https://bank.example', 'x-signature': signature },
  })
const sign = (secret: string) => createHmac('sha256', secret).update(BODY).digest('hex')

test('only signed requests are accepted from another origin', async () => {
  expect((await send(sign(SECRET))).status).toBe(204)
  for (const signature of [sign(`${SECRET}?`), '', 'x'.repeat(64)])
    expect([signature, (await send(signature)).status]).toEqual([signature, 401])
})

test('other paths accept no cross-origin requests', async () => {
  expect((await send(sign(SECRET), '/logout')).status).toBe(403)
})

test('npm run doctor checks the feature’s setting', async () => {
  const checked = done().copy.npm(
    'run',
    'doctor',
    '--',
    '--env-file',
    '.dev.vars.example',
    '--hook-secret',
    'x',
  )
  await expect(checked).rejects.toThrow(/FAIL {2}variables.*HOOK_SECRET is too short/s)
})
