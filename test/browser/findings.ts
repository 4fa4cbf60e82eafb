// What is wrong with a page for people who see, read or touch it in another way.
import axe from 'axe-core'
import type { Page } from 'playwright-core'

/** What axe-core finds, one line each; the page is looked at in light, in dark, and 320 pixels wide. */
export async function findings(page: Page): Promise<string[]> {
  const found: string[] = []
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme })
    await page.evaluate(axe.source)
    const { violations } = await page.evaluate(() => window.axe.run())
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
