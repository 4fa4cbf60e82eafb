// What the app has a route for at a path, asked of its own router, so that no list has to be kept beside the routes.
import type { Hono } from 'hono/tiny'
import type { App } from '../http/request.ts'

/** The methods that a path takes; none = there is nothing there. */
export function methodsAt({ routes, router }: Hono<App>, path: string): string[] {
  // A pattern with a star is for what stands before pages: headers, the callback.
  const isRoute = (method: string) =>
    router.match(method, path)[0].some(([[, route]]) => !route.path.includes('*'))
  return [...new Set(routes.map(({ method }) => method))].filter((each) => each !== 'ALL' && isRoute(each))
}
