// Environments of wrangler.toml ([env.staging]): each has a file of variables, and so a registration, of its own.

/** As in [env.staging]; a word of a shell and of a file's name. */
export const isEnvironmentName = (name: string): boolean => /^[a-z0-9][a-z0-9_-]{0,40}$/i.test(name)

/** The file that `wrangler dev --env staging` reads instead of .dev.vars. Source: Cloudflare Workers, "Secrets", local development. */
export const fileOf = (environment: string | null): string =>
  environment === null ? '.dev.vars' : `.dev.vars.${environment}`
