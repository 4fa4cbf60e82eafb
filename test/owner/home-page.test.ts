// docs/your-pages.md, "The home page and the look": another home page, another frame, another stylesheet.
import { expect, test } from 'vitest'
import { addFile, commandsOf, quoted, snippetsOf, YOUR_PAGES } from './documents.ts'
import { toTheEnd } from './to-the-end.ts'

const FILES = ['src/home/page.tsx', 'src/home/routes.tsx', 'src/ui/layout.tsx', 'public/contoso.css']

/** Pages in the new frame: a feature's, the core's, an error, and one that is shown while KV does not answer. */
const KEPT = ['sample', 'sessions-page', 'profile-frame', 'kv-frame'].map((name) => `test/workerd/${name}`)

const REPLACED = "signOut: (props, c) => framed(c, <SignOutPage {...props} />, { title: 'Sign out?' }),"
const SIGN_OUT = `// GET /logout
import type { Identity } from '../entryway/index.ts'

export function SignOutPage({ identity }: { identity: Identity | null }) {
  return (
    <form method="post" action="/logout">
      <button type="submit">Leave Contoso Orders, {identity?.name}</button>
    </form>
  )
}
`

const done = toTheEnd(
  async (copy) => {
    const commands = commandsOf(YOUR_PAGES, 'The home page and the look').trim().split('\n')
    await copy.shell(commands[0] ?? '')
    for (const file of FILES) {
      const found = snippetsOf(YOUR_PAGES).find(({ info }) => info.endsWith(` ${file}`))
      addFile(copy, found ?? { info: '', text: '' }, file === 'src/ui/layout.tsx')
    }
    copy.write('src/ui/sign-out.tsx', SIGN_OUT)
    copy.edit(
      'src/ui/frame.tsx',
      ["from './layout.tsx'\n", "from './layout.tsx'\nimport { SignOutPage } from './sign-out.tsx'\n"],
      ['  frame: (', `  ${quoted(YOUR_PAGES, REPLACED)}\n  frame: (`],
    )
    // What it runs next, `npm run check`, is the first test.
    expect(commands.at(-1)).toBe('npm run format && npm run check')
    await copy.shell([...commands.slice(1, -1), 'npm run format'].join('\n'))
  },
  { kept: KEPT },
)

test('every page has the new look, and says when the user has signed out', async () => {
  const { site } = done()
  expect(await (await site.stranger()('/')).text()).toContain('Orders for everyone at Contoso')
  const { get, post } = await site.signedIn('adele@contoso.example')
  const home = await (await get('/')).text()
  expect(home).toContain('Hello, <bdi>Adele Vance</bdi>')
  expect(home).toContain('href="/profile"')
  for (const path of ['/profile', '/logout', '/nowhere'])
    expect(await (await get(path)).text()).toContain('href="/contoso.css"')
  expect(await (await get('/logout')).text()).toContain('Leave Contoso Orders, Adele Vance')
  expect((await post('/logout', {})).status).toBe(200)
  expect(await (await get('/?signed-out')).text()).toContain('<p role="status">You are signed out.</p>')
})

test('the bundle is tested still, and the browser’s tests, of which there are none, do not fail', async () => {
  await done().copy.shell('npx vitest run --project miniflare --project browser bundle')
})
