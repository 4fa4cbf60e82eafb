// What npm run register has of the outside: tests bring their own.
import type { Readable, Writable } from 'node:stream'
import type { OpenBrowser } from '../sign-in/browser-sign-in.ts'
import type { Report } from './report.ts'
import type { Screen } from './screen.ts'

export type Surroundings = {
  input: Readable
  output: Writable
  errors: Writable
  environment: Readonly<Record<string, string | undefined>>
  /** Milliseconds. */
  now(): number
  wait(seconds: number): Promise<void>
  /** Opens the person's browser; null = there is none here. */
  openBrowser: OpenBrowser | null
  /** The program, and its first arguments, that gives secrets to the deployed Worker. */
  wrangler: [string, ...string[]]
}

/** What one run says, and where it works. */
export type Running = { screen: Screen; report: Report; surroundings: Surroundings }
