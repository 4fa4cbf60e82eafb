// An RSA key pair and a self-signed X.509 certificate around it (RFC 5280): an app's credential; the local Entra's key set.

type Bytes = Uint8Array<ArrayBuffer>

/** DER: tag, length, content. */
function der(tag: number, ...contents: Uint8Array[]): Bytes {
  const content = contents.flatMap((part) => [...part])
  const size = content.length
  const length = size < 0x80 ? [size] : size < 0x100 ? [0x81, size] : [0x82, size >> 8, size & 0xff]
  return Uint8Array.from([tag, ...length, ...content])
}

const sequence = (...contents: Uint8Array[]) => der(0x30, ...contents)
const text = (tag: number, value: string) => der(tag, new TextEncoder().encode(value))

// A BIT STRING says first how many of its bits are unused.
const bits = (bytes: Uint8Array) => der(0x03, Uint8Array.of(0), bytes)

const sha256WithRsa = sequence(
  der(0x06, Uint8Array.of(0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x01, 0x0b)),
  der(0x05),
)
const commonName = der(0x06, Uint8Array.of(0x55, 0x04, 0x03))
const version3 = der(0xa0, der(0x02, Uint8Array.of(2)))

/** UTCTime, `YYMMDDhhmmssZ`. */
const time = (ms: number) => text(0x17, `${new Date(ms).toISOString().replace(/\D/g, '').slice(2, 14)}Z`)

export async function generateRsaPair(): Promise<CryptoKeyPair> {
  const algorithm = { name: 'RSASSA-PKCS1-v1_5', modulusLength: 2048, hash: 'SHA-256' }
  const publicExponent = Uint8Array.of(1, 0, 1)
  const pair = await crypto.subtle.generateKey({ ...algorithm, publicExponent }, true, ['sign', 'verify'])
  return pair as CryptoKeyPair
}

/** @param from @param to milliseconds @returns the certificate in DER */
export async function selfSigned(
  keys: CryptoKeyPair,
  name: string,
  from: number,
  to: number,
): Promise<Bytes> {
  const issuer = sequence(der(0x31, sequence(commonName, text(0x0c, name))))
  const serial = crypto.getRandomValues(new Uint8Array(16))
  serial[0] = 0x5a
  const spki = new Uint8Array((await crypto.subtle.exportKey('spki', keys.publicKey)) as ArrayBuffer)
  const body = sequence(
    version3,
    der(0x02, serial),
    sha256WithRsa,
    issuer,
    sequence(time(from), time(to)),
    issuer,
    spki,
  )
  const signature = await crypto.subtle.sign('RSASSA-PKCS1-v1_5', keys.privateKey, body)
  return sequence(body, sha256WithRsa, bits(new Uint8Array(signature)))
}

export function pem(label: string, der: Uint8Array): string {
  const lines = btoa(String.fromCharCode(...der)).match(/.{1,64}/g) ?? []
  return [`-----BEGIN ${label}-----`, ...lines, `-----END ${label}-----`, ''].join('\n')
}

/** Both in PEM. */
export type CertificateAndKey = { certificate: string; key: string }

/** @param from @param to milliseconds */
export async function newSelfSigned(name: string, from: number, to: number): Promise<CertificateAndKey> {
  const pair = await generateRsaPair()
  const pkcs8 = new Uint8Array((await crypto.subtle.exportKey('pkcs8', pair.privateKey)) as ArrayBuffer)
  return {
    certificate: pem('CERTIFICATE', await selfSigned(pair, name, from, to)),
    key: pem('PRIVATE KEY', pkcs8),
  }
}
