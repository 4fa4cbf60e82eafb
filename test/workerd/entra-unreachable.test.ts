import { expect, test } from 'vitest'
import { atCallback, type TestApp } from './app.ts'
import { isTokenRequest } from './changed-answers.ts'
import { stopDeadlines } from './clock.ts'
import { entraUnavailable, expectRefused, expectSignedIn } from './refused.ts'

const tokenRequests = (app: TestApp) => app.outbound.filter((line) => line.startsWith('POST'))

const text =
  (body: string, status = 200) =>
  () =>
    new Response(body, { status })

test.each<[string, () => Response, string]>([
  ['answers 503', text('{"error":"temporarily_unavailable"}', 503), 'status_503'],
  ['answers 429', text('', 429), 'status_429'],
  ['answers with a page', text('<h1>Sign in to the proxy</h1>'), 'not_json'],
  ['breaks off in the middle', () => new Response(brokenBody()), 'network'],
  [
    'resets the connection',
    () => {
      throw new TypeError('Network connection lost.')
    },
    'network',
  ],
])(
  'when the token endpoint %s the person may try again, and the code is not sent twice',
  async (_, answer, reason) => {
    const { app, browser, callback } = await atCallback({}, undefined, '?return_to=/profile')
    app.intercept = (request) => (isTokenRequest(request) ? answer() : null)
    const page = await expectRefused(app, browser, callback, entraUnavailable(reason))
    expect(page).toMatch(/href="\/login\?return_to=%2Fprofile">Try again</)
    expect(tokenRequests(app)).toHaveLength(1)
    app.intercept = () => null
    expect((await browser.signIn()).status).toBe(303)
  },
)

/** Some bytes, then a reset. */
function brokenBody(): ReadableStream {
  return new ReadableStream({
    start: (controller) => controller.enqueue(new TextEncoder().encode('{"token_type":')),
    pull: (controller) => controller.error(new TypeError('Network connection lost.')),
  })
}

const MEBIBYTE = 1024 * 1024

/** The real answer, filled up with blanks to this many bytes. */
async function padded(answer: Response, bytes: number): Promise<Response> {
  const text = await answer.text()
  return new Response(text + ' '.repeat(bytes - text.length))
}

test.each([
  ['of 1 MiB is read', MEBIBYTE, true],
  ['of one byte more is not', MEBIBYTE + 1, false],
])('a token answer %s', async (_, bytes, read) => {
  const { app, browser, callback } = await atCallback()
  app.intercept = async (request) =>
    isTokenRequest(request) ? padded(await app.emulator.fetch(request), bytes) : null
  const refusal = entraUnavailable('too_large')
  await (read ? expectSignedIn(app, browser, callback) : expectRefused(app, browser, callback, refusal))
})

test('an endless response is aborted', async () => {
  const { app, browser, callback } = await atCallback()
  let sent = 0
  let canceled = false
  const endless = new ReadableStream({
    pull(controller) {
      sent += 65_536
      controller.enqueue(new Uint8Array(65_536))
    },
    cancel() {
      canceled = true
    },
  })
  app.intercept = (request) => (isTokenRequest(request) ? new Response(endless) : null)
  await expectRefused(app, browser, callback, entraUnavailable('too_large'))
  expect(canceled).toBe(true)
  expect(sent).toBeLessThan(2 * MEBIBYTE)
})

test.each([
  ['does not answer', () => new Promise<Response>(() => undefined)],
  ['stalls after its headers', () => new Response(new ReadableStream())],
])('a token endpoint that %s is waited for ten seconds and no longer', async (_, stall) => {
  const deadlines = stopDeadlines()
  const { app, browser, callback } = await atCallback()
  app.emulator.setFault('token_stall')
  let signal: AbortSignal | undefined
  const asked = untilAsked(app, isTokenRequest, (request) => {
    signal = request.signal
    return stall()
  })
  let answered = false
  const refused = expectRefused(app, browser, callback, entraUnavailable('timeout')).finally(() => {
    answered = true
  })
  await asked
  await deadlines.pass(9.999)
  expect([answered, signal?.aborted]).toEqual([false, false])
  await deadlines.pass(0.001)
  await refused
  expect(signal?.aborted).toBe(true)
  expect(tokenRequests(app)).toHaveLength(1)
})

/** Answers the app's next request of this kind so, and says when it has come. */
function untilAsked(
  app: TestApp,
  isMeant: (request: Request) => boolean,
  answer: (request: Request) => Response | Promise<Response>,
): Promise<void> {
  return new Promise((resolve) => {
    app.intercept = (request) => {
      if (!isMeant(request)) return null
      resolve()
      app.intercept = () => null
      return answer(request)
    }
  })
}
