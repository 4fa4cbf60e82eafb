// Texts of the directory, fit to be printed: a name can have characters in it that steer the terminal.

const STEERING = /[[\p{Cc}\p{Cf}]--[\n]]+/gv

export const printable = (text: string): string => text.replaceAll(STEERING, ' ')
