import { Readable } from 'node:stream'
import { connection } from '@/db/client'
import { errorResponse } from '@/app/respond'
import { leaseRows } from '@/lib/datastores/lease-rows'
import { leaseOfRequest } from '@/lib/queue/lease-access'
import { AppError } from '@/lib/errors'

/** Rows of the datastore that the step of this lease reads; the job token is the key to them. */
export async function GET(request: Request, { params }: { params: Promise<{ id: string }> }): Promise<Response> {
  try {
    const { db, sql } = connection()
    const lease = await leaseOfRequest(sql, request)
    if (lease.id !== (await params).id) throw new AppError('not_found', 'The job token is not one of this lease.')
    const rows = await leaseRows(db, sql, lease.stepId)
    return new Response(Readable.toWeb(rows) as unknown as ReadableStream, { headers: { 'content-type': 'text/csv; charset=utf-8', 'cache-control': 'no-store' } })
  } catch (error) {
    return errorResponse(error, 'GET /api/agent/leases/rows')
  }
}
