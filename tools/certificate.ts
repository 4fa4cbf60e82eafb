// npm run certificate: a key pair and a self-signed certificate to upload, for use in place of a client secret.
import { existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import { parseArgs } from 'node:util'
import { newCertificate } from './certificate/key-pair.ts'
import { LONGEST_LIFETIME_DAYS } from './certificate/lifetime.ts'

const usage = 'Usage: npm run certificate -- [--days 365] [--name Entryway] [--folder certificate]'

function fail(message: string): never {
  console.error(message)
  process.exit(1)
}

function showUsage(): never {
  console.log(usage)
  process.exit(0)
}

function readOptions(): { days: number; name: string; folder: string } {
  try {
    const { values } = parseArgs({
      options: {
        days: { type: 'string', default: '365' },
        name: { type: 'string', default: 'Entryway' },
        folder: { type: 'string', default: 'certificate' },
        help: { type: 'boolean' },
      },
    })
    if (values.help) showUsage()
    const days = Number(values.days)
    if (Number.isInteger(days) && days > 0 && days <= LONGEST_LIFETIME_DAYS && values.name)
      return { ...values, days }
  } catch {
    // An unknown flag: the usage says which there are.
  }
  return fail(usage)
}

const { days, name, folder } = readOptions()
const files = {
  certificate: join(folder, 'certificate.pem'),
  key: join(folder, 'key.pem'),
  variables: join(folder, 'dev.vars'),
}
const present = Object.values(files).find((file) => existsSync(file))
if (present) fail(`${present} is already there. Move it away, or choose another folder with --folder.`)

const { certificate, key } = await newCertificate(name, days, Date.now())

mkdirSync(folder, { recursive: true })
writeFileSync(files.certificate, certificate)
writeFileSync(files.key, key, { mode: 0o600 })
const oneLine = (text: string) => JSON.stringify(text)
writeFileSync(
  files.variables,
  `CLIENT_CERTIFICATE=${oneLine(certificate)}\nCLIENT_CERTIFICATE_KEY=${oneLine(key)}\n`,
  { mode: 0o600 },
)
console.log(`
  ${relative('.', files.certificate)}  upload this: your app > Certificates & secrets > Certificates
  ${relative('.', files.key)}          keep this to yourself
  ${relative('.', files.variables)}         both as variables: append them to .dev.vars

  Valid for ${days} days. While CLIENT_SECRET is set too, it takes over when Entra refuses the certificate.
`)
