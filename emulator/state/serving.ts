// How an emulator is served, for the pages that show it.

export type Serving = {
  /** The file that keeps registrations between starts; null: nothing is kept. */
  stateFile: string | null
  /** The certificate of the authority that signed the server's; null over http and in process. */
  authorityFile: string | null
  /** Also under Microsoft's own host names. */
  realNames: boolean
}

export const inProcess: Serving = { stateFile: null, authorityFile: null, realNames: false }
