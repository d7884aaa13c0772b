import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { AppError } from '@/lib/errors'

const keyBytes = 32

/**
 * Encrypts a secret for the database with AES-256-GCM. `about` is bound to it: a sealed text that is moved to another row does not
 * open. The key is the file `secret.key` in ATELIER_HOME, or ATELIER_SECRET_KEY (64 hexadecimal digits) where several studios share a database.
 */
export function seal(secret: string, about: string): string {
  const iv = randomBytes(12)
  const cipher = createCipheriv('aes-256-gcm', studioKey(), iv).setAAD(Buffer.from(about))
  const sealed = Buffer.concat([cipher.update(secret, 'utf8'), cipher.final()])
  return ['v1', iv, cipher.getAuthTag(), sealed].map((part) => (typeof part === 'string' ? part : part.toString('base64url'))).join('.')
}

/** The secret again. @throws AppError `unavailable` where the key is another than the one that it was sealed with. */
export function unseal(sealed: string, about: string): string {
  try {
    const [version, iv, tag, text] = sealed.split('.')
    if (version !== 'v1') throw new Error('unknown version')
    const decipher = createDecipheriv('aes-256-gcm', studioKey(), Buffer.from(iv!, 'base64url')).setAAD(Buffer.from(about))
    decipher.setAuthTag(Buffer.from(tag!, 'base64url'))
    return Buffer.concat([decipher.update(Buffer.from(text!, 'base64url')), decipher.final()]).toString('utf8')
  } catch (error) {
    if (error instanceof AppError) throw error
    throw new AppError('unavailable', 'The password that was stored cannot be opened: the studio’s key (secret.key in ATELIER_HOME) is another than then. Type the password again under Data, Datastores.', undefined, { cause: error })
  }
}

function studioKey(): Buffer {
  const given = process.env.ATELIER_SECRET_KEY
  if (given) {
    if (!/^[0-9a-f]{64}$/i.test(given)) throw new AppError('unavailable', 'ATELIER_SECRET_KEY must be 64 hexadecimal digits (openssl rand -hex 32).')
    return Buffer.from(given, 'hex')
  }
  const home = path.resolve(process.env.ATELIER_HOME ?? '.atelier')
  const file = path.join(home, 'secret.key')
  mkdirSync(home, { recursive: true })
  try {
    // Exclusive, so that of two studios that start at once one writes and both read.
    writeFileSync(file, randomBytes(keyBytes).toString('hex'), { mode: 0o600, flag: 'wx' })
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
  }
  const key = Buffer.from(readFileSync(file, 'utf8').trim(), 'hex')
  if (key.length !== keyBytes) throw new AppError('unavailable', 'The file secret.key in ATELIER_HOME is damaged. Restore it from a backup.')
  return key
}
