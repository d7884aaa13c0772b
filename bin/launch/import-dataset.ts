import type { Context } from '@/lib/context'
import { importGallery } from '@/lib/data/import-gallery'
import { listData } from '@/lib/data/list-data'

/** More than any table of the gallery takes, also on a slow disk. */
const patienceMs = 5 * 60_000

/** Brings a table of the gallery in under its own name, unless it is there already. @throws Error when it cannot be read */
export async function importDataset(ctx: Context, name: string): Promise<{ rows: number; columns: number }> {
  const known = (await listData(ctx)).find((asset) => asset.name === name)?.latest
  const version = known?.state === 'ready' ? known : await (await importGallery(ctx, { gallery: name })).view(patienceMs)
  if (version.state !== 'ready') throw new Error(`The table “${name}” could not be imported: ${version.message || 'it is still being read'}`)
  return { rows: version.rows ?? 0, columns: version.columns?.length ?? 0 }
}
