// The core's pages in this app's own look.
import type { Pages } from '../entryway/index.ts'
import { ErrorPage } from './error.tsx'
import { framed } from './frame.tsx'
import { Layout } from './layout.tsx'
import { SettingsErrorPage } from './settings-error.tsx'
import { SignOutPage } from './sign-out.tsx'

export const pages: Partial<Pages> = {
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
  approved: ({ identity }, c) =>
    framed(c, <ApprovedPage isSignedIn={identity !== null} />, { title: 'The app is approved' }),
}

/** POST /logout, on the way to Microsoft's own sign-out. */
function LeavingPage({ url }: { url: string }) {
  return (
    <section class="card hero">
      <h1>Signing you out of Microsoft…</h1>
      <p>You’re signed out of this app. If your browser doesn’t continue automatically, select the button.</p>
      <p class="actions">
        <a class="button primary" href={url}>
          Continue to Microsoft
        </a>
      </p>
    </section>
  )
}

/** For Word, Excel and other Office apps: see isOffice() in the core. */
function OpenInBrowserPage({ url }: { url: string }) {
  return (
    <section class="card hero">
      <h1>Open this page in your browser</h1>
      <p>You need to sign in to see it.</p>
      <p class="actions">
        <a class="button primary" href={url}>
          Open
        </a>
      </p>
    </section>
  )
}

/** The redirect URI, after an administrator has approved the app. */
function ApprovedPage({ isSignedIn }: { isSignedIn: boolean }) {
  return (
    <section class="card hero">
      <h1>The app is approved</h1>
      <p>
        The people it was approved for can sign in now. It may take a few minutes until the approval has
        reached all of Microsoft’s servers.
      </p>
      <p class="actions">
        {isSignedIn ? (
          <a class="button primary" href="/">
            Home
          </a>
        ) : (
          <a class="button primary" href="/login">
            Sign in
          </a>
        )}
      </p>
    </section>
  )
}
