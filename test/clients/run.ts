// npm run test:clients: unmodified clients, which trust the authority of the local Entra that each test file serves over https.
import { spawn } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createTls } from '../../emulator/server/tls.ts'
import { newCertificate } from '../../tools/certificate/key-pair.ts'

const folder = mkdtempSync(join(tmpdir(), 'local-entra-clients-'))
const { certificate, key } = await newCertificate('Wingtip', 30, Date.now())
const keyFile = join(folder, 'app-key.pem')
const certificateFile = join(folder, 'app-certificate.pem')
writeFileSync(keyFile, key, { mode: 0o600 })
writeFileSync(certificateFile, certificate)

const { authorityFile } = await createTls(folder, [])
// What this machine trusts already it goes on trusting: npm may be behind a proxy with an authority of its own.
const trusted = [authorityFile, process.env.NODE_EXTRA_CA_CERTS].filter((file) => file)
const trustedFile = join(folder, 'trusted.pem')
writeFileSync(trustedFile, trusted.map((file) => readFileSync(file ?? '', 'utf8')).join('\n'))

const vitest = spawn(
  process.execPath,
  [
    join(import.meta.dirname, '../../node_modules/vitest/vitest.mjs'),
    'run',
    '--root',
    import.meta.dirname,
    ...process.argv.slice(2),
  ],
  {
    stdio: 'inherit',
    env: {
      ...process.env,
      AUTHORITY_FOLDER: folder,
      APP_KEY_FILE: keyFile,
      APP_CERTIFICATE_FILE: certificateFile,
      NODE_EXTRA_CA_CERTS: trustedFile,
      REQUESTS_CA_BUNDLE: trustedFile,
    },
  },
)
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => vitest.kill(signal))
vitest.on('exit', (code) => {
  rmSync(folder, { recursive: true })
  process.exitCode = code ?? 1
})
