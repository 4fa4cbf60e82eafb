import { onTestFinished } from 'vitest'
import { ROOT, type Started, startTool } from '../support/npm-start.ts'

/** `npm start` with these options, for one test. */
export function startForTest(args: string[], cwd = ROOT): Started {
  const started = startTool(args, cwd)
  onTestFinished(started.end)
  return started
}
