// Credentials that are not what their variable's name says.
import type { Words } from './pasted-value.ts'

const CERTIFICATE_HERE =
  'Put the text of the certificate here, from -----BEGIN CERTIFICATE----- on, as npm run certificate does.'
const KEY_HERE =
  'Put the text of the private key here, from -----BEGIN PRIVATE KEY----- on, as npm run certificate does.'

const SHOWN_ONCE =
  'The Value is shown only once. If you no longer have it, run npm run register -- --rotate, which creates a new secret.'

const FORMS: Record<string, [form: RegExp, problem: string, whatToDo: string][]> = {
  CLIENT_SECRET: [
    [
      /^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/i,
      'looks like the secret’s ID instead of its value',
      `Set it to the Value, not the Secret ID. ${SHOWN_ONCE}`,
    ],
    [/-----BEGIN /, 'is a certificate or a key', 'Move it to CLIENT_CERTIFICATE or CLIENT_CERTIFICATE_KEY.'],
    // Every Entra secret contains a ~.
    [/%7e/i, 'is URL-encoded (%7E)', 'Decode it (%7E is ~).'],
    [/\s/, 'contains a space or a line break', `Remove it: the Value has none. ${SHOWN_ONCE}`],
  ],
  CLIENT_CERTIFICATE: [
    [
      /^-----BEGIN [A-Z ]*PRIVATE KEY-----/,
      'is a private key',
      `${CERTIFICATE_HERE} The key is for CLIENT_CERTIFICATE_KEY.`,
    ],
    [/^-----BEGIN [A-Z ]*REQUEST-----/, 'is a certificate request', CERTIFICATE_HERE],
    [/^(?:[0-9a-f]{2}[: ]?){20}(?:(?:[0-9a-f]{2}[: ]?){12})?$/i, 'is a thumbprint', CERTIFICATE_HERE],
    [/^[\w./\\:~ -]+\.(?:pem|crt|cer|der|pfx|p12)$/i, 'is a file name', CERTIFICATE_HERE],
  ],
  CLIENT_CERTIFICATE_KEY: [
    [
      /^-----BEGIN CERTIFICATE-----/,
      'is a certificate',
      `${KEY_HERE} The certificate is for CLIENT_CERTIFICATE.`,
    ],
    [/^-----BEGIN [A-Z ]*PUBLIC KEY-----/, 'is a public key', KEY_HERE],
    [/^[\w./\\:~ -]+\.(?:pem|key|der|pfx|p12)$/i, 'is a file name', KEY_HERE],
  ],
}

/** What the value really is, phrased to follow the variable's name; null = not recognized. */
export function somethingElse(name: string, value: string): Words | null {
  const found = FORMS[name]?.find(([form]) => form.test(value.trim()))
  return found ? [found[1], found[2]] : null
}
