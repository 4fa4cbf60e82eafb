// The start page of a local Entra with a seed of its own: setting a fault and signing in keep the place.
import { expect, onTestFinished, test } from 'vitest'
import { serveLocalEntra } from '../../emulator/serve.ts'
import { adatum } from '../support/adatum.ts'
import { findings } from './findings.ts'
import { newVisitor } from './visitor.ts'

async function open(options: Parameters<typeof newVisitor>[0] = {}, publicUrl?: string) {
  const served = await serveLocalEntra({
    port: 0,
    seed: adatum,
    stateFile: '/nowhere/kept.json',
    ...(publicUrl ? { publicUrl } : {}),
  })
  onTestFinished(served.close)
  const { page, complaints } = await newVisitor(options)
  await page.goto(`http://localhost:${served.port}/`)
  return { page, complaints, entra: served.entra, url: served.url }
}

test('a fault is set and cleared where the person is: search, position and focus stay', async () => {
  const { page, complaints, entra } = await open()
  await page.getByLabel('Search faults').fill('graph 503')
  const set = page.getByRole('button', { name: 'Set: Graph returns 503' })
  await set.press('Enter')
  await page.locator('#standing-graph_503').getByText('on, 1 left').waitFor()
  expect(entra.faults.active()).toMatchObject([{ name: 'graph_503' }])
  expect(await page.getByLabel('Search faults').inputValue()).toBe('graph 503')
  expect(await page.getByRole('button', { name: 'Set: Graph returns 429' }).isVisible()).toBe(false)
  expect(await set.evaluate((button) => button === document.activeElement)).toBe(true)
  expect(new URL(page.url()).hash).toBe('')

  await page.getByRole('button', { name: 'Clear: Graph returns 503' }).click()
  await page.getByText('No faults are set.').waitFor()
  expect(entra.faults.active()).toEqual([])
  expect(await page.getByLabel('Search faults').inputValue()).toBe('graph 503')
  expect(await page.locator(':focus').getAttribute('id')).toBe('on-now')
  expect(complaints).toEqual([])
})

test('the page opens short, and the search unfolds what it finds', async () => {
  const { page } = await open()
  const set = page.getByRole('button', { name: 'Set: Graph returns 503' })
  expect(await set.isVisible()).toBe(false)
  expect(await page.evaluate(() => document.documentElement.scrollHeight)).toBeLessThan(2500)
  await page.getByLabel('Search faults').fill('graph 503')
  expect(await set.isVisible()).toBe(true)
  await page.getByLabel('Search faults').fill('')
  expect(await set.isVisible()).toBe(false)
})

test('far down the page nothing moves when a fault is set', async () => {
  const { page } = await open()
  await page.getByText('The directory and app registration (').click()
  const set = page.getByRole('button', { name: 'Set: A polling device gets 429' })
  await set.scrollIntoViewIfNeeded()
  const top = () => set.evaluate((button) => Math.round(button.getBoundingClientRect().top))
  const before = await top()
  await set.click()
  await page.locator('#standing-device_throttled').getByText('on, 1 left').waitFor()
  expect(Math.abs((await top()) - before)).toBeLessThan(10)
})

test('a fault in words, and signing in as somebody, keep the place too', async () => {
  const { page, complaints } = await open()
  await page.getByLabel('Search faults').fill('secret')
  await page.getByRole('button', { name: "Set: The app's client secret has expired" }).click()
  await page.locator('#standing-secret_expired').getByText('on, 1 left').waitFor()
  await page.getByRole('button', { name: 'Kim Akers' }).click()
  await page.getByRole('button', { name: 'Kim Akers' }).getByText('Signed in to Entra').waitFor()
  expect(await page.getByLabel('Search faults').inputValue()).toBe('secret')
  expect(complaints).toEqual([])
})

test('past the public URL the page says so, and its forms work', async () => {
  const { page, complaints } = await open({}, 'https://entra.example')
  await page.getByText('You opened this page at another URL').waitFor()
  await page.getByLabel('Search faults').fill('503')
  await page.getByRole('button', { name: 'Set: Graph returns 503' }).click()
  await page.locator('#standing-graph_503').getByText('on, 1 left').waitFor()
  expect(complaints).toEqual([])
  const { page: usual } = await open()
  expect(await usual.getByText('You opened this page at another URL').isVisible()).toBe(false)
})

test('without scripts the same forms lead back to their own place', async () => {
  const { page, entra } = await open({ javaScriptEnabled: false })
  await page.getByText('Entra and Microsoft Graph (').click()
  await page.getByRole('button', { name: 'Set: Graph returns 503' }).click()
  await page.waitForURL('**/#fault-graph_503')
  expect(await page.locator('#standing-graph_503').isVisible()).toBe(true)
  expect(entra.faults.active()).toMatchObject([{ name: 'graph_503' }])
})

test('an error from the server is shown', async () => {
  const { page } = await open()
  await page.getByLabel('Search faults').fill('secret_lifetime')
  const days = page.locator('#directory_secret_lifetime-days')
  await days.fill('400')
  await page.getByRole('button', { name: 'Set: Policy: secrets have a maximum lifetime' }).click()
  await page.getByText('days: must be a whole number from 1 to 366').waitFor()
})

test('axe-core finds nothing, and nothing is wider than 320 pixels, with everything open', async () => {
  const { page, url, entra } = await open()
  entra.faults.set('graph_503')
  entra.faults.set('aadsts', { aadsts: 50057 })
  await page.reload()
  for (const details of await page.locator('summary').all()) await details.click()
  expect(await findings(page)).toEqual([])
  await page.goto(`${url}/requests`)
  for (const details of await page.locator('summary').all()) await details.click()
  expect(await findings(page)).toEqual([])
})
