// Checks that the app has started and works.
import { StartError } from './start-error.ts'

const ANSWER_WITHIN_MS = 30_000

type Problem = { variable: string; problem: string; expected: string }

/**
 * @param appUrl with the base path
 * @throws {StartError} naming the invalid settings, or the response received instead of "ok"
 */
export async function checkHealth(appUrl: string): Promise<void> {
  const url = `${appUrl}/healthz`
  const response = await fetch(url, {
    headers: { accept: 'application/json' },
    signal: AbortSignal.timeout(ANSWER_WITHIN_MS),
  }).catch((error: Error) => {
    throw new StartError(`The app did not respond at ${url}: ${error.message}`)
  })
  if (response.ok) return
  const problems = settingsProblems(await response.json().catch(() => null))
  if (problems.length === 0) {
    const hint =
      response.status === 404 ? ' If it passes a basePath to entryway(), pass the same with --base-path.' : ''
    throw new StartError(`The app returned ${response.status} at ${url}.${hint}`)
  }
  const lines = problems.map(({ variable, problem, expected }) => {
    return `  ${variable} ${problem}\n    Expected: ${expected}`
  })
  throw new StartError(['The app cannot use these settings:', ...lines].join('\n'))
}

const isProblem = (value: unknown): value is Problem =>
  typeof value === 'object' &&
  value !== null &&
  'variable' in value &&
  'problem' in value &&
  'expected' in value

/** The settings page's problems, from its JSON. */
function settingsProblems(body: unknown): Problem[] {
  const listed = typeof body === 'object' && body !== null && 'settings' in body ? body.settings : []
  return Array.isArray(listed) ? listed.filter(isProblem) : []
}
