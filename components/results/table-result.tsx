'use client'

import { useState } from 'react'
import { TableProfile } from '@/components/tables/table-profile'
import { TableView } from '@/components/tables/table-view'
import { Tab, TabPanel, Tabs, TabsList } from '@/components/ui/tabs'
import { useWorkspace } from '@/components/ui/workspace-context'
import type { ResultProps } from './registry'

/** Rows, and what is in each column. */
export default function TableResult({ output }: ResultProps) {
  const { slug } = useWorkspace()
  const [tab, setTab] = useState('table')
  return (
    <Tabs value={tab} onValueChange={setTab} className="flex min-h-0 flex-col">
      <TabsList className="mb-2">
        <Tab value="table">Table</Tab>
        <Tab value="profile">Profile</Tab>
      </TabsList>
      <TabPanel value="table" className="flex h-[460px] min-h-0 flex-col overflow-hidden rounded-md border border-line bg-surface data-[state=inactive]:hidden">
        <TableView workspace={slug} digest={output.digest} className="min-h-0 flex-1" />
      </TabPanel>
      <TabPanel value="profile" className="min-w-0 overflow-hidden rounded-md border border-line bg-surface">
        <TableProfile workspace={slug} digest={output.digest} />
      </TabPanel>
    </Tabs>
  )
}
