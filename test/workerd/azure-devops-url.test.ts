// An organization as people paste it: from the address bar, a clone dialog, a feed's settings, an API's documentation.
import { describe, expect, test } from 'vitest'
import { azureDevOpsUrl } from '../../src/entryway/index.ts'

describe('names contoso:', () => {
  test.each([
    'contoso',
    'contoso/My Project',
    // Pages, with and without a scheme, and with what follows.
    'https://dev.azure.com/contoso',
    'HTTPS://Dev.Azure.com/contoso/',
    'https://dev.azure.com//contoso',
    'https://dev.azure.com/contoso?path=/x#y',
    'https://dev.azure.com/contoso/My%20Project/_git/site?path=%2Fa.ts&version=GBmain&_a=contents',
    'https://contoso.visualstudio.com',
    'contoso.visualstudio.com',
    'https://contoso.visualstudio.com/DefaultCollection/Project/_git/site',
    // Repositories over https.
    'https://contoso@dev.azure.com/contoso/My%20Project/_git/site',
    'https://somebody@contoso.visualstudio.com/Project/_git/site',
    // And over SSH.
    'git@ssh.dev.azure.com:v3/contoso/My%20Project/site',
    'GIT@SSH.DEV.AZURE.COM:v3/contoso/p/r',
    'ssh://git@ssh.dev.azure.com:22/v3/contoso/p/r',
    'ssh://git@ssh.dev.azure.com:v3/contoso/p/r',
    'contoso@vs-ssh.visualstudio.com:v3/contoso/p/r',
    'ssh://contoso@vs-ssh.visualstudio.com:22/contoso/p/_ssh/r',
    'ssh://contoso@contoso.visualstudio.com:22/p/_git/r',
    // APIs, feeds and packages.
    'https://vssps.dev.azure.com/contoso/',
    'https://vssps.dev.azure.com/contoso/_apis/tokens/pats?api-version=7.2-preview.1',
    'https://contoso.vssps.visualstudio.com/',
    'https://pkgs.dev.azure.com/contoso/_packaging/feed/nuget/v3/index.json',
    'https://contoso.pkgs.visualstudio.com/_packaging/feed/npm/registry/',
  ])('%s', (given) => {
    expect(azureDevOpsUrl(given)).toBe('https://vssps.dev.azure.com/contoso')
  })
})

test.each([
  ['http://localhost:8788/contoso', 'http://localhost:8788/contoso'],
  ['http://localhost:8788/contoso/', 'http://localhost:8788/contoso'],
  ['http://localhost/contoso', 'http://localhost/contoso'],
  ['https://dev.azure.com/Contoso-1/', 'https://vssps.dev.azure.com/Contoso-1'],
])('%s is at %s', (given, url) => {
  expect(azureDevOpsUrl(given)).toBe(url)
})

describe('names no organization:', () => {
  test.each([
    '',
    '/',
    '-contoso',
    'contoso sales',
    'contoso@fabrikam.com',
    '7.5',
    'https://dev.azure.com/',
    'dev.azure.com',
    'https://vssps.dev.azure.com/',
    'https://aex.dev.azure.com/me?mkt=en-US',
    'https://app.visualstudio.com/contoso',
    'https://app.vssps.visualstudio.com/_signedin',
    'https://tfsprodweusu4.app.visualstudio.com/',
    'https://marketplace.visualstudio.com/items?itemName=x.y',
    'https://visualstudio.com/contoso',
    'https://ssh.dev.azure.com/contoso',
    'git@ssh.dev.azure.com:v3/-contoso/p/r',
    'git@ssh.dev.azure.com:v3/',
    'git@github.com:contoso/site.git',
    'ssh://git@github.com/v3/contoso/p/r',
    'https://github.com/contoso/site',
    'https://tfs.contoso.example/DefaultCollection',
    'ftp://dev.azure.com/contoso',
    // A password in it is somebody's token.
    'https://user:password@dev.azure.com/contoso',
    'https://:token@dev.azure.com/contoso/p/_git/r',
    // Another server, whatever its name begins, ends or goes on with.
    'https://dev.azure.com:8443/contoso',
    'https://dev.azure.com.attacker.example/contoso',
    'https://vssps.dev.azure.com.evil.example/contoso',
    'https://contoso.visualstudio.com.attacker.example/',
    'https://evildev.azure.com/contoso',
    'https://evil.example/?https://vssps.dev.azure.com/contoso',
    'https://evil.example/http://localhost/contoso',
    'https://dev.azure.com@evil.example/contoso',
    'git@ssh.dev.azure.com.evil.example:v3/contoso/p/r',
    'evil.example/git@ssh.dev.azure.com:v3/contoso/p/r',
    'http://localhost.evil.example/contoso',
    'http://localhost:99999/contoso',
    'http://localhost:8788/contoso?x=1',
    'https://localhost:8788/contoso',
    // The local Entra's organization is taken by this name only.
    'http://127.0.0.1:8788/contoso',
    'http://[::1]:8788/contoso',
  ])('%j', (given) => {
    expect(azureDevOpsUrl(given)).toBeNull()
  })
})
