// Setting faults: how often, and over HTTP.
import { beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { directoryFaultNames } from '../../emulator/state/directory-faults.ts'
import { faultNames } from '../../emulator/state/fault-names.ts'
import { type Emulator, startEmulator } from '../support/emulator.ts'
import { authority } from '../support/entra-client.ts'

let emulator: Emulator
beforeAll(async () => {
  emulator = await startEmulator()
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
})

const origin = 'http://localhost:8788'
const post = (path: string, fields: Record<string, string>, headers: Record<string, string> = {}) => {
  const init = { method: 'POST', body: new URLSearchParams(fields), headers }
  return emulator.fetch(new Request(`${origin}${path}`, init))
}
const page = async () => (await get(`${origin}/`)).text()

describe('over HTTP', () => {
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
    [{ fault: 'azure_devops_max_lifespan' }],
    [{ fault: 'azure_devops_max_lifespan', days: 'many' }],
    [{ fault: 'azure_devops_pat_error', patError: '__proto__' }],
    [{ fault: 'azure_devops_503', operation: 'constructor' }],
  ])('rejects %j', async (fields: Record<string, string>) => {
    expect((await post('/faults', fields)).status).toBe(400)
    expect(await faults()).toEqual({ faults: [] })
  })

  test('another site cannot set one', async () => {
    const rejected = await post('/faults', { fault: 'token_503' }, { Origin: 'https://evil.example' })
    expect(rejected.status).toBe(400)
    expect(await faults()).toEqual({ faults: [] })
  })

  test('the start page shows what is set', async () => {
    expect(await page()).not.toContain('on, 4 left')
    await post('/faults', { fault: 'graph_503', times: '4' })
    expect(await page()).toContain('on, 4 left')
  })

  test('the start page has those of the directory and of Azure DevOps under headings of their own', async () => {
    const namesIn = (text: string) =>
      [...text.matchAll(/name="fault" value="(\w+)"/g)].map(([, name]) => name)
    expect(namesIn(await page()).toSorted()).toEqual(faultNames.toSorted())
    const under = async (heading: string) =>
      namesIn((await page()).split(`<summary>${heading}`)[1]?.split('</details>')[0] ?? '')
    expect(await under('The directory and app registration')).toEqual(directoryFaultNames)
    const ofAzureDevOps = faultNames.filter((name) => name.startsWith('azure_devops_'))
    expect((await under('Azure DevOps (')).toSorted()).toEqual(ofAzureDevOps.toSorted())
  })
})

describe('the faults of Azure DevOps', () => {
  test('are set from their forms, with what they need', async () => {
    await post('/faults', { fault: 'azure_devops_max_lifespan', days: '30' })
    const error = { patError: 'duplicateHash', operation: 'create', times: '2' }
    await post('/faults', { fault: 'azure_devops_pat_error', ...error })
    expect(await page()).toContain('30 days, on until cleared')
    expect(await page()).toContain('duplicateHash, for create, on, 2 left')
  })

  test('an empty operation means any', async () => {
    await post('/faults', { fault: 'azure_devops_503', operation: '', times: '1' })
    expect(emulator.state.faults.get('azure_devops_503')).toEqual({ times: 1, minutes: 0, aadsts: null })
  })
})

test('each form on the page is accepted as rendered', async () => {
  const forms = [...(await page()).matchAll(/<form method="post" action="\/faults">([\s\S]*?)<\/form>/g)]
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
