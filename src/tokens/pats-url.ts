// Where an organization's personal access tokens are asked for, in the version of the API that the app speaks.

const API_VERSION = '7.2-preview.1'

/** @param azureDevOpsUrl of the organization: `https://vssps.dev.azure.com/{organization}` */
export function patsUrl(azureDevOpsUrl: string, query: Record<string, string> = {}): string {
  return `${azureDevOpsUrl}/_apis/tokens/pats?${new URLSearchParams({ 'api-version': API_VERSION, ...query })}`
}
