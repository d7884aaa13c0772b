import { AppError } from '@/lib/errors'

// The core of the tus protocol 1.0.0 with its extensions creation and termination (https://tus.io/protocols/resumable-upload).

export const tusHeaders = { 'tus-resumable': '1.0.0', 'cache-control': 'no-store' }

/** `Upload-Metadata`: keys with values in base64, set apart by commas. */
export function tusMetadata(header: string | null): Record<string, string> {
  const pairs = (header ?? '').split(',').map((pair) => pair.trim().split(/\s+/)).filter(([key]) => key)
  return Object.fromEntries(pairs.map(([key, value]) => [key!, Buffer.from(value ?? '', 'base64').toString('utf8')]))
}

/** A header that is a number of bytes. @throws AppError `invalid` */
export function bytesHeader(headers: Headers, name: string): number {
  const text = headers.get(name)
  const bytes = text !== null && /^\d{1,15}$/.test(text) ? Number(text) : NaN
  if (Number.isNaN(bytes)) throw new AppError('invalid', `The header ${name} must be a number of bytes.`)
  return bytes
}
