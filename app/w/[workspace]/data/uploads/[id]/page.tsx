import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { UploadPage } from '@/components/data/review/upload-page'
import { requireContext } from '@/lib/auth/require-context'
import { listData } from '@/lib/data/list-data'
import { isAppError } from '@/lib/errors'
import { readUpload } from '@/lib/uploads/read-upload'

export const metadata: Metadata = { title: 'Review data' }

interface Props {
  params: Promise<{ workspace: string; id: string }>
}

export default async function Review({ params }: Props) {
  const { workspace, id } = await params
  const ctx = await requireContext(workspace, 'data.write')
  const upload = await readUpload(ctx, id).catch((error: unknown) => {
    if (isAppError(error) && error.code === 'not_found') return null
    throw error
  })
  if (!upload) notFound()
  return <UploadPage key={upload.id} initial={upload} assets={await listData(ctx)} />
}
