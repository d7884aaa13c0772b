/** Where to go after signing in: a path of this studio, never another site. */
export function safeNext(next: string | undefined): string {
  // "//host" and "/\host" are other sites to a browser.
  return next && /^\/(?![/\\])/.test(next) ? next : '/'
}
