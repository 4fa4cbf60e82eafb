// Regular expressions with Unicode properties, without their cost at start-up (docs/decisions/0021-start-up.md).
import { once } from './once.ts'

/**
 * For a pattern with `\p{…}`, built at first use. V8 checks each literal when it compiles the Worker, even in a function that is
 * never called, and collects the characters of every property in it, which takes as long as compiling 10 KiB.
 */
export const unicodePattern = (source: string, flags = 'u') => once(() => new RegExp(source, flags))

/** At least one character, and no control character: the ranges are those that `\p{Cc}` leaves. */
export const isPrintable = (text: string) => /^[ -~\u00A0-\u{10FFFF}]+$/u.test(text)
