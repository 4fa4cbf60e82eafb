// A token's name: how long it may be, whether there is something to see, and nothing that makes it look like another.

/** No rule of the service's is published; this is as long as the column of its list allows. */
export const MAX_CHARACTERS = 255

/** Spaces, marks of direction, fillers and the blank of braille show nothing. */
export const isVisible = (name: string) => /[^\p{C}\p{Z}\p{Default_Ignorable_Code_Point}\u2800]/u.test(name)

/** Controls, line and paragraph separators, and what turns the direction of writing. */
export const hasControl = (name: string) => /[\p{Cc}\p{Zl}\p{Zp}\p{Bidi_Control}]/u.test(name)
