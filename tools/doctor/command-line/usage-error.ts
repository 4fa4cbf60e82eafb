/** The doctor was called wrongly. Its message has an argument's text only as `shownUnlessSecret` has it. */
export class UsageError extends Error {}

/** The file of an environment is missing: it may be that there is no such environment. */
export class MissingFile extends UsageError {
  readonly environmentName: string
  readonly wranglerPath: string
  constructor(message: string, environmentName: string, wranglerPath: string) {
    super(message)
    this.environmentName = environmentName
    this.wranglerPath = wranglerPath
  }
}

export { shownUnlessSecret as shown } from '../../../emulator/command-line/wrong-argument.ts'
