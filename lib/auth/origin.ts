import { AppError } from '@/lib/errors'

const safe = new Set(['GET', 'HEAD', 'OPTIONS'])

/**
 * Refuses writes that another site makes with this site's cookie. Browsers always say where such a request comes from;
 * a script that says nothing has no stranger's cookie to misuse. @throws AppError `forbidden`
 */
export function refuseForeignOrigin(request: Request): void {
  if (safe.has(request.method)) return
  const origin = request.headers.get('origin')
  const site = request.headers.get('sec-fetch-site')
  const host = request.headers.get('x-forwarded-host') ?? request.headers.get('host')
  const foreign = origin !== null ? hostOf(origin) !== host : site !== null && site !== 'same-origin' && site !== 'none'
  if (foreign) throw new AppError('forbidden', 'This request came from another site, so it was refused. Open the studio itself and try there.')
}

/** Null for `null` and for anything that is not an address. */
function hostOf(origin: string): string | null {
  return URL.canParse(origin) ? new URL(origin).host : null
}
