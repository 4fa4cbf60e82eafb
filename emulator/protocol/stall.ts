// A server that doesn't respond: waits until the client gives up, for a minute at most.

const LONGEST_STALL_SECONDS = 60

export async function stall(signal: AbortSignal): Promise<Response> {
  await new Promise<void>((resolve) => {
    if (signal.aborted) return resolve()
    const timer = setTimeout(resolve, LONGEST_STALL_SECONDS * 1000)
    signal.addEventListener('abort', () => {
      clearTimeout(timer)
      resolve()
    })
  })
  return new Response('The emulator stalled this request.', { status: 504 })
}
