import { route } from '@/app/respond'
import { exportFileName, exportPipeline } from '@/lib/pipelines/export'
import { readPipeline } from '@/lib/pipelines/read'

/** The pipeline as a JSON file that `POST /api/v1/pipelines` takes. */
export const GET = route<{ id: string }>('pipelines.read', async (ctx, _request, { id }) => {
  const pipeline = await readPipeline(ctx, id)
  return new Response(JSON.stringify(exportPipeline(pipeline), null, 2), {
    headers: { 'content-type': 'application/json', 'content-disposition': `attachment; filename="${exportFileName(pipeline.name)}"` },
  })
})
