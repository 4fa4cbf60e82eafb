// The page of every refusal: what happened, what to do next, and what to tell the administrator.
import { PERSONAL_ACCOUNTS_TENANT } from '../entryway/entra/authority.ts'
import type { Action, Explanation } from '../entryway/errors/refusals.ts'
import { Fact } from './fact.tsx'
import { Layout } from './layout.tsx'

export type ErrorPageProps = {
  explanation: Explanation
  correlationId: string
  /** Milliseconds. */
  now: number
  /** Where signing in again leads, with another account too, and what trying again opens. */
  signInHref: string
  chooseAccountHref: string
  retryHref: string
  /** Where an administrator approves the app. */
  approvalHref?: string | undefined
  tid?: string | undefined
  retryAfterSeconds?: number | undefined
}

export function ErrorPage(props: ErrorPageProps) {
  const { title, text, actions } = props.explanation
  const links = actions.filter((action) => action !== 'tell_administrator')
  return (
    <Layout title={title}>
      <section class="card error">
        <h1>{title}</h1>
        <p>{text}</p>
        {props.retryAfterSeconds !== undefined && <p>It asks to wait {props.retryAfterSeconds} seconds.</p>}
        <p class="actions">
          {links.map((action, index) => (
            <a class={index === 0 ? 'button primary' : 'button'} href={hrefOf(action, props)}>
              {LABELS[action]}
            </a>
          ))}
        </p>
        {actions.includes('tell_administrator') && <p>Tell your administrator, and give them these lines:</p>}
        <dl class="facts">
          {props.approvalHref !== undefined && (
            <Fact name="Link for the administrator">
              <a href={props.approvalHref}>{props.approvalHref}</a>
            </Fact>
          )}
          {props.tid !== undefined && (
            <Fact name="Tenant">
              <code>{nameOf(props.tid)}</code>
            </Fact>
          )}
          <Fact name="Correlation id">
            <code>{props.correlationId}</code>
          </Fact>
          <Fact name="Time">
            <code>{new Date(props.now).toISOString()}</code>
          </Fact>
        </dl>
      </section>
    </Layout>
  )
}

const LABELS: Record<Exclude<Action, 'tell_administrator'>, string> = {
  sign_in: 'Sign in again',
  choose_account: 'Choose another account',
  retry: 'Try again',
  home: 'Home',
}

function hrefOf(action: Exclude<Action, 'tell_administrator'>, props: ErrorPageProps): string {
  if (action === 'home') return '/'
  if (action === 'choose_account') return props.chooseAccountHref
  return action === 'retry' ? props.retryHref : props.signInHref
}

/** A person with a personal account knows of no tenant. */
function nameOf(tid: string): string {
  return tid === PERSONAL_ACCOUNTS_TENANT ? `${tid} (personal Microsoft accounts)` : tid
}
