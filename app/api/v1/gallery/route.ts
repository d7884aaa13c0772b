import { route } from '@/app/respond'
import { listGallery } from '@/lib/data/gallery'

export const GET = route('data.read', () => ({ items: listGallery() }))
