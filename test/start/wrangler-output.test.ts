import { expect, test } from 'vitest'
import { quietly } from '../../tools/start/wrangler-output.ts'

const TABLE = `Your Worker has access to the following bindings:
\u001b[2mBinding\u001b[22m                   Resource          Mode
env.SESSIONS (sessions)   KV Namespace      local
env.CLIENT_SECRET         Environment Variable  local
  ("(hidden)")

`

test('leaves out its own settings and its own request, and nothing else', () => {
  const show = quietly()
  const text = `⎔ Reloading local server...\nUsing secrets defined in ../../dev/null\n${TABLE}env.example is mine\n\n[wrangler:info] GET /healthz 200 OK (3ms)\n[wrangler:info] GET / 200 OK (3ms)\n`
  expect(show(text)).toBe(
    '⎔ Reloading local server...\nenv.example is mine\n\n[wrangler:info] GET / 200 OK (3ms)\n',
  )
})

test('a line that comes in parts is shown once it is complete', () => {
  const show = quietly()
  expect([show('Using sec'), show('rets defined in x\nan error'), show(' of mine\n')]).toEqual([
    '',
    '',
    'an error of mine\n',
  ])
})
