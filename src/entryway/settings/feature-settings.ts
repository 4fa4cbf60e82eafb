// A feature's own variables. The feature defines how each is parsed, and problems appear on the settings page with the core's.
import {
  type Env,
  hostOf,
  isLocalInProduction,
  LOCAL_IN_PRODUCTION,
  type Problem,
  readTexts,
  type Settings,
} from './settings.ts'

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

/** @returns the values, or every problem */
export function parseVariables<V extends Variables>(
  variables: V,
  env: object,
  core: Settings | null,
): { values: Parsed<V>; problems: Problem[] } {
  const given = readTexts(env, Object.keys(variables))
  const appHost = core?.redirectUri.hostname ?? hostOf((env as Env).REDIRECT_URI)
  const values: Record<string, unknown> = {}
  const problems: Problem[] = []
  for (const [variable, { expected, parse, receivesTokens }] of Object.entries(variables)) {
    const text = given[variable]
    try {
      if (text !== undefined && typeof text !== 'string') throw new WrongSetting('is not text')
      if (receivesTokens && isLocalInProduction(hostOf(text), appHost)) {
        throw new WrongSetting(LOCAL_IN_PRODUCTION)
      }
      values[variable] = parse(text, core)
    } catch (error) {
      if (!(error instanceof WrongSetting)) throw error
      problems.push({ variable, problem: error.message, expected })
    }
  }
  return { values: values as Parsed<V>, problems }
}
