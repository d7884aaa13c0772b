import type { Metadata } from 'next'
import { GalleryPage } from '@/components/data/gallery/gallery-page'
import { requireContext } from '@/lib/auth/require-context'
import { listGallery } from '@/lib/data/gallery'
import { listImageSets } from '@/lib/labeling/gallery/sets'

export const metadata: Metadata = { title: 'Gallery' }

export default async function Gallery({ params }: { params: Promise<{ workspace: string }> }) {
  await requireContext((await params).workspace, 'data.read')
  return <GalleryPage items={listGallery()} imageSets={listImageSets()} />
}
