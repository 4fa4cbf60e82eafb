// A request's api-version: required, and a preview in every version.
import { AzureDevOpsError } from './error.ts'

const versions = [6.1, 7.0, 7.1, 7.2]

/** As a number; throws AzureDevOpsError. */
export function readApiVersion(method: string, text: string | undefined): number {
  if (!text) {
    throw new AzureDevOpsError(
      400,
      'VssVersionNotSpecifiedException',
      `No api-version was supplied for the "${method}" request. The version must be supplied as a query parameter (e.g. "?api-version=1.0").`,
    )
  }
  const [, number = '', preview] = /^(\d{1,2}\.\d)(-preview(?:\.1)?)?$/i.exec(text) ?? []
  const version = Number(number)
  if (!versions.includes(version)) {
    throw new AzureDevOpsError(
      400,
      'VssVersionOutOfRangeException',
      'The requested REST API version is out of range for this server. The latest REST API version this server supports is 7.2.',
    )
  }
  if (preview === undefined) {
    throw new AzureDevOpsError(
      400,
      'VssInvalidPreviewVersionException',
      `The requested version "${number}" of the resource is under preview. The -preview flag must be supplied in the api-version for such requests. For example: "${number}-preview"`,
    )
  }
  return version
}
