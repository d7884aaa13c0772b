import { notFound } from 'next/navigation'
import { isAppError } from '@/lib/errors'

/** What is not there, or cannot be, is the page that says so. */
export async function orNotFound<T>(read: Promise<T>): Promise<T> {
  try {
    return await read
  } catch (error) {
    if (isAppError(error) && (error.code === 'not_found' || error.code === 'invalid')) notFound()
    throw error
  }
}
