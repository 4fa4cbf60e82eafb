// Setting faults: how often, and over HTTP.
import { beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { createEmulator, type Emulator } from '../../emulator/index.ts'
import { directoryFaultNames } from '../../emulator/state/directory-faults.ts'
import { faultNames } from '../../emulator/state/fault-names.ts'
import { EntraBrowser } from '../support/entra-browser.ts'
import { authority } from '../support/entra-client.ts'

let emulator: Emulator
beforeAll(async () => {
  emulator = await createEmulator()
})
beforeEach(() => emulator.clearFaults())

const get = (url: string) => emulator.fetch(new Request(url))
const metadataUrl = `${authority}/v2.0/.well-known/openid-configuration`

describe('how often', () => {
  test('once by default', async () => {
    emulator.setFault('metadata_503')
    expect((await get(metadataUrl)).status).toBe(503)
    expect((await get(metadataUrl)).status).toBe(200)
  })

  test('as many times as given', async () => {
    emulator.setFault('metadata_503', { times: 2 })
    expect((await get(metadataUrl)).status).toBe(503)
    expect((await get(metadataUrl)).status).toBe(503)
    expect((await get(metadataUrl)).status).toBe(200)
  })

  test('0 means until cleared', async () => {
    emulator.setFault('metadata_503', { times: 0 })
    for (let request = 0; request < 5; request++) expect((await get(metadataUrl)).status).toBe(503)
    emulator.clearFaults()
    expect((await get(metadataUrl)).status).toBe(200)
  })

  test('rejects invalid values', () => {
    expect(() => emulator.setFault('token_503', { times: -1 })).toThrow(RangeError)
    expect(() => emulator.setFault('token_503', { times: 1.5 })).toThrow(RangeError)
    expect(() => emulator.setFault('clock_off', { minutes: Number.NaN })).toThrow(RangeError)
    expect(() => emulator.setFault('aadsts', { aadsts: 1 })).toThrow(RangeError)
    expect(() => emulator.setFault('aadsts')).toThrow(RangeError)
    expect(emulator.state.faults.size).toBe(0)
  })
})

describe('over HTTP', () => {
  const origin = 'http://localhost:8788'
  const post = (path: string, fields: Record<string, string>, headers: Record<string, string> = {}) =>
    emulator.fetch(
      new Request(`${origin}${path}`, { method: 'POST', body: new URLSearchParams(fields), headers }),
    )
  const faults = async () => (await get(`${origin}/faults`)).json()

  test('a fault is set, read and cleared', async () => {
    const set = await post('/faults', { fault: 'aadsts', aadsts: '53003', times: '3' }, { Origin: origin })
    expect(set.status).toBe(303)
    expect(await faults()).toEqual({ faults: [{ fault: 'aadsts', times: 3, minutes: 0, aadsts: 53003 }] })
    await post('/faults/clear', {})
    expect(await faults()).toEqual({ faults: [] })
  })

  test.each([
    [{}],
    [{ fault: 'no_such_fault' }],
    [{ fault: '__proto__' }],
    [{ fault: 'token_503', times: 'often' }],
    [{ fault: 'aadsts', aadsts: '12' }],
  ])('%j is refused', async (fields: Record<string, string>) => {
    expect((await post('/faults', fields)).status).toBe(400)
    expect(await faults()).toEqual({ faults: [] })
  })

  test('another site cannot set one', async () => {
    const refused = await post('/faults', { fault: 'token_503' }, { Origin: 'https://evil.example' })
    expect(refused.status).toBe(400)
    expect(await faults()).toEqual({ faults: [] })
  })

  test('the start page shows what is set', async () => {
    const page = async () => (await new EntraBrowser(emulator).get(`${origin}/`)).text()
    expect(await page()).not.toContain('on, 4 left')
    await post('/faults', { fault: 'graph_503', times: '4' })
    expect(await page()).toContain('on, 4 left')
  })

  test('the start page has a form for each, those of the directory under a heading of their own', async () => {
    const page = await (await new EntraBrowser(emulator).get(`${origin}/`)).text()
    const namesIn = (text: string) =>
      [...text.matchAll(/name="fault" value="(\w+)"/g)].map(([, name]) => name)
    expect(namesIn(page).toSorted()).toEqual(faultNames.toSorted())
    const [, directory = ''] = page.split('<summary>The directory and app registration')
    expect(namesIn(directory.split('</details>')[0] ?? '')).toEqual(directoryFaultNames)
  })
})

describe('the faults of Azure DevOps', () => {
  const origin = 'http://localhost:8788'
  const page = async () => (await get(`${origin}/`)).text()
  const post = (fields: Record<string, string>) =>
    emulator.fetch(new Request(`${origin}/faults`, { method: 'POST', body: new URLSearchParams(fields) }))

  test('have their own heading', async () => {
    const [entra = '', azureDevOps = ''] = (await page()).split('<summary>Azure DevOps (')
    expect(entra).toContain('graph_503')
    expect(entra).not.toContain('azure_devops_')
    expect(azureDevOps).toContain('azure_devops_503')
    expect(azureDevOps).not.toContain('graph_503')
  })

  test('are set from their forms, with what they need', async () => {
    await post({ fault: 'azure_devops_max_lifespan', days: '30' })
    await post({
      fault: 'azure_devops_pat_error',
      patError: 'duplicateHash',
      operation: 'create',
      times: '2',
    })
    expect(await page()).toContain('30 days, on until cleared')
    expect(await page()).toContain('duplicateHash, for create, on, 2 left')
  })

  test('an empty operation means any', async () => {
    await post({ fault: 'azure_devops_503', operation: '', times: '1' })
    expect(emulator.state.faults.get('azure_devops_503')).toEqual({ times: 1, minutes: 0, aadsts: null })
  })

  test.each([
    [{ fault: 'azure_devops_max_lifespan' }],
    [{ fault: 'azure_devops_max_lifespan', days: 'many' }],
    [{ fault: 'azure_devops_pat_error', patError: '__proto__' }],
    [{ fault: 'azure_devops_503', operation: 'constructor' }],
  ])('%j is refused', async (fields: Record<string, string>) => {
    expect((await post(fields)).status).toBe(400)
    expect(emulator.state.faults.size).toBe(0)
  })
})

test('each form on the page is accepted as rendered', async () => {
  const origin = 'http://localhost:8788'
  const page = await (await get(`${origin}/`)).text()
  const forms = [...page.matchAll(/<form method="post" action="\/faults">([\s\S]*?)<\/form>/g)]
  expect(forms).toHaveLength(faultNames.length)
  for (const [, form = ''] of forms) {
    const inputs = [...form.matchAll(/name="(\w+)"[^>]*? value="([^"]*)"/g)]
    const choices = [...form.matchAll(/<select id="[^"]*" name="(\w+)">\s*<option value="([^"]*)"/g)]
    const body = new URLSearchParams(
      [...inputs, ...choices].map(([, name = '', value = '']) => [name, value]),
    )
    const response = await emulator.fetch(new Request(`${origin}/faults`, { method: 'POST', body }))
    expect([body.toString(), response.status]).toEqual([body.toString(), 303])
  }
})
