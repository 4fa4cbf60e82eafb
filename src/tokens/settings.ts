// The variable of the pages for personal access tokens.
import { azureDevOpsUrl, type Variables, WrongSetting } from '../entryway/index.ts'

export const variables = {
  AZURE_DEVOPS_URL: {
    expected:
      'the organization’s name or any of its URLs, such as https://dev.azure.com/{organization}; or leave it out',
    receivesTokens: true,
    /** `https://vssps.dev.azure.com/{organization}`; null = no pages for personal access tokens. */
    parse(text: string | undefined): string | null {
      if (text === undefined) return null
      const url = azureDevOpsUrl(text)
      // Whoever is sent the user's token there can create more that last.
      if (url === null) throw new WrongSetting('does not name an Azure DevOps organization')
      return url
    },
  },
} satisfies Variables
