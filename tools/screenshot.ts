// npm run screenshot: takes the README's screenshots from the running app and local Entra (npm start first).
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { findChromium, launchChromium } from './browser/chromium.ts'
import { readableWidth } from './terminal/lines.ts'
import { usageText } from './terminal/usage-text.ts'

const { values } = parseArgs({
  options: {
    app: { type: 'string', default: 'http://localhost:8787' },
    entra: { type: 'string', default: 'http://localhost:8788' },
    help: { type: 'boolean' },
  },
})
if (values.help) {
  const text = usageText(
    [
      'Usage: npm run screenshot -- [flags]',
      'Takes the pictures in the README, docs/home.png and docs/local-entra.png, of what npm start runs in another terminal.',
    ],
    [
      {
        title: 'Flags',
        rows: [
          ['--app URL', 'where the app is; default: http://localhost:8787'],
          ['--entra URL', 'where the local Entra is; default: http://localhost:8788'],
          ['--help', 'show this text'],
        ],
      },
    ],
    readableWidth(process.stdout.isTTY ? process.stdout.columns : null),
  )
  console.log(text)
  process.exit(0)
}
const docs = join(import.meta.dirname, '..', 'docs')

const browser = await launchChromium(await findChromium())
const page = await browser.newPage({ viewport: { width: 860, height: 640 } })
await page.goto(`${values.app}/login`).catch(() => {
  console.error(`Nothing answers at ${values.app}: run npm start first.`)
  process.exit(1)
})
await page.getByRole('button', { name: 'Adele Vance' }).click()
const consent = page.getByRole('button', { name: 'Accept' })
const home = page.getByRole('heading', { name: 'Welcome, Adele Vance' })
await consent.or(home).waitFor()
if (await consent.isVisible()) await consent.click()
await home.waitFor()
await page.locator('img.photo').evaluate((image: HTMLImageElement) => image.decode())
await page.screenshot({ path: join(docs, 'home.png') })
await page.setViewportSize({ width: 860, height: 900 })
await page.goto(values.entra)
await page.screenshot({ path: join(docs, 'local-entra.png') })
await browser.close()
console.log(`Wrote ${join(docs, 'home.png')} and ${join(docs, 'local-entra.png')}`)
