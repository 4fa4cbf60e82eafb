// The outside world of npm run register; tests replace it.
import type { Readable, Writable } from 'node:stream'

/** @returns whether a browser was started */
export type OpenBrowser = (url: string) => Promise<boolean>

export type Surroundings = {
  input: Readable
  output: Writable
  errors: Writable
  environment: Readonly<Record<string, string | undefined>>
  /** Milliseconds. */
  now(): number
  wait(seconds: number): Promise<void>
  /** Opens the user's browser; or why there is none, to follow "because". */
  openBrowser: OpenBrowser | string
  /** The program that sends secrets to the deployed Worker, with its first arguments. */
  wrangler: [string, ...string[]]
  /** The path of wrangler.toml. */
  wranglerFile: string
}
