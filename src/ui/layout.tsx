// The frame of every page. No script but on one page, and no style but the stylesheet: the CSP allows neither.

import type { Child } from 'hono/jsx'
import { raw } from 'hono/utils/html'

export function Layout({ title, children }: { title: string; children?: Child }) {
  return (
    <>
      {raw('<!doctype html>')}
      <html lang="en">
        <head>
          <meta charset="utf-8" />
          <title>{title === APP_NAME ? title : `${title} · ${APP_NAME}`}</title>
          <meta name="viewport" content="width=device-width, initial-scale=1" />
          <meta name="color-scheme" content="light dark" />
          <link rel="icon" href="/icon.svg" type="image/svg+xml" />
          <link rel="stylesheet" href="/style.css" />
        </head>
        <body>
          <header>
            <a class="brand" href="/">
              <img src="/icon.svg" alt="" width="28" height="28" />
              {APP_NAME}
            </a>
          </header>
          <main>{children}</main>
          <footer>
            <p>Sign-in by Microsoft Entra. Your session is kept encrypted, and ends when you sign out.</p>
          </footer>
        </body>
      </html>
    </>
  )
}

export const APP_NAME = 'Entryway'
