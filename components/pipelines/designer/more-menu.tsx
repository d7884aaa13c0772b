'use client'

import { Ellipsis } from 'lucide-react'
import { Button } from '@/components/ui/button'
import { MoreItems } from './lazy-parts'

/** What is done with the pipeline as a whole. */
export function MoreMenu() {
  return (
    <MoreItems>
      <Button variant="ghost" size="sm" icon={Ellipsis} aria-label="More" />
    </MoreItems>
  )
}
