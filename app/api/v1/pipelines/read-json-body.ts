import { AppError } from '@/lib/errors'

/** The body as JSON of a shape that the use case checks. @throws AppError `invalid` */
export async function readJsonBody<T>(request: Request): Promise<T> {
  try {
    return (await request.json()) as T
  } catch {
    throw new AppError('invalid', 'The body is not JSON.')
  }
}
