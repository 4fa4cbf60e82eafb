// The Worker's variables, the core's own and a feature's: each says what it expects and how it is parsed, and each problem
// appears on the settings page.
import type { Problem, Settings } from './settings.ts'

/** Throw it in `parse`, with words that follow the variable's name: `new WrongSetting('is not an https URL')`. Never quote the value. */
export class WrongSetting extends Error {}

export type Variable<T> = {
  /** What the value should look like, in words that follow "It should be". */
  expected: string
  /**
   * @param text without spaces around it; undefined = not set, or empty
   * @param core the core's settings; null while those are wrong
   * @throws {WrongSetting}
   */
  parse: (text: string | undefined, core: Settings | null) => T
  /** The user's tokens are sent there: a deployed app must not have it on localhost. */
  receivesTokens?: true
}

export type Variables = Record<string, Variable<unknown>>
export type Parsed<V extends Variables> = { readonly [name in keyof V]: ReturnType<V[name]['parse']> }

/** @returns the values, or every problem; a value that has one is not there */
export function parseVariables<V extends Variables>(
  variables: V,
  env: object,
  core: Settings | null,
): { values: Partial<Parsed<V>>; problems: Problem[] } {
  const given = env as Readonly<Record<string, unknown>>
  const appHost = core?.redirectUri.hostname ?? hostOf(given.REDIRECT_URI)
  const values: Record<string, unknown> = {}
  const problems: Problem[] = []
  for (const [variable, { expected, parse, receivesTokens }] of Object.entries(variables)) {
    try {
      const text = readText(given[variable])
      if (receivesTokens && isLocalInProduction(hostOf(text), appHost)) {
        throw new WrongSetting('is on localhost although REDIRECT_URI is not')
      }
      values[variable] = parse(text, core)
    } catch (error) {
      if (!(error instanceof WrongSetting)) throw error
      problems.push({ variable, problem: error.message, expected })
    }
  }
  return { values: values as Partial<Parsed<V>>, problems }
}

/**
 * Spaces around a value are no part of it, and `NAME=` in a .dev.vars copied from the example means the same as no line
 * at all; wrangler.toml may hold numbers.
 */
function readText(value: unknown): string | undefined {
  if (typeof value === 'number') return String(value)
  if (value !== undefined && typeof value !== 'string') throw new WrongSetting('is not text')
  return value?.trim() || undefined
}

/** In any spelling; `isLocalhost` lists the accepted ones. */
const LOCAL = /(?:^|\.)localhost\.?$|^127\.|^0\.|^\[::/

/** Whether a Worker that is reached from elsewhere would hand its codes or tokens to something on localhost. */
function isLocalInProduction(host: string, appHost: string): boolean {
  return appHost !== '' && !LOCAL.test(appHost) && LOCAL.test(host)
}

const hostOf = (url: unknown): string => URL.parse(String(url).trim())?.hostname ?? ''
