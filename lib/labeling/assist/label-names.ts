import { listLabels } from '@/db/queries/labeling/projects'
import type { Context } from '@/lib/context'
import { labelsOf } from '../export-labels'

/** Names of the labels in use, each of them once: the model knows labels by these. */
export async function labelNames(ctx: Pick<Context, 'db'>, projectId: string): Promise<{ name(id: string): string | undefined; id(name: string): string | undefined }> {
  const resolve = labelsOf(await listLabels(ctx.db, [projectId]))
  const taken = new Set<string>()
  const byId = new Map(
    resolve.labels.map(({ id, name }) => {
      const own = taken.has(name) ? `${name} (${id.slice(0, 8)})` : name
      taken.add(own)
      return [id, own]
    }),
  )
  const byName = new Map([...byId].map(([id, name]) => [name, id]))
  return { name: (id) => byId.get(resolve.label(id) ?? ''), id: (name) => byName.get(name) }
}
