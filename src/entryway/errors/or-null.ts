// What a page can do without: it must not fail for it, and a fault must not hide behind that.

import type { AppContext } from '../http/request.ts'
import { logFault } from '../log.ts'
import { refusalOf } from './to-refusal.ts'

/** null = not to be had just now. */
export function optional<T>(c: AppContext, wanted: Promise<T>): Promise<T | null> {
  return wanted.catch((error) => {
    if (!refusalOf(error)) logFault(c, error)
    return null
  })
}
