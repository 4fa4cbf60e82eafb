// The core's pages in this app's own look.
import type { Pages } from '../entryway/index.ts'
import { ApprovedPage } from './approved.tsx'
import { ErrorPage } from './error.tsx'
import { framed } from './frame.tsx'
import { Layout } from './layout.tsx'
import { LeavingPage } from './leaving.tsx'
import { OpenInBrowserPage } from './open-in-browser.tsx'
import { SettingsErrorPage } from './settings-error.tsx'
import { SignOutPage } from './sign-out.tsx'

export const pages: Pages = {
  error: (props, c) => framed(c, <ErrorPage {...props} />, { title: props.title }),
  signOut: (props, c) => framed(c, <SignOutPage {...props} />, { title: 'Sign out' }),
  leaving: (props) => (
    <Layout title="Signing out">
      <LeavingPage {...props} />
    </Layout>
  ),
  openInBrowser: (props) => (
    <Layout title="Open in your browser">
      <OpenInBrowserPage {...props} />
    </Layout>
  ),
  settingsError: (props, c) => framed(c, <SettingsErrorPage {...props} />, { title: 'Almost there' }),
  approved: (c) => framed(c, <ApprovedPage />, { title: 'The app is approved' }),
}
