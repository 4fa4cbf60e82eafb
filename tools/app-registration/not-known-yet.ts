// What Entra's token servers answer while they have not heard of a new app, service principal or credential.

/**
 * 700016 unknown app, 7000215 and 7000222 unknown secret, 700027 unknown certificate, 7000229 no service principal.
 * Source: samples `7000215`, `7000222`, `700016`, `700027` ("seconds to minutes"); 7000229 by analogy, not seen.
 */
const NUMBERS = [700016, 7000215, 7000222, 700027, 7000229]

/** What only a credential that was just added may be refused with. */
export const CREDENTIAL_NUMBERS = [7000215, 7000222, 700027]

export const isNotKnownYet = (aadsts: number | null): boolean => aadsts !== null && NUMBERS.includes(aadsts)
