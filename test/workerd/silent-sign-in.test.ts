// A sign-in that asks nobody is back in a moment, with an ID token that Entra dated before it began.
import { test } from 'vitest'
import {
  type AppRegistration,
  adele,
  casey,
  contoso,
  entryway,
  entrywayCustomers,
  entrywayEverywhere,
  fourthCoffee,
  type Person,
  robin,
  usernameOf,
} from '../../emulator/seed.ts'
import samples from '../recorded/id-tokens.json'
import { CHINA, PUBLIC, startAppFor, US } from './careless-entra.ts'
import { stopClock } from './clock.ts'
import { forgeClaims } from './hostile-entra.ts'
import { expectSignedIn } from './refused.ts'

type Sample = (typeof samples.samples)[number]['name']

/** Where, with which registration and person, and whose times the ID token has. */
const AUTHORITIES: [authority: string, app: AppRegistration, person: Person, times: Sample][] = [
  [`${PUBLIC}/${contoso.id}`, entryway, adele, 'work-2025'],
  [`${PUBLIC}/contoso.example`, entryway, adele, 'work-2025'],
  [`${PUBLIC}/common`, entrywayEverywhere, adele, 'work-2025'],
  [`${PUBLIC}/common`, entrywayEverywhere, casey, 'personal-2025'],
  [`${PUBLIC}/organizations`, entrywayEverywhere, adele, 'work-2025'],
  [`${PUBLIC}/consumers`, entrywayEverywhere, casey, 'personal-2025'],
  [`${US}/${contoso.id}`, entryway, adele, 'work-2025'],
  [`${CHINA}/${contoso.id}`, entryway, adele, 'work-2025'],
  ['https://fourthcoffee.ciamlogin.com', entrywayCustomers, robin, 'customer'],
  [`https://login.fourthcoffee.example/${fourthCoffee.id}`, entrywayCustomers, robin, 'customer'],
]

/** Seconds that Entra's clock is ahead of ours. */
const OFFSETS = [-120, 120]

const CASES = AUTHORITIES.flatMap(([authority, app, person, times]) =>
  OFFSETS.map((offset) => ({ authority, app, person, times, offset })),
)

test.each(CASES)(
  'within 100 ms at $authority, dated as $times, Entra’s clock $offset s ahead',
  async ({ authority, app: registration, person, times, offset }) => {
    const clock = stopClock()
    const app = await startAppFor(authority, {}, registration)
    const browser = app.browser()
    const request = await browser.startSignIn()
    clock.pass(0.1)
    const callback = await browser.entra.signIn(request.href, usernameOf(person))
    const issued = Math.floor(Date.now() / 1000) + offset
    const { iat, nbf, exp } = samples.samples.find(({ name }) => name === times)?.secondsFromIssue ?? {}
    const dated = Object.entries({ iat, nbf, exp }).map(([name, seconds]) => [name, issued + (seconds ?? 0)])
    forgeClaims(app, (claims) => ({ ...claims, ...Object.fromEntries(dated) }))
    await expectSignedIn(app, browser, callback)
  },
)
