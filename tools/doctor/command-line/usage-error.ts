/** Invalid arguments. The message contains an argument's text only through `shownUnlessSecret`. */
export class UsageError extends Error {}

/** An environment's file is missing: the environment may not exist either. */
export class MissingFile extends UsageError {
  readonly environmentName: string
  readonly wranglerPath: string
  constructor(message: string, environmentName: string, wranglerPath: string) {
    super(message)
    this.environmentName = environmentName
    this.wranglerPath = wranglerPath
  }
}
