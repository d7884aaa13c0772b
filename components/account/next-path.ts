/** The path within an address of this studio, for `safeNext`. */
export function pathOf(address: string | undefined): string | undefined {
  if (!address || !URL.canParse(address)) return undefined
  const { pathname, search } = new URL(address)
  return pathname + search
}

/** Where to go after signing in: a path of this studio, never another site. */
export function safeNext(next: string | undefined): string {
  // "//host" and "/\host" are other sites to a browser.
  return next && /^\/(?![/\\])/.test(next) ? next : '/'
}
