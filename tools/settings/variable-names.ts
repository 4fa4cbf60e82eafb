import { coreVariables } from '../../src/entryway/protocol.ts'
import { featureVariables } from './feature-variables.ts'

/** When CLIENT_SECRET expires, e.g. 2027-05-27T08:00:00Z: the app has no other way to find out. */
export const SECRET_EXPIRES = 'CLIENT_SECRET_EXPIRES'

export const VARIABLES: readonly string[] = [
  ...new Set([...Object.keys(coreVariables), ...Object.keys(featureVariables)]),
]
