// Why `npm run register` stops, as against breaks: with a sentence, the way on, and an exit code for scripts.

export const EXIT_CODES = {
  done: 0,
  broken: 1,
  usage: 2,
  sign_in: 3,
  right: 4,
  graph: 5,
  variables: 6,
  name: 7,
  deployment: 8,
  canceled: 130,
} as const

export type RefusalKind = Exclude<keyof typeof EXIT_CODES, 'done' | 'broken'>

/** What was given stands in a message, and that in a log: a URL's user name and password are left out. */
const withoutPassword = (message: string) => message.replaceAll(/\/\/[^/\s"]*@/g, '//…@')

/** The message says what is the matter, `next` what to do about it. */
export class RegisterRefusal extends Error {
  readonly kind: RefusalKind
  readonly next: string
  constructor(kind: RefusalKind, message: string, next: string) {
    super(withoutPassword(message))
    this.name = 'RegisterRefusal'
    this.kind = kind
    this.next = next
  }
}
