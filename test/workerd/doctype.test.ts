import { expect, test } from 'vitest'
import { startApp } from './app.ts'

test('every page begins with the doctype, without which browsers lay it out in quirks mode', async () => {
  const browser = (await startApp()).browser()
  await browser.signIn()
  for (const path of ['/', '/profile', '/call_api', '/logout', '/nowhere']) {
    expect(await (await browser.get(path)).text(), path).toMatch(/^<!doctype html><html lang="en">/)
  }
})

test('the twin: the picture of somebody’s initials is no page', async () => {
  const app = await startApp()
  const browser = app.browser()
  await browser.signIn()
  app.intercept = (request) =>
    request.url.endsWith('/photo/$value') ? new Response('', { status: 404 }) : null
  expect(await (await browser.get('/profile/photo')).text()).toMatch(/^<svg xmlns="http:/)
})
