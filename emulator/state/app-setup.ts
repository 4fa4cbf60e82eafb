// The settings of the app that signs in here, for the start page. The package’s types reach this file; state.ts would bring Hono’s along.

/** `sentence` says who signs in with it. */
export type AppSetup = { name: string; authority: string; sentence: string }
