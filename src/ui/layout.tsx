// The frame of every page. No inline styles, and no scripts except on one page: the CSP forbids them.

import type { Child } from 'hono/jsx'
import { raw } from 'hono/utils/html'
import type { Identity } from '../entryway/index.ts'
import { AccountMenu, Navigation, type NavigationLink } from './account-menu.tsx'

export const APP_NAME = 'Entryway'
const DESCRIPTION = `${APP_NAME}: sign in with Microsoft Entra.`

type LayoutProps = {
  title: string
  /** The page is a form again, because something in it has to be changed. */
  hasProblem?: boolean
  /** Null = nobody is signed in, or it is unknown. */
  identity?: Identity | null
  links?: NavigationLink[]
  /** The page's own. */
  path?: string
  children?: Child
}

export function Layout(props: LayoutProps) {
  const { title, hasProblem = false, identity = null, links = [], path = '', children } = props
  const full = title === APP_NAME ? title : `${title} · ${APP_NAME}`
  return (
    <>
      {raw('<!doctype html>')}
      <html lang="en">
        <head>
          <meta charset="utf-8" />
          <title>{hasProblem ? `Error: ${full}` : full}</title>
          <meta name="viewport" content="width=device-width, initial-scale=1" />
          <meta name="description" content={DESCRIPTION} />
          <meta name="color-scheme" content="light dark" />
          <meta name="theme-color" content="#f4f6f9" media="(prefers-color-scheme: light)" />
          <meta name="theme-color" content="#11151b" media="(prefers-color-scheme: dark)" />
          <link rel="icon" href="/icon.svg" type="image/svg+xml" />
          <link rel="stylesheet" href="/style.css" />
        </head>
        <body>
          <a class="skip" href="#main">
            Skip to content
          </a>
          <header>
            <a class="brand" href="/">
              <img src="/icon.svg" alt="" width="28" height="28" />
              {APP_NAME}
            </a>
            {identity && (
              <>
                <Navigation links={links} path={path} />
                <AccountMenu identity={identity} />
              </>
            )}
          </header>
          <main id="main" tabindex={-1}>
            {children}
          </main>
          <footer>
            <p>
              {identity
                ? 'Signed in with Microsoft Entra. Your session is stored encrypted, and ends when you sign out.'
                : 'Sign-in with Microsoft Entra. Sessions are stored encrypted, and end when you sign out.'}
            </p>
          </footer>
        </body>
      </html>
    </>
  )
}
