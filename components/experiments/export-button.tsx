'use client'

import { Download } from 'lucide-react'
import { useApi } from '@/components/ui/api-client'
import { Button } from '@/components/ui/button'
import { Popover, PopoverClose, PopoverContent, PopoverTrigger } from '@/components/ui/popover'
import { exportPath, type RunTableView } from './queries'

/** The whole table as it is filtered, ordered and shown, as a file. */
export function ExportButton({ experiment, view }: { experiment: string; view: RunTableView }) {
  const api = useApi()
  return (
    <Popover>
      <PopoverTrigger asChild>
        <Button icon={Download}>Export</Button>
      </PopoverTrigger>
      <PopoverContent align="end" className="flex w-64 flex-col gap-2" aria-label="Export">
        <p className="text-muted">Every run that fits the filter, in this order, with the columns that are shown.</p>
        {(['csv', 'parquet'] as const).map((format) => (
          <PopoverClose key={format} asChild>
            <Button asChild>
              <a href={api.url(exportPath(experiment, view, format))} download>
                {format === 'csv' ? 'Download CSV' : 'Download Parquet'}
              </a>
            </Button>
          </PopoverClose>
        ))}
      </PopoverContent>
    </Popover>
  )
}
