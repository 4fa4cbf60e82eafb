// The core's pages in this app's own look.
import type { Pages } from '../entryway/index.ts'
import { ApprovedPage } from './approved.tsx'
import { ErrorPage } from './error.tsx'
import { LeavingPage } from './leaving.tsx'
import { OpenInBrowserPage } from './open-in-browser.tsx'
import { SettingsErrorPage } from './settings-error.tsx'
import { SignOutPage } from './sign-out.tsx'
import { framed } from './viewer.tsx'

export const pages: Pages = {
  error: (props, c) => framed(c, <ErrorPage {...props} />),
  signOut: (props, c) => framed(c, <SignOutPage {...props} />, props.identity),
  leaving: (props) => <LeavingPage {...props} />,
  openInBrowser: (props) => <OpenInBrowserPage {...props} />,
  settingsError: (props, c) => framed(c, <SettingsErrorPage {...props} />),
  approved: (c) => framed(c, <ApprovedPage />),
}
