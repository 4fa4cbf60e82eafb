// The settings of the app that signs in here, for the start page.

/** `sentence` says who signs in with it. */
export type AppSetup = { name: string; authority: string; sentence: string }
