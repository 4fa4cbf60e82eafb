// What a person may change of their own profile through Graph, and what Graph refuses.
import type { Profile } from '../../directory/person.ts'

// Microsoft Graph, "Update user": the longest that each property may be.
const longest = { displayName: 256, givenName: 64, surname: 64, jobTitle: 128 }

type Changeable = keyof typeof longest

export type ProfileChange = Partial<Pick<Profile, Changeable>>

const isChangeable = (name: string): name is Changeable => Object.hasOwn(longest, name)

const invalid = (name: string) => `Invalid value specified for property '${name}' of resource 'User'.`

/** null = good. Only the display name must stay. */
function problemOf(name: string, value: unknown): string | null {
  if (!isChangeable(name)) return `Invalid property '${name}'.`
  if (value === null) return name === 'displayName' ? invalid(name) : null
  if (typeof value !== 'string') return invalid(name)
  if (value.length > longest[name]) return invalid(name)
  return name === 'displayName' && value.trim() === '' ? invalid(name) : null
}

/** The change that a PATCH brings, or the sentence with which Graph refuses it. */
export function readProfileChange(json: Record<string, unknown>): ProfileChange | string {
  for (const [name, value] of Object.entries(json)) {
    const problem = problemOf(name, value)
    if (problem !== null) return problem
  }
  return json
}
