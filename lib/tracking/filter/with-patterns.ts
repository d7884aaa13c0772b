import { AppError } from '@/lib/errors'

/** Turns the database's refusal of a pattern that a person has typed into words. @throws AppError `invalid` */
export async function withPatterns<T>(query: () => Promise<T>): Promise<T> {
  try {
    return await query()
  } catch (error) {
    const codes = [error, (error as { cause?: unknown }).cause].map((at) => (at as { code?: unknown } | undefined)?.code)
    if (codes.includes('2201B')) throw new AppError('invalid', 'The pattern after RLIKE is not a valid regular expression.', undefined, { cause: error })
    throw error
  }
}
