// Expected errors of `npm run register`: a message, the next step, and an exit code for scripts.

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

/** Messages quote input and may end up in logs, so user names and passwords are removed from URLs. */
const withoutPassword = (message: string) => message.replaceAll(/\/\/[^/\s"]*@/g, '//…@')

/** The message states the problem, `next` how to fix it. */
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
