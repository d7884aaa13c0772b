import { openApiDocument } from '@/lib/openapi/document'

let document: ReturnType<typeof openApiDocument> | undefined

/** Open to all: it describes the API and holds no data. */
export function GET(): Response {
  document ??= openApiDocument()
  return Response.json(document, { headers: { 'cache-control': 'public, max-age=300' } })
}
