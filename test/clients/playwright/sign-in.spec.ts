// As a team that uses @playwright/test has it.
import { test as base, expect } from '@playwright/test'
import { type LocalEntraFixtures, localEntraFixtures } from '../../../packages/local-entra/playwright.ts'

const test = base.extend<LocalEntraFixtures>(localEntraFixtures({ url: process.env.ENTRA_URL ?? '' }))

test('Kim signs in', async ({ page, signInAs, entraRequests }) => {
  await signInAs('kim')
  await expect(page.getByText('kim@wingtip.example')).toBeVisible()
  expect((await entraRequests()).map(({ url }) => new URL(url).pathname.split('/').at(-1))).toContain('token')
})

test('an expired secret is met once', async ({ page, signInAs, withFault }) => {
  await withFault('secret_expired')
  await signInAs('kim')
  await expect(page.getByText('kim@wingtip.example')).toHaveCount(0)
  await signInAs('kim')
  await expect(page.getByText('kim@wingtip.example')).toBeVisible()
})

test('another factor is approved', async ({ page, signInAs, withFault }) => {
  await withFault('mfa_required')
  await signInAs('omar')
  await expect(page.getByText('omar@wingtip.example')).toBeVisible()
})

test('nobody of another name signs in', async ({ signInAs }) => {
  await expect(signInAs('mallory')).rejects.toThrow('nobody is called mallory')
})
