// A call to Microsoft Graph as data, so that it can be shown before it is made.
import type { RightArea } from './access-right.ts'

export type Json = string | number | boolean | null | Json[] | { [name: string]: Json }

/** `{…}` in the path or the body stands for what an earlier call answers. */
export type Call = {
  method: 'POST' | 'PATCH' | 'DELETE'
  path: string
  body?: Json
  area: RightArea
}
