import { z } from 'zod'
import { AppError } from '@/lib/errors'

const Place = z.object({ offset: z.number().int().min(0), upTo: z.number().int().optional() })
/** Where the next page begins; `upTo` is the newest thing that the first page could see. */
export type Place = z.infer<typeof Place>

export function pageToken(place: Place): string {
  return Buffer.from(JSON.stringify(place)).toString('base64url')
}

/** The start where there is no token. @throws AppError `invalid` */
export function readPageToken(token: string | undefined | null): Place {
  if (!token) return { offset: 0 }
  try {
    return Place.parse(JSON.parse(Buffer.from(token, 'base64url').toString('utf8')))
  } catch {
    throw new AppError('invalid', 'Invalid page token: pass on `next_page_token` of the page before as it came.')
  }
}

/** A page out of rows that were asked for with one more than `limit`. */
export function pageOf<T>(rows: T[], place: Place, limit: number): { rows: T[]; next: string | null } {
  return rows.length > limit ? { rows: rows.slice(0, limit), next: pageToken({ ...place, offset: place.offset + limit }) } : { rows, next: null }
}
