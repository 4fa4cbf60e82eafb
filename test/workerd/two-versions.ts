// A newer version of this Worker, for gradual deployments and rollbacks: what it seals says version 2, in a form of its own, and it
// reads what version 1 has sealed, as a newer Worker must. It is this Worker with another hand on the platform's AES-GCM.
import { vi } from 'vitest'

const { subtle } = crypto
const encrypt = subtle.encrypt.bind(subtle)
const decrypt = subtle.decrypt.bind(subtle)

type Record = { version: number; later?: unknown }
const text = (bytes: BufferSource) => new TextDecoder().decode(bytes)
const bytes = (record: object) => new TextEncoder().encode(JSON.stringify(record))

/** Runs one request of the newer Worker. Requests of the older one run outside of it. */
export async function asNewer<T>(work: () => Promise<T>): Promise<T> {
  const sealing = vi.spyOn(subtle, 'encrypt').mockImplementation(async (algorithm, key, data) => {
    const { version, ...record } = JSON.parse(text(data as BufferSource)) as Record
    return encrypt(algorithm, key, bytes({ version: version + 1, later: record }))
  })
  const opening = vi.spyOn(subtle, 'decrypt').mockImplementation(async (algorithm, key, data) => {
    const opened = await decrypt(algorithm, key, data)
    const { version, later } = JSON.parse(text(opened)) as Record
    return version === 2 ? (bytes({ version: 1, ...(later as object) }).buffer as ArrayBuffer) : opened
  })
  try {
    return await work()
  } finally {
    sealing.mockRestore()
    opening.mockRestore()
  }
}
