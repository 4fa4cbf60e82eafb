// What the app that signs in here is set up with, for the start page.

/** `sentence` says who signs in with it. */
export type AppSetup = { name: string; authority: string; sentence: string }
