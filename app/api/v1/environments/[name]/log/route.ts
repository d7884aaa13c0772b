import { route } from '@/app/respond'
import { readEnvironmentBuildLog } from '@/lib/environments/read'

/** What the build has said on one agent. */
export const GET = route<{ name: string }>('compute.read', (ctx, request, { name }) => {
  const query = new URL(request.url).searchParams
  const version = Number(query.get('version'))
  return readEnvironmentBuildLog(ctx, name, { agent: query.get('agent') ?? '', ...(Number.isInteger(version) && version > 0 && { version }) })
})
