// Which redirect URI is a registered one.
import { expect, test } from 'vitest'
import { platformOf } from '../../emulator/directory/redirect-uri.ts'
import { entryway } from '../../emulator/seed.ts'

const app = {
  ...entryway,
  redirectUris: ['http://localhost/a', 'http://127.0.0.1:5000/a', 'https://app.example/a'],
}

test.each([
  ['http://localhost:5000/a', 'web'],
  ['http://localhost/a', 'web'],
  ['http://127.0.0.1:49152/a', 'web'],
  ['http://127.0.0.1/a', 'web'],
  ['http://127.0.0.1/b', null],
  ['http://127.0.0.2:5000/a', null],
  ['http://[::1]:5000/a', null],
  ['http://localhost.evil.example/a', null],
  ['http://localhost:80evil.example/a', null],
  ['http://localhost:5000@evil.example/a', null],
  ['https://localhost:5000/a', null],
  ['https://app.example:444/a', null],
  ['https://app.example/A', null],
  ['https://app.example/a/', null],
])('%s: %s', (uri, platform) => {
  expect(platformOf(app, uri)).toBe(platform)
})
