// For what the metadata lists and the emulator doesn't support: rejected by name, never half-answered.
import type { Context } from 'hono'

export const notInEmulator = (c: Context, what: string) =>
  c.json({ error: 'not_in_this_emulator', error_description: `${what}: not in this emulator.` }, 501, {
    'Cache-Control': 'no-store, no-cache',
  })
