// Environments in wrangler.toml ([env.staging]): each has its own variables file, and so its own registration.

/** A name as in [env.staging], safe in a shell and in a file name. */
export const isEnvironmentName = (name: string): boolean => /^[a-z0-9][a-z0-9_-]{0,40}$/i.test(name)

/** The file that `wrangler dev --env staging` reads instead of .dev.vars. Source: Cloudflare Workers, "Secrets", local development. */
export const fileOf = (environment: string | null): string =>
  environment === null ? '.dev.vars' : `.dev.vars.${environment}`
