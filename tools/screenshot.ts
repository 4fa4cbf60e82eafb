// npm run screenshot: the picture in the README, taken of the running app (npm start first).
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { findChromium, launchChromium } from './browser/chromium.ts'
import { readableWidth } from './terminal/lines.ts'
import { usageText } from './terminal/usage-text.ts'

const { values } = parseArgs({
  options: { app: { type: 'string', default: 'http://localhost:8787' }, help: { type: 'boolean' } },
})
if (values.help) {
  const text = usageText(
    [
      'Usage: npm run screenshot -- [flags]',
      'Takes the picture in the README, docs/home.png, of the app that npm start runs in another terminal.',
    ],
    [
      {
        title: 'Flags',
        rows: [
          ['--app URL', 'where the app is; default: http://localhost:8787'],
          ['--help', 'this text'],
        ],
      },
    ],
    readableWidth(process.stdout.isTTY ? process.stdout.columns : null),
  )
  console.log(text)
  process.exit(0)
}
const picture = join(import.meta.dirname, '..', 'docs', 'home.png')

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
await page.screenshot({ path: picture })
await browser.close()
console.log(`Wrote ${picture}`)
