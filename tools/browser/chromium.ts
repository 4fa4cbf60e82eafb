// Finds a Chromium to automate on any machine: the one given, an installed one, or one from an npm package.
import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { delimiter, dirname, join } from 'node:path'
import { type Browser, chromium } from 'playwright-core'

const NODE_MODULES = join(import.meta.dirname, '..', '..', 'node_modules')

const INSTALLED = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/usr/bin/google-chrome-stable',
  '/usr/bin/microsoft-edge',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  '/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
  'C:\\Program Files (x86)\\Microsoft\\Edge\\Application\\msedge.exe',
]

/** No sandbox: containers cannot provide one, and only our own pages are opened. No network requests of its own. */
const ARGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-background-networking',
  '--disable-component-update',
]

export type ChromiumChoice = { executablePath: string; libraries: string | null }

/** @throws {Error} with instructions if there is none */
export async function findChromium(): Promise<ChromiumChoice> {
  const named = process.env.CHROMIUM_PATH
  if (named) {
    if (existsSync(named)) return { executablePath: named, libraries: null }
    throw new Error(`No browser: CHROMIUM_PATH names ${named}, which does not exist.`)
  }
  const installed = INSTALLED.find((path) => existsSync(path))
  if (installed) return { executablePath: installed, libraries: null }
  if (process.platform === 'linux' && process.arch === 'x64') return unpackChromium()
  throw new Error('No browser: install Chrome or Chromium, or name one with CHROMIUM_PATH.')
}

/** The flags Playwright uses. */
export function launchOptions({ executablePath, libraries }: ChromiumChoice) {
  const env = libraries && {
    LD_LIBRARY_PATH: [libraries, process.env.LD_LIBRARY_PATH].filter(Boolean).join(delimiter),
    FONTCONFIG_PATH: join(dirname(executablePath), 'fonts'),
  }
  return { executablePath, args: ARGS, env: { ...process.env, ...env } as Record<string, string> }
}

export async function launchChromium(choice: ChromiumChoice): Promise<Browser> {
  return chromium.launch(launchOptions(choice)).catch((error: Error) => {
    throw new Error(`No browser: ${choice.executablePath} could not be started.\n${error.message}`)
  })
}

/** From `@sparticuz/chromium`, with libraries that a bare machine lacks; it unpacks to the temporary folder. */
async function unpackChromium(): Promise<ChromiumChoice> {
  const folder = join(NODE_MODULES, '.cache', 'chromium')
  const complete = join(folder, 'complete')
  // An interrupted unpack leaves a browser that cannot start.
  if (!existsSync(complete)) rmSync(folder, { recursive: true, force: true })
  mkdirSync(folder, { recursive: true })
  const before = process.env.TMPDIR
  process.env.TMPDIR = folder
  try {
    const { default: packaged, inflate } = await import('@sparticuz/chromium')
    const executablePath = await packaged.executablePath()
    await inflate(join(NODE_MODULES, '@sparticuz', 'chromium', 'bin', 'al2023.tar.br'))
    writeFileSync(join(folder, 'fonts', 'fonts.conf'), fontsConf(join(folder, 'fonts')))
    writeFileSync(complete, '')
    return { executablePath, libraries: join(folder, 'al2023', 'lib') }
  } finally {
    if (before === undefined) delete process.env.TMPDIR
    else process.env.TMPDIR = before
  }
}

/** The package's own file uses its cloud's paths; without any fonts, Chromium crashes at the first form. */
const fontsConf = (folder: string) => `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  <dir>${folder}</dir>
  <dir>/usr/share/fonts</dir>
  <cachedir>${folder}/cache</cachedir>
</fontconfig>
`
