// Fills the KV namespace that a contender uses with sessions of other people: GET /?from=&to=, numbers of sessions.
const AT_ONCE = 100
/** About what a sealed record takes. */
const RECORD = 'x'.repeat(700)

export default {
  async fetch(request, { SESSIONS }) {
    const [from, to] = ['from', 'to'].map((name) => Number(new URL(request.url).searchParams.get(name)))
    for (let first = from; first < to; first += AT_ONCE) {
      const ids = Array.from({ length: Math.min(AT_ONCE, to - first) }, () => crypto.randomUUID())
      await Promise.all(
        ids.flatMap((id) => [SESSIONS.put(`session:${id}`, RECORD), SESSIONS.put(`use:${id}`, RECORD)]),
      )
    }
    return new Response('ok')
  },
}
