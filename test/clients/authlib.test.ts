// Authlib in Flask, as its sample for Microsoft Entra ID has it: endpoints written out, and User.Read alone.
import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { expect, test } from 'vitest'
import { ENTRA } from './entra.ts'
import { findPython } from './python.ts'
import { TENANT_ID, web } from './seed.ts'

const python = findPython(['authlib', 'flask', 'requests']) ?? 'python3'

test('signs in, calls Graph, and signs out of the app again', async () => {
  const program = join(import.meta.dirname, 'authlib_flask.py')
  const { stdout } = await promisify(execFile)(python, [program, TENANT_ID, web.clientId, web.secret], {
    env: { ...process.env, ENTRA_URL: ENTRA },
  })
  expect(JSON.parse(stdout)).toEqual({
    before: 302,
    profile: 'Kim Akers',
    mail: 'kim@wingtip.example',
    token_type: 'Bearer',
    after: 302,
  })
})
