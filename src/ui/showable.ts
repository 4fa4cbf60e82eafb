// Whether JSON can be shown: indented, some kilobytes of brackets would grow to more than an isolate's 128 MB.

const MAX_DEPTH = 50
const MAX_VALUES = 20_000

export function isShowable(json: unknown): boolean {
  let values = 0
  const fits = (value: unknown, depth: number): boolean => {
    values += 1
    if (values > MAX_VALUES || depth > MAX_DEPTH) return false
    if (typeof value !== 'object' || value === null) return true
    return Object.values(value).every((each) => fits(each, depth + 1))
  }
  return fits(json, 0)
}
