// The cookies of one site, as a browser keeps them and sends them back.

/** By name. */
export type Cookies = Map<string, string>

const isOver = (line: string) => {
  const [, expires = ''] = /;\s*expires=([^;]+)/i.exec(line) ?? []
  return /;\s*max-age=0\s*(;|$)/i.test(line) || Date.parse(expires) <= Date.now()
}

/** Takes what `Set-Cookie` lines say. */
export function keepCookies(cookies: Cookies, lines: string[]): void {
  for (const line of lines) {
    const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? []
    if (isOver(line)) cookies.delete(name)
    else cookies.set(name, value)
  }
}

/** The `Cookie` header, empty when there are none. */
export const cookieHeader = (cookies: Cookies): string =>
  [...cookies].map(([name, value]) => `${name}=${value}`).join('; ')
