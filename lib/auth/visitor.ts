import type { Visitor } from './options'

/** The browser behind a request. The nearest proxy appends to `x-forwarded-for`, so its last entry is the one not made up by the client. */
export function visitorOf(headers: Headers): Visitor {
  const address = headers.get('x-forwarded-for')?.split(',').at(-1)?.trim() ?? ''
  return { userAgent: headers.get('user-agent') ?? '', address: address.replace(/^::ffff:/, '') }
}
