// How an emulator is served, for the pages that say so.

export type Serving = {
  /** The file that keeps registrations between starts; null: nothing is kept. */
  stateFile: string | null
  /** The certificate of the authority that it serves with; null over http and in process. */
  authorityFile: string | null
  /** Under Microsoft's own host names as well. */
  realNames: boolean
}

export const inProcess: Serving = { stateFile: null, authorityFile: null, realNames: false }
