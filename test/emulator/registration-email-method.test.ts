// The policy that lets customers prove themselves by a passcode in an email.
import { expect, test } from 'vitest'
import { createEmulator } from '../../emulator/index.ts'
import { joni } from '../../emulator/seed.ts'
import { asOperator } from '../support/operator.ts'

const path = '/policies/authenticationMethodsPolicy/authenticationMethodConfigurations/email'
const type = { '@odata.type': '#microsoft.graph.emailAuthenticationMethodConfiguration' }

test('an administrator turns it on, for one tenant', async () => {
  const emulator = await createEmulator()
  const graph = await asOperator(emulator, joni)
  expect((await graph('GET', path)).json).toMatchObject({ state: 'disabled' })
  const on = { state: 'enabled', allowExternalIdToUseEmailOtp: 'enabled' }
  expect((await graph('PATCH', path, { ...type, ...on })).status).toBe(204)
  expect((await graph('GET', path)).json).toMatchObject({ ...type, id: 'Email', ...on })
  expect((await (await asOperator(emulator))('GET', path)).json).toMatchObject({ state: 'disabled' })
})

test('rejects invalid values', async () => {
  const graph = await asOperator(await createEmulator(), joni)
  for (const body of [{ state: 'enabled' }, { ...type, state: 'on' }, { ...type, color: 'red' }]) {
    expect((await graph('PATCH', path, body)).status).toBe(400)
  }
  expect((await graph('GET', path)).json).toMatchObject({ state: 'disabled' })
})
