import { NextResponse, type NextRequest } from 'next/server'

/** Tells pages their own address, which server components cannot see: after signing in one comes back to it. */
export function proxy(request: NextRequest) {
  const headers = new Headers(request.headers)
  headers.set('x-atelier-path', request.nextUrl.pathname + request.nextUrl.search)
  return NextResponse.next({ request: { headers } })
}

export const config = { matcher: ['/w/:path*', '/join'] }
