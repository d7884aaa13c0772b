import { Page } from '@/components/ui/page-header'
import { Skeleton } from '@/components/ui/skeleton'

export default function Loading() {
  return (
    <Page aria-busy>
      <Skeleton className="h-8 w-64" />
      <Skeleton className="h-72 w-full" />
    </Page>
  )
}
