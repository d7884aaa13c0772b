import { z } from 'zod'
import { deleteFiles, listFolder } from '@/lib/tracking/artifacts/files'
import { artifactPath, joinPath, pathOfUri } from '@/lib/tracking/artifacts/path'
import { abortUpload, beginUpload, completeUpload } from '@/lib/tracking/artifacts/uploads'
import { readTrackedRun } from '@/lib/tracking/runs/read'
import { endpoint, type Endpoint } from '../endpoint'
import { Int, many, runOf, Text, withRun } from '../shapes'

const Upload = z.object({ path: z.string(), rest: z.string(), origin: z.string() })
/** The client names the file with its local path; only its last part counts. */
const placeOf = ({ path, rest }: { path: string; rest: string }) => joinPath(artifactPath(rest), path.slice(Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')) + 1))

/** What is JSON on both sides; files themselves are in files.ts. */
export const artifactEndpoints: Endpoint[] = [
  endpoint('GET', 'mlflow/artifacts/list', 'experiments.read', withRun({ path: Text, page_token: Text }), async (ctx, input) => {
    const { row } = await readTrackedRun(ctx, runOf(input))
    const folder = artifactPath(input.path ?? '')
    const root = pathOfUri(row.artifact_uri)
    const { entries, next } = root === null ? { entries: [], next: null } : await listFolder(ctx, joinPath(root, folder), input.page_token)
    return { root_uri: row.artifact_uri, files: entries.map(({ name, folder: is_dir, size }) => ({ path: joinPath(folder, name), is_dir, file_size: size })), next_page_token: next ?? undefined }
  }),
  endpoint('GET', 'mlflow-artifacts/artifacts', 'experiments.read', z.object({ path: Text }), async (ctx, { path }) => {
    const files: { path: string; is_dir: boolean; file_size?: number }[] = []
    for (let token: string | undefined, first = true; first || token; first = false) {
      const { entries, next } = await listFolder(ctx, path ?? '', token)
      files.push(...entries.map(({ name, folder, size }) => ({ path: name, is_dir: folder, file_size: size })))
      token = next ?? undefined
    }
    return { files }
  }),
  endpoint('DELETE', 'mlflow-artifacts/artifacts/{rest}', 'experiments.write', z.object({ rest: z.string() }), (ctx, { rest }) => deleteFiles(ctx, rest)),
  endpoint('POST', 'mlflow-artifacts/mpu/create/{rest}', 'experiments.write', Upload.extend({ num_parts: Int }), async (ctx, input) => {
    const secret = await beginUpload(ctx, placeOf(input), input.num_parts)
    const credentials = Array.from({ length: input.num_parts }, (_, index) => ({ url: `${input.origin}/api/2.0/mlflow-artifacts/parts/${secret}/${index + 1}`, part_number: index + 1, headers: {} }))
    return { upload_id: secret, credentials }
  }),
  endpoint(
    'POST',
    'mlflow-artifacts/mpu/complete/{rest}',
    'experiments.write',
    Upload.extend({ upload_id: z.string(), parts: many(z.object({ part_number: Int, etag: z.string() })) }),
    (ctx, input) => completeUpload(ctx, input.upload_id, input.parts.map(({ part_number, etag }) => ({ number: part_number, etag }))),
  ),
  endpoint('POST', 'mlflow-artifacts/mpu/abort/{rest}', 'experiments.write', Upload.extend({ upload_id: z.string() }), (ctx, input) => abortUpload(ctx, input.upload_id)),
]
