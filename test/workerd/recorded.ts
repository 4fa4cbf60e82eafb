// Feeds the samples of test/recorded/ to the code that reads them: one test a sample, and none left out.
import { expect, test } from 'vitest'

export type Sample = {
  name: string
  url?: string
  request?: string
  status?: number
  headers?: Record<string, string>
  query?: string
  text?: string
  body?: Record<string, unknown>
  adds?: Record<string, unknown>
}

/**
 * @param file the file's name in test/recorded/
 * @param expected what comes of each sample, by its name
 * @param notRead the samples that the app never meets, and who does
 */
export function feed<Expected>(
  file: string,
  { samples }: { samples: readonly object[] },
  expected: Record<string, Expected>,
  check: (sample: Sample, expected: Expected) => void | Promise<void>,
  notRead: Record<string, string> = {},
): void {
  const all = samples as Sample[]
  test(`${file}: no sample is left out`, () => {
    const named = [...Object.keys(expected), ...Object.keys(notRead)]
    expect(named.sort()).toEqual(all.map(({ name }) => name).sort())
  })
  test.each(all.filter(({ name }) => Object.hasOwn(expected, name)))(`${file}: $name`, (sample) =>
    check(sample, expected[sample.name] as Expected),
  )
}

/** The answer as it was seen. */
export function answerOf({ status = 200, headers = {}, body, text }: Sample): Response {
  const payload = text ?? (body === undefined ? null : JSON.stringify(body))
  const type = body === undefined ? {} : { 'content-type': 'application/json' }
  return new Response([204, 304].includes(status) ? null : payload, {
    status,
    headers: { ...type, ...headers },
  })
}
