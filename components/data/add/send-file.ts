import type { DetailedError } from 'tus-js-client'
import { api, ApiError } from '@/components/ui/api-client'
import type { UploadView } from '@/lib/uploads/schema'

export type SendProgress =
  /** Bytes. `from` is where it went on. */
  | { kind: 'sending'; sent: number; total: number; from: number }
  /** The connection is lost; it is tried again by itself. */
  | { kind: 'broken'; sent: number; total: number }
  | { kind: 'checking' }

const chunkBytes = 16 << 20
/** About five minutes: long enough for a studio to start again. */
const retryDelays = [500, 1_000, 2_000, 4_000, 8_000, ...Array.from({ length: 20 }, () => 15_000)]

/** Tells a file from the person's others, also after a reload of the page. */
export const fingerprintOf = (file: File) => `${file.size}-${file.lastModified}-${file.name}`

/**
 * Sends one file, from where an earlier try of the same file stopped, and has its checksum compared. It goes on by itself after a
 * lost connection or a restart of the studio. @throws ApiError; DOMException `AbortError` when cancelled
 */
export async function sendFile(workspace: string, file: File, asset: string | null, onProgress: (progress: SendProgress) => void, signal: AbortSignal): Promise<UploadView> {
  const client = api(workspace)
  const upload = await client.post<UploadView>('/uploads', { fileName: file.name, size: file.size, fingerprint: fingerprintOf(file), ...(asset !== null && { asset }) }, { signal })
  if (upload.state === 'received') return upload
  const [sha256] = await Promise.all([hashOf(file, signal), transfer(workspace, upload, file, onProgress, signal)])
  onProgress({ kind: 'checking' })
  return client.post<UploadView>(`/uploads/${upload.id}/check`, { sha256 }, { signal })
}

/** In pieces, beside the sending: SHA-256 of the browser's own wants all of a file in memory. */
async function hashOf(file: File, signal: AbortSignal): Promise<string> {
  const { createSHA256 } = await import('hash-wasm')
  const hash = await createSHA256()
  const pieceBytes = 4 << 20
  for (let at = 0; at < file.size; at += pieceBytes) {
    signal.throwIfAborted()
    hash.update(new Uint8Array(await file.slice(at, at + pieceBytes).arrayBuffer()))
  }
  return hash.digest('hex')
}

async function transfer(workspace: string, upload: UploadView, file: File, onProgress: (progress: SendProgress) => void, signal: AbortSignal): Promise<void> {
  const { Upload } = await import('tus-js-client')
  let sent = upload.received
  // Where the connection was lost: until more than that is sent, it is not back.
  let lostAt: number | undefined
  await new Promise<void>((resolve, reject) => {
    const sending = new Upload(file, {
      uploadUrl: `/api/v1/uploads/${upload.id}`,
      chunkSize: chunkBytes,
      retryDelays,
      headers: { 'x-atelier-workspace': workspace },
      storeFingerprintForResuming: false,
      onProgress: (bytes) => {
        if (lostAt !== undefined && bytes <= lostAt) return
        lostAt = undefined
        sent = bytes
        onProgress({ kind: 'sending', sent, total: file.size, from: upload.received })
      },
      onShouldRetry: (error) => {
        const status = statusOf(error)
        const again = status === 0 || status >= 500 || status === 409 || status === 429
        if (again) {
          lostAt = sent
          onProgress({ kind: 'broken', sent, total: file.size })
        }
        return again
      },
      onError: (error) => reject(refusal(error)),
      onSuccess: () => resolve(),
    })
    signal.addEventListener('abort', () => {
      void sending.abort()
      reject(new DOMException('Cancelled', 'AbortError'))
    })
    sending.start()
  })
}

const statusOf = (error: unknown) => (error as Partial<DetailedError>).originalResponse?.getStatus() ?? 0

function refusal(error: unknown): Error {
  const status = statusOf(error)
  if (status === 0) return new ApiError('unavailable', 'The studio cannot be reached. What has arrived is kept: go on when it is there again.', 0)
  try {
    const { code, message } = (JSON.parse((error as DetailedError).originalResponse!.getBody()) as { error: { code: string; message: string } }).error
    return new ApiError(code, message, status)
  } catch {
    return new ApiError('internal', `The studio answered ${status} without a reason. What has arrived is kept: go on to try again.`, status)
  }
}
