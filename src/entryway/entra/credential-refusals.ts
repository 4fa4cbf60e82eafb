// Entra's errors about the app's own credential.

/** What to tell the operator, then the AADSTS numbers and OAuth errors it applies to. */
export type Row = [operator: string, ...answers: (number | string)[]]

/** Entra rejected the credential itself, so another one may work. */
export const CREDENTIAL_ROWS: Row[] = [
  ['CLIENT_SECRET is wrong: set the secret’s Value, not its Secret ID', 70002, 7000215],
  [
    'the client secret has expired: run npm run register -- --rotate, or create one under Certificates & secrets',
    7000222,
  ],
  ['no credential was sent: set CLIENT_SECRET or a certificate', 7000216, 7000218],
  ['the certificate is not registered: upload it under Certificates & secrets', 50012, 700027],
  ['the certificate’s assertion belongs to another app: check CLIENT_ID', 50048],
  ['the certificate’s assertion is outside its valid time range, so a clock is wrong: set it', 700024],
  ['the certificate’s subject names aren’t allowed for the app', 700030],
  ['Entra rejected the credential: check CLIENT_ID and CLIENT_SECRET', 'invalid_client'],
]
