import { Badge } from '@/components/ui/badge'
import { Spinner } from '@/components/ui/spinner'
import { CircleAlert } from 'lucide-react'
import type { VersionView } from '@/lib/data/schema'

/** A version that is not ready: being read, or failed with why. Nothing for one that is. */
export function VersionState({ version, className }: { version: VersionView; className?: string }) {
  if (version.state === 'ready') return null
  const reading = version.state === 'reading'
  return (
    <Badge tone={reading ? 'running' : 'failed'} className={className} title={version.message || undefined}>
      {reading ? <Spinner className="size-3" /> : <CircleAlert aria-hidden className="size-3" />}v{version.version} {reading ? 'reading' : 'failed'}
    </Badge>
  )
}
