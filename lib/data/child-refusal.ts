import { isChildError } from '@/lib/duckdb/child-error'
import { AppError } from '@/lib/errors'

/** What a DuckDB child's failure means to the person who asked; other errors pass unchanged. */
export function childRefusal(error: unknown): unknown {
  if (!isChildError(error)) return error
  switch (error.reason) {
    case 'user_error':
      return new AppError('invalid', error.message, undefined, { cause: error })
    case 'data_unavailable':
      return new AppError('not_found', error.message, undefined, { cause: error })
    case 'oom':
      return new AppError('unavailable', `The table is too large for this: ${error.message.replace(/^It/, 'it')} ATELIER_READ_MEMORY_MB and ATELIER_VIEW_MEMORY_MB raise the limit.`, undefined, { cause: error })
    case 'crashed':
    case 'cancelled':
      return new AppError('unavailable', `${error.message} Try again.`, undefined, { cause: error })
    default:
      return error
  }
}
