// The variable of the pages for personal access tokens.
import { type Variables, WrongSetting } from '../entryway/index.ts'

/** Azure DevOps' own host and nobody else's: whoever is sent the user's token there can create more that last. */
const AZURE_DEVOPS = /^(?:https:\/\/vssps\.dev\.azure\.com|http:\/\/localhost(?::\d+)?)\/[a-z\d-]+\/?$/i

export const variables = {
  AZURE_DEVOPS_URL: {
    expected: 'https://vssps.dev.azure.com/{organization}; or leave it out',
    receivesTokens: true,
    /** Without a trailing slash; null = no pages for personal access tokens. */
    parse(text: string | undefined): string | null {
      if (text === undefined) return null
      if (!AZURE_DEVOPS.test(text) || !URL.canParse(text)) {
        throw new WrongSetting('is not the URL of an organization’s API')
      }
      return text.replace(/\/$/, '')
    },
  },
} satisfies Variables
