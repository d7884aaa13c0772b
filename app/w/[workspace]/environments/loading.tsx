import { Page } from '@/components/ui/page-header'
import { Skeleton } from '@/components/ui/skeleton'

export default function Loading() {
  return (
    <Page aria-busy>
      <Skeleton className="h-8 w-40" />
      <Skeleton className="h-48 w-full" />
    </Page>
  )
}
