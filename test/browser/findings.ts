// What is wrong with a page for people who see, read or touch it in another way.
import axe from 'axe-core'
import type { Page } from 'playwright-core'

/** In dark, a page differs in its colors alone. */
const RULES = { light: {}, dark: { runOnly: ['color-contrast', 'link-in-text-block'] } }

/** What axe-core finds, one line each; the page is looked at in light, in dark, and 320 pixels wide. */
export async function findings(page: Page): Promise<string[]> {
  const found: string[] = []
  await page.evaluate(axe.source)
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme })
    const { violations } = await page.evaluate((rules) => window.axe.run(rules), RULES[colorScheme])
    found.push(
      ...violations.map(({ id, nodes }) => `${colorScheme}: ${id} at ${nodes.map(({ target }) => target)}`),
    )
  }
  await page.setViewportSize({ width: 320, height: 640 })
  const width = await page.evaluate(() => document.documentElement.scrollWidth)
  if (width > 320) found.push(`320 px: ${width} px wide`)
  await page.setViewportSize({ width: 1280, height: 720 })
  return found
}

declare global {
  interface Window {
    axe: typeof axe
  }
}
