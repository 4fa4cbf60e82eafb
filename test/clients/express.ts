// An Express app at a free port of this machine, as a fetch function.
import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import express from 'express'
import { onTestFinished } from 'vitest'

type App = ReturnType<typeof express>

/** @param build gets the URL of the app */
export async function serveExpress(build: (app: App, url: string) => void): Promise<string> {
  const app = express()
  const server = app.listen(0, '127.0.0.1')
  await once(server, 'listening')
  onTestFinished(() => void server.close())
  const url = `http://localhost:${(server.address() as AddressInfo).port}`
  build(app, url)
  return url
}
