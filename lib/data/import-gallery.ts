import type { Context } from '@/lib/context'
import { authorize } from '@/lib/permissions'
import { addVersion, type StartedVersion } from './add-version'
import { galleryItem } from './gallery'
import { AssetName } from './asset-name'
import { ImportGalleryInput } from './schema'

/** Adds a data set of the gallery, with its source and licence. @throws AppError `not_found` */
export async function importGallery(ctx: Context, input: ImportGalleryInput): Promise<StartedVersion> {
  authorize(ctx, 'data.write')
  const { gallery, name } = ImportGalleryInput.parse(input)
  const item = galleryItem(gallery)
  return addVersion(ctx, {
    name: AssetName.parse(name ?? item.id),
    description: item.description.split('\n\n')[0]!.slice(0, 2_000),
    source: {
      kind: 'gallery',
      dataset: item.id,
      title: item.title,
      fileName: item.fileName,
      size: item.size,
      sources: item.sources,
      ...(item.licence && { licence: item.licence }),
    },
    fetch: async () => ({ path: item.path, fileName: item.fileName, kept: true }),
  })
}
