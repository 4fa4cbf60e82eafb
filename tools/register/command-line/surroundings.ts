// What npm run register has of the outside: tests bring their own.
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
  /** Opens the person's browser; or why there is none here, to follow "because". */
  openBrowser: OpenBrowser | string
  /** The program, and its first arguments, that gives secrets to the deployed Worker. */
  wrangler: [string, ...string[]]
  /** Its file, wrangler.toml. */
  wranglerFile: string
}
