import { connection } from '@/db/client'
import { readHealth } from '@/lib/compute/health'

export const dynamic = 'force-dynamic'

/**
 * 200 `{"status":"ok"}` only when the database, the sweeps and one agent are up; otherwise 503 with what is missing. Open to all.
 * The header says which launcher's studio this is, so that none takes another's for its own.
 */
export async function GET(): Promise<Response> {
  const health = await readHealth(connection().db)
  const headers = { 'cache-control': 'no-store', ...(process.env.ATELIER_INSTANCE && { 'x-atelier-instance': process.env.ATELIER_INSTANCE }) }
  return Response.json(health, { status: health.status === 'ok' ? 200 : 503, headers })
}
