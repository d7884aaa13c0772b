import { UserError } from '../user-error'

/** Errors of the engine that data or expressions cause; all others are limits of the machine or faults of ours. */
const dataErrors = /^(Conversion|Out of Range|Invalid Input|Binder|Parser|Catalog|Permission|Mismatch Type) Error: /

/** True where the person's data or text is at fault. */
export function isDataError(error: unknown): error is Error {
  return error instanceof Error && dataErrors.test(error.message)
}

/** The engine's sentence alone, without its class and the statement around it. */
export function engineSentence(error: Error): string {
  return error.message
    .replace(dataErrors, '')
    .replace(/\n\nLINE[\s\S]*$/, '')
    .replace(/ when casting from source column .*$/s, '')
    .replace(/\bINT64\b/g, 'a whole number')
    .replace(/\bDOUBLE\b/g, 'a number')
    .trim()
}

/** As a user's mistake where it is one. */
export function asUserError(error: unknown, before = ''): unknown {
  return isDataError(error) ? new UserError(`${before}${engineSentence(error)}`, { cause: error }) : error
}
