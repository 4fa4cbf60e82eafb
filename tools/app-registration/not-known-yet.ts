// Errors from Entra's token servers before they have received a new app, service principal or credential.

/**
 * 700016 unknown app, 7000215 and 7000222 unknown secret, 700027 unknown certificate, 7000229 no service principal.
 * Source: samples `7000215`, `7000222`, `700016`, `700027` ("seconds to minutes"); 7000229 by analogy, not seen.
 */
const NUMBERS = [700016, 7000215, 7000222, 700027, 7000229]

/** The errors about credentials among them. */
export const CREDENTIAL_NUMBERS = [7000215, 7000222, 700027]

export const isNotKnownYet = (aadsts: number | null): boolean => aadsts !== null && NUMBERS.includes(aadsts)
