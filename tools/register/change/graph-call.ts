// A Microsoft Graph call as data, so that it can be shown before it is sent.
import type { RightArea } from './access-right.ts'

export type Json = string | number | boolean | null | Json[] | { [name: string]: Json }

/** `{…}` in the path or body stands for a value from an earlier response. */
export type Call = {
  method: 'POST' | 'PATCH' | 'DELETE'
  path: string
  body?: Json
  area: RightArea
}
