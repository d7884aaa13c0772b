import NextAuth from 'next-auth'
import type { NextRequest } from 'next/server'
import { connection } from '@/db/client'
import { authOptions } from '@/lib/auth/options'
import { visitorOf } from '@/lib/auth/visitor'

// Without NEXTAUTH_URL next-auth would guess localhost:3000; the request's own host is right behind any name and port.
process.env.AUTH_TRUST_HOST ??= 'true'

async function handler(request: NextRequest, context: { params: Promise<{ nextauth: string[] }> }): Promise<Response> {
  return NextAuth(request, context, await authOptions(connection().db, visitorOf(request.headers)))
}

export { handler as GET, handler as POST }
