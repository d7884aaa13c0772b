import { AppError } from '@/lib/errors'

const scheme = 'mlflow-artifacts:/'

/** A path of the proxy, checked: relative, without empty parts and without "..". @throws AppError `invalid` */
export function artifactPath(path: string): string {
  const clean = path.replace(/\/+$/, '')
  const bad = clean.startsWith('/') || clean.includes('\\') || clean.includes('\0') || clean.split('/').some((part) => part === '.' || part === '..' || (part === '' && clean !== ''))
  if (bad) throw new AppError('invalid', `Invalid path: “${path.slice(0, 200)}”: it must be relative and hold no “..”.`)
  if (clean.length > 2000) throw new AppError('invalid', 'Invalid path: it is longer than 2000 characters.')
  return clean
}

/** The path of the proxy behind an artifact's address; null where it lies in somebody else's store. */
export function pathOfUri(uri: string): string | null {
  if (!uri.startsWith(scheme)) return null
  // `mlflow-artifacts:/a` and `mlflow-artifacts://host/a` mean the same place.
  const rest = uri.slice(scheme.length)
  return artifactPath(rest.startsWith('/') ? rest.slice(1).replace(/^[^/]*\//, '') : rest)
}

export const joinPath = (...parts: string[]) => parts.filter((part) => part !== '').join('/')
