// The pages of one app: its own, and the built-in ones in its frame.
import type { Context } from 'hono'
import { html } from 'hono/html'
import type { ContentfulStatusCode } from 'hono/utils/http-status'
import { stateOf } from '../context.ts'
import { bareLog } from '../log.ts'
import type { Paths } from '../settings/settings.ts'
import type { AppPages, Html, Page, Pages } from './pages.ts'
import { plainPages } from './plain-pages.ts'

/** Without a stylesheet or a script, so that the CSP has nothing to allow for it. */
const plainFrame = ({ title, body }: Page) => html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<title>${title}</title>
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
</head>
<body>
<main>
${body}
</main>
</body>
</html>`

/** @returns each responds with its page; where the app's throws, with the plain one, and logs why */
export function createPages(paths: Paths, { frame = plainFrame, ...own }: Partial<Pages> = {}): AppPages {
  const answer =
    <Props>(
      plain: (props: Props, paths: Paths) => Page,
      page: (props: Props, c: Context) => Html = (props, c) => frame(plain(props, paths), c),
    ) =>
    async (props: Props, c: Context, status: ContentfulStatusCode = 200): Promise<Response> => {
      try {
        return await c.html(page(props, c), status)
      } catch (bug) {
        // What the app shows on each of its pages may be what failed in the first place.
        const log = stateOf(c).task?.log ?? bareLog()
        log.exception(bug)
        return c.html(plainFrame(plain(props, paths)), status)
      }
    }
  return {
    error: answer(plainPages.error, own.error),
    signOut: answer(plainPages.signOut, own.signOut),
    leaving: answer(plainPages.leaving, own.leaving),
    openInBrowser: answer(plainPages.openInBrowser, own.openInBrowser),
    settingsError: answer(plainPages.settingsError, own.settingsError),
    approved: answer(plainPages.approved, own.approved),
  }
}
