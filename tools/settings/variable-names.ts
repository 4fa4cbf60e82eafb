// The variables of this app, by name.
import { Variables } from '../../src/entryway/protocol.ts'
import { featureVariables } from './feature-variables.ts'

/** When CLIENT_SECRET expires, as 2027-05-27T08:00:00Z: nothing else can tell the app. */
export const SECRET_EXPIRES = 'CLIENT_SECRET_EXPIRES'

export const VARIABLES: readonly string[] = [
  ...new Set([...Object.keys(Variables().entries), ...Object.keys(featureVariables)]),
]
